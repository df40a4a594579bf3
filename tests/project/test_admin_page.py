"""docs/admin.md tells every command and every setting, as the code has them."""

from pathlib import Path

import rules
from bot.admin.pages import with_tables
from bot.answers import ADMINS, EVERYONE
from bot.live_settings import OPERATORS, settable

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "admin.md").read_text("utf-8")
WORDS = rules.load_defaults().words


def test_the_page_for_admins_is_fresh() -> None:
    example = (ROOT / "config.example.toml").read_text("utf-8")

    assert with_tables(PAGE, WORDS, example) == PAGE, "run: make docs"


def test_every_word_and_every_setting_stands_on_it() -> None:
    for word in (*EVERYONE, *ADMINS):
        assert f"`/askonce {word}" in PAGE
    for name in settable():
        assert f"| `{name}` |" in PAGE
    for name in OPERATORS:
        assert f"| `{name}` |" not in PAGE

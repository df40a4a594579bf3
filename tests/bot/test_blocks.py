"""Notes as Block Kit: within Slack's limits for any text, with nothing smuggled."""

from string import Formatter

import rules
from bot.blocks import plain_note, quoted, to_copy
from bot.reasons import Reasons
from bot.views import draft_form, draft_result, why_view
from tests.bot.limits import assert_view_within_limits

RULESET = rules.load_defaults()
WORDS = RULESET.words


def test_every_modal_and_the_home_tab_are_within_limits() -> None:
    every = Reasons("firm", tuple(rule.id for rule in RULESET.rules), ("x" * 150,) * 3)
    for view in (why_view(every, RULESET), why_view(Reasons("", ()), RULESET), draft_form(WORDS)):
        assert_view_within_limits(view)
        assert len(view["title"]["text"]) <= 24
        assert len(view["callback_id"]) <= 255
    assert_view_within_limits(draft_result(plain_note("Fine.").blocks, WORDS))


def test_a_quotation_of_many_lines_is_marked_line_by_line_and_cut() -> None:
    assert quoted("a\nb") == "> a\n> b"
    assert quoted("") == "> "
    assert len(quoted("\n" * 40_000)) <= 3_000


def test_every_word_of_the_app_that_has_fields_can_be_filled() -> None:
    for key, text in WORDS.items():
        names = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
        assert all(name.isidentifier() for name in names), key
        assert text.format(**dict.fromkeys(names, "x")) or not text, key


def test_the_introduction_and_the_help_would_get_no_note_themselves() -> None:
    for key in ("bot.introduction.text", "bot.why.fair", "bot.home.fair", "bot.check.placeholder"):
        assert not rules.judge(WORDS[key], RULESET).nudges, key


def test_text_to_copy_is_cut_into_plain_sections_and_nothing_is_lost() -> None:
    blocks = to_copy("<!channel> " * 600)

    assert "".join(block["text"]["text"] for block in blocks) == "<!channel> " * 600
    assert {block["text"]["type"] for block in blocks} == {"plain_text"}
    assert to_copy(" ") == []

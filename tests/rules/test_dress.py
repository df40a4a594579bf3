"""What a message wears - greeting, quotes, capitals, emoji - never changes what it asks."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import rules

RULESET = rules.load_defaults()
OPEN = Path(__file__).parent.parent / "messages" / "open"
TEXTS = [
    json.loads(line)["text"]
    for path in sorted(OPEN.glob("w?.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()[::5]
]


def with_smart_quotes(text: str) -> str:
    text = re.sub(r'"([^"]*)"', r"“\1”", re.sub(r"(?<!\w)'(?=\w)", "\u2018", text))
    return text.replace("'", "\u2019")


DRESSES: dict[str, Callable[[str], str]] = {
    "a trailing emoji": lambda text: f"{text} :tada:",
    "a trailing emoji sign": lambda text: f"{text} \N{PARTY POPPER}",
    "a greeting": lambda text: f"Good morning team!\n{text}",
    "smart quotes": with_smart_quotes,
    "small letters": str.lower,
}


@pytest.mark.parametrize("dress", DRESSES)
def test_no_verdict_changes_by(dress: str) -> None:
    changed = [
        text
        for text in TEXTS
        if rules.judge(DRESSES[dress](text), RULESET).verdict != rules.judge(text, RULESET).verdict
    ]
    assert changed == []

"""Ordinary work talk, full of the same words, gets no note: silence is half of the quality."""

import json
from pathlib import Path

import pytest

import rules

RULESET = rules.load_defaults()
BACKGROUND = Path(__file__).parent.parent / "messages" / "background"


@pytest.mark.parametrize("file", sorted(BACKGROUND.glob("*.jsonl")), ids=lambda file: file.stem)
def test_no_note_for_ordinary_work_talk(file: Path) -> None:
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    nudged = [line["text"] for line in lines if rules.judge(line["text"], RULESET).nudges]
    assert nudged == []

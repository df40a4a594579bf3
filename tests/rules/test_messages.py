"""The labelled messages: figures that may only rise, writer by writer."""

import json
from pathlib import Path

import pytest

import rules
from rules.judging import judge_in_full

RULESET = rules.load_defaults()
OPEN = Path(__file__).parent.parent / "messages" / "open"
FLOORS = {
    "w1": (0.96, 0.95),
    "w4": (0.97, 0.97),
    "w5": (0.82, 0.58),
    "w7": (0.88, 0.62),
    "w9": (0.93, 0.75),
    "w11": (0.95, 0.67),
    "w13": (0.95, 0.96),
    "w14": (0.94, 0.92),
    "w15": (0.95, 0.92),
}
"""Precision and recall of nudged or not. Raise them with the rules; never lower them in silence."""


def lines(name: str) -> list[dict[str, str]]:
    text = (OPEN / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("name", FLOORS)
def test_a_writers_messages_are_judged_no_worse_than_before(name: str) -> None:
    wanted = {"gentle", "firm", "serious"}
    pairs = [(m["verdict"] in wanted, rules.judge(m["text"], RULESET).nudges) for m in lines(name)]
    hits = sum(want and got for want, got in pairs)
    precision = hits / sum(got for _, got in pairs)
    recall = hits / sum(want for want, _ in pairs)
    assert (precision >= FLOORS[name][0], recall >= FLOORS[name][1]) == (True, True), (
        f"{name}: precision {precision:.3f}, recall {recall:.3f}"
    )


@pytest.mark.parametrize("name", FLOORS)
def test_the_prefilter_agrees_on_every_message(name: str) -> None:
    for message in lines(name):
        text = message["text"]
        assert rules.judge(text, RULESET).verdict == judge_in_full(text, RULESET).verdict

"""The note's words: kind, the sender's own, and never pressing themselves."""

import json
from pathlib import Path

import pytest

import rules
from rules import Ask, Judgement, Verdict
from rules.wording import LONGEST_QUOTE, compose_nudge, first_link

RULESET = rules.load_defaults()
MESSAGES = sorted((Path(__file__).parent.parent / "messages" / "open").glob("w?.jsonl"))


def wordings(text: str) -> tuple[str, ...]:
    judgement = rules.judge(text, RULESET)
    return compose_nudge(text, judgement, RULESET).wordings if judgement.nudges else ()


@pytest.mark.parametrize("file", MESSAGES, ids=lambda file: file.stem)
def test_no_wording_offered_for_a_labelled_message_presses(file: Path) -> None:
    for line in file.read_text(encoding="utf-8").splitlines():
        for wording in wordings(json.loads(line)["text"]):
            assert rules.judge(wording, RULESET).verdict <= Verdict.OPTIONAL, wording


def test_no_wording_offered_for_a_rules_example_presses() -> None:
    for rule in RULESET.rules:
        for example in rule.nudged:
            for wording in wordings(example):
                assert rules.judge(wording, RULESET).verdict <= Verdict.OPTIONAL, wording


@pytest.mark.parametrize("ask", Ask)
@pytest.mark.parametrize("text", ["Do it.", "See https://example.com/launch now."])
def test_every_ask_has_wordings_with_and_without_a_link(ask: Ask, text: str) -> None:
    nudge = compose_nudge(text, Judgement(Verdict.GENTLE, (ask,)), RULESET)
    assert len(nudge.wordings) == 2
    assert all(rules.judge(w, RULESET).verdict <= Verdict.OPTIONAL for w in nudge.wordings)


def test_the_messages_own_link_is_in_the_wording() -> None:
    text = "Please share our post on your LinkedIn: <https://linkedin.com/posts/1|here>"
    assert "https://linkedin.com/posts/1" in wordings(text)[0]


def test_what_was_noticed_is_the_senders_words_without_mentions_or_addresses() -> None:
    text = (
        "Hi all. <@U12345678> please share our post on your LinkedIn <https://linkedin.com/posts/1>"
    )
    judgement = rules.judge(text, RULESET)
    noticed = compose_nudge(text, judgement, RULESET).noticed
    assert noticed
    assert "share our post" in noticed[0]
    assert not any("U12345678" in quote or "http" in quote for quote in noticed)


def test_a_long_message_is_quoted_in_part() -> None:
    text = "Please share our launch post on your LinkedIn " + "and more words " * 200
    judgement = rules.judge(text, RULESET)
    quotes = compose_nudge(text, judgement, RULESET).noticed
    assert all(len(quote) <= LONGEST_QUOTE + 1 for quote in quotes)


def test_the_first_link_is_found_in_both_forms() -> None:
    assert first_link("see <https://a.example/x|this>") == "https://a.example/x"
    assert first_link("see https://a.example/y now") == "https://a.example/y"
    assert first_link("see there") == ""

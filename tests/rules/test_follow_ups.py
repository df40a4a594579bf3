"""What presses for an earlier ask: found after it, and only after it."""

import pytest

import rules
from rules import Verdict
from rules.lines import Posted
from rules.replay import replay

RULESET = rules.load_defaults()
ASK = "Please vote for us on the award's Facebook page if you like."
FOLLOW_UP = "The vote closes tonight, get yours in."


def said(ts: int, text: str, user: str = "U1", channel: str = "C1") -> Posted:
    return Posted(ts=f"{ts}.000100", channel=channel, user=user, text=text)


def verdicts(*messages: Posted) -> list[Verdict]:
    return [judgement.verdict for judgement in replay(messages, RULESET)]


def test_words_that_press_for_an_earlier_ask_are_firm() -> None:
    assert verdicts(said(1, ASK), said(90_000, FOLLOW_UP))[1] >= Verdict.FIRM


@pytest.mark.parametrize(
    "other", [{"user": "U2"}, {"channel": "C2"}], ids=["somebody else", "another channel"]
)
def test_they_are_clear_where_another_asked(other: dict[str, str]) -> None:
    assert verdicts(said(1, ASK, **other), said(90_000, FOLLOW_UP))[1] is Verdict.CLEAR


def test_they_are_clear_past_the_window() -> None:
    assert verdicts(said(1, ASK), said(1 + 15 * 86_400, FOLLOW_UP))[1] is Verdict.CLEAR


def test_ordinary_talk_after_an_ask_stays_clear() -> None:
    talk = ["Lunch is in the kitchen.", "Please send me the minutes by Friday.", "Thanks, Ana!"]
    later = [said(100 + n, text) for n, text in enumerate(talk)]
    assert set(verdicts(said(1, ASK), *later)[1:]) == {Verdict.CLEAR}


def test_they_count_as_an_ask_of_their_own() -> None:
    judgements = replay([said(1, ASK), said(90_000, FOLLOW_UP)], RULESET)
    assert rules.Sign.REPEAT in judgements[1].signs

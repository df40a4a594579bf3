"""The policy's "Over time", row by row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import Judgement, Ledger, Sign, Verdict
from rules.lines import Posted
from rules.replay import Weight, judge_in_time, replay, weigh
from tests.rules.small import ASK, BACK, OFFER, small_rules

RULES = small_rules()
DAY = 86_400.0
KEY = ("C1", "U1")


def told(*posts: tuple[float, str], user: str = "U1", channel: str = "C1") -> list[Posted]:
    return [
        Posted(ts=f"{1_767_000_000 + day * DAY:.6f}", channel=channel, user=user, text=text)
        for day, text in posts
    ]


def verdicts(messages: list[Posted]) -> list[str]:
    return [str(judgement.verdict) for judgement in replay(messages, RULES)]


def test_a_second_ask_within_the_window_is_firm_however_optional() -> None:
    judgements = replay(told((0, OFFER), (3, OFFER)), RULES)
    assert [j.verdict for j in judgements] == [Verdict.OPTIONAL, Verdict.FIRM]
    assert judgements[1].signs == (Sign.REPEAT,)


def test_a_second_ask_past_the_window_is_a_first_one() -> None:
    assert verdicts(told((0, ASK), (14.01, ASK))) == ["gentle", "gentle"]


def test_two_people_and_two_channels_are_first_asks() -> None:
    messages = told((0, ASK)) + told((1, ASK), user="U2") + told((2, ASK), channel="C2")
    assert verdicts(messages) == ["gentle"] * 3


def test_clear_messages_between_change_nothing() -> None:
    assert verdicts(told((0, ASK), (1, "Lunch?"), (2, ASK))) == ["gentle", "clear", "firm"]


def test_an_ask_taken_back_does_not_count() -> None:
    assert verdicts(told((0, ASK), (1, BACK), (2, ASK))) == ["gentle", "clear", "gentle"]


def test_an_edit_is_the_same_message_judged_anew() -> None:
    assert verdicts(told((0, ASK), (0, OFFER))) == ["gentle", "optional"]


def test_an_edit_that_leaves_no_ask_no_longer_counts() -> None:
    assert verdicts(told((0, ASK), (0, "Lunch?"), (1, ASK))) == ["gentle", "clear", "gentle"]


def test_a_deleted_message_no_longer_counts() -> None:
    ledger = Ledger()
    judge_in_time(ledger, KEY, 1.0, ASK, RULES)
    ledger.forget(KEY, 1.0)
    assert judge_in_time(ledger, KEY, 2.0, ASK, RULES).verdict is Verdict.GENTLE


def test_messages_out_of_order_are_judged_in_the_order_of_time() -> None:
    assert verdicts(told((3, ASK), (0, ASK))) == ["firm", "gentle"]


def test_an_episode_without_messages_gives_none() -> None:
    assert replay([], RULES) == []


@pytest.mark.parametrize(
    ("own", "weight"),
    [
        (Judgement(), Weight.NONE),
        (Judgement(withdraws=True), Weight.WITHDRAWAL),
        (Judgement(Verdict.OPTIONAL), Weight.ASK),
        (Judgement(Verdict.SERIOUS), Weight.ASK),
    ],
)
def test_what_a_message_means_for_the_count(own: Judgement, weight: Weight) -> None:
    assert weigh(own) is weight


posts = st.tuples(st.floats(0, 40), st.sampled_from([ASK, OFFER, BACK, "Lunch?"]))


@given(st.lists(posts, max_size=8), st.lists(posts, max_size=8))
def test_nobody_changes_what_another_is_told(
    mine: list[tuple[float, str]], theirs: list[tuple[float, str]]
) -> None:
    alone = verdicts(told(*mine))
    assert verdicts(told(*mine) + told(*theirs, user="U2"))[: len(mine)] == alone


@given(st.lists(posts, max_size=8))
def test_time_never_makes_a_verdict_weaker_than_the_message_alone(
    mine: list[tuple[float, str]],
) -> None:
    for message, judgement in zip(told(*mine), replay(told(*mine), RULES), strict=True):
        assert judgement.verdict >= replay([message], RULES)[0].verdict

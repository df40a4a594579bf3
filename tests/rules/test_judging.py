"""The policy's table, row by row, and what must hold of any judgement."""

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rules
from rules import Ask, Sign, Verdict
from rules.judging import decide, judge_in_full

RULESET = rules.load_defaults()
FIRM = {Sign.TRACKING, Sign.SINGLING, Sign.REWARD, Sign.REPEAT, Sign.COMPARISON, Sign.HOLLOW}
asks = st.sets(st.sampled_from(Ask), min_size=1)
signs = st.sets(st.sampled_from(Sign))
PARTS = (
    *("please", "everyone", "share", "like", "our post", "on your LinkedIn", "your cover photo"),
    *("by Friday", "must", "nobody has to", "if you'd like", "?", "!", "\n", "I'll be checking"),
    *("<@U1>", "<!here>", ":tada:", "> quoted", "`code`", "but", "Reminder:", "win a prize"),
    *("a review on Glassdoor", "your password", "“said so and so”", "the rota"),
)


def test_no_ask_is_clear() -> None:
    assert decide(set(), set(Sign), optional=False, freelance=False) is Verdict.CLEAR


@given(asks, signs, st.booleans(), st.booleans())
def test_the_table_holds(
    found: set[Ask], pressed: set[Sign], optional: bool, freelance: bool
) -> None:
    verdict = decide(found, pressed, optional=optional, freelance=freelance)
    serious = found & {Ask.ACCESS, Ask.FAKE} or pressed & {Sign.OBLIGATION, Sign.PENALTY}
    firm = pressed & FIRM or (Ask.CONTROL in found and not freelance)
    assert (verdict is Verdict.SERIOUS) == bool(serious)
    assert (verdict is Verdict.FIRM) == (bool(firm) and not serious)


@given(asks, signs, st.sampled_from(Sign), st.booleans(), st.booleans())
def test_a_further_sign_never_lowers_the_verdict(
    found: set[Ask], pressed: set[Sign], more: Sign, optional: bool, freelance: bool
) -> None:
    before = decide(found, pressed, optional=optional, freelance=freelance)
    after = decide(found, pressed | {more}, optional=optional, freelance=freelance)
    assert after >= before


def test_hours_put_to_freelancers_are_gentle_by_themselves() -> None:
    assert decide({Ask.CONTROL}, set(), optional=False, freelance=True) is Verdict.GENTLE
    assert decide({Ask.CONTROL}, {Sign.PENALTY}, optional=False, freelance=True) is Verdict.SERIOUS


def test_verdicts_are_ordered_and_equal_their_names() -> None:
    ordered = sorted(Verdict, key=lambda v: v.rank)
    assert [str(v) for v in ordered] == ["clear", "optional", "gentle", "firm", "serious"]
    for low, high in combinations(ordered, 2):
        assert low < high
        assert low <= high
        assert high > low
        assert high >= low


@given(st.lists(st.sampled_from(PARTS), max_size=14).map(" ".join))
def test_the_prefilter_changes_no_judgement(text: str) -> None:
    assert rules.judge(text, RULESET) == judge_in_full(text, RULESET)


@given(st.lists(st.sampled_from(PARTS), max_size=14).map(" ".join))
def test_spans_lie_inside_the_text(text: str) -> None:
    judgement = judge_in_full(text, RULESET)
    for finding in chain(judgement.findings, judgement.exceptions):
        assert 0 <= finding.start <= finding.end <= len(text)


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    judge_in_full(text, RULESET)


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=10).map(" ".join))
def test_capitals_never_change_a_verdict(text: str) -> None:
    assert rules.judge(text.upper(), RULESET).verdict == rules.judge(text.lower(), RULESET).verdict


def test_an_earlier_ask_makes_the_next_one_firm() -> None:
    text = "Our post is here if anyone would like to share it on their own page. Entirely optional."
    assert rules.judge(text, RULESET).verdict == "optional"
    again = rules.judge(text, RULESET, asked_before=True)
    assert again.verdict == "firm"
    assert again.signs == (Sign.REPEAT,)


def test_a_forwarded_request_is_the_senders_own_and_a_quoted_one_is_not() -> None:
    quote = "&gt; Please share our film on your own LinkedIn."
    assert not rules.judge(f"{quote}\nCan we please not do this?", RULESET).nudges
    assert rules.judge(f"From head office, have a go at it please:\n{quote}", RULESET).nudges


def test_a_withdrawal_is_clear_and_says_so() -> None:
    text = "Scrap what I asked yesterday about sharing the post, nobody needs to do anything."
    judgement = rules.judge(text, RULESET)
    assert judgement.verdict == "clear"
    assert judgement.withdraws


@pytest.mark.parametrize("text", ["word " * 8_000, "<" * 40_000, "share " * 6_000, "`" * 40_000])
def test_a_message_of_forty_thousand_characters_is_judged(text: str) -> None:
    assert rules.judge(text, RULESET).verdict in list(Verdict)

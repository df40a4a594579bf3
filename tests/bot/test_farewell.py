"""The end of a note, and what is offered before it: on fakes."""

import pytest

import rules
from bot.farewell import OPEN_SECONDS, Farewell
from bot.model import Message, Noted, Outcome, Place
from bot.reasons import Reasons
from bot.rewording import Rewording
from rules import Judgement, Nudge
from tests.fakes import FakeAnswering, FakeClaims, FakeClock, FakeJudge, FakeReader

MESSAGE = Message("T1", "C1", "U1", "1.5", "must", "1.0")
WORDS = {"bot.thanks.reworded": "Thanks."}
NOTED, URL = Noted("U1", "firm", ("reward",)), "https://slack.example/answer"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def answering() -> FakeAnswering:
    return FakeAnswering()


@pytest.fixture
def farewell(answering: FakeAnswering, clock: FakeClock) -> Farewell:
    return Farewell(answering, FakeClaims(), WORDS, clock)


async def test_a_note_nobody_touched_stays_and_the_thanks_come_beside_it(
    farewell: Farewell, answering: FakeAnswering
) -> None:
    await farewell.thank(MESSAGE, NOTED, Outcome.REWORDED)
    await farewell.thank(MESSAGE, NOTED, Outcome.REWORDED)

    assert answering.said == [("whispered", "U1", "Thanks.")]


async def test_a_note_that_was_touched_gives_way_to_the_thanks(
    farewell: Farewell, answering: FakeAnswering
) -> None:
    farewell.touched("T1", MESSAGE.place, URL)
    await farewell.thank(MESSAGE, NOTED, Outcome.REWORDED)

    assert answering.said == [("replaced", URL, "Thanks.")]


async def test_an_address_that_is_too_old_or_used_up_is_not_relied_on(
    farewell: Farewell, answering: FakeAnswering, clock: FakeClock
) -> None:
    other = Message("T1", "C1", "U1", "2.5", "must")
    answering.broken.add(URL)
    for message in (MESSAGE, other):
        farewell.touched("T1", message.place, URL)
    await farewell.thank(MESSAGE, NOTED, Outcome.REWORDED)
    answering.broken.clear()
    clock.move(OPEN_SECONDS)
    await farewell.thank(other, NOTED, Outcome.REWORDED)

    assert [way for way, _, _ in answering.said] == ["whispered", "whispered"]


async def test_a_note_that_was_answered_is_over(
    farewell: Farewell, answering: FakeAnswering
) -> None:
    farewell.closed("T1", MESSAGE.place)
    await farewell.thank(MESSAGE, NOTED, Outcome.REWORDED)

    assert not answering.said


def compose(text: str, judgement: Judgement) -> Nudge:
    return Nudge("Hello.", (), "Because.", (f"Instead of {text}.",), "", edited=f"{text}, edited")


REASONS = Reasons("firm", ("amplify", "reward"), ("must",), Place("C1", "1.5"))


async def test_what_is_offered_follows_what_the_message_says_now() -> None:
    offered = await Rewording(FakeJudge(), compose, FakeReader("must")).suggest("U1", REASONS)

    assert offered.wordings == ("Instead of must.",)
    assert offered.edited == "must, edited"
    assert offered.link == FakeReader().address


async def test_a_message_that_is_fair_by_now_needs_nothing() -> None:
    reader = FakeReader("fair", address=None)
    offered = await Rewording(FakeJudge(), compose, reader).suggest("U1", REASONS)

    assert offered.is_fair
    assert offered.link == ""


async def test_a_fair_message_that_repeats_an_ask_is_judged_as_such() -> None:
    repeats = Reasons("firm", ("amplify", "repeat"))
    offered = await Rewording(FakeJudge(), compose, FakeReader("fair")).suggest("U1", repeats)

    assert offered.edited == "fair, edited"


async def test_a_message_that_cannot_be_read_is_answered_by_its_rules(
    ruleset: rules.RuleSet,
) -> None:
    def real(text: str, judgement: Judgement) -> Nudge:
        return rules.compose_nudge(text, judgement, ruleset)

    offered = await Rewording(FakeJudge(), real, FakeReader(None)).suggest("U1", REASONS)
    nothing = await Rewording(FakeJudge(), real, FakeReader(None)).suggest("U1", Reasons("", ()))

    assert len(offered.wordings) == 2
    assert offered.edited == ""
    assert nothing.wordings == ()


def test_nothing_offered_is_in_a_repr() -> None:
    assert "must" not in repr(REASONS.place)

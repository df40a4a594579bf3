"""The use cases, on fakes: what is nudged, what is counted, what is remembered."""

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.farewell import Farewell
from bot.memory import Acquaintance, Expiring, MemoryCooldown, MemoryWishes, no_notes_yet
from bot.model import Delivery, Manner, Message, Noted, Outcome
from bot.noting import Noting
from bot.restraint import Restraint
from bot.service import AskOnce, Parts
from bot.snoozing import Snoozing
from rules import Judgement, Nudge, Verdict
from tests.fakes import (
    FakeAnswering,
    FakeAsks,
    FakeClaims,
    FakeClock,
    FakeCounts,
    FakeJudge,
    FakeNudger,
    FakePeople,
)

THANKS = {"bot.thanks.reworded": "Thanks.", "bot.thanks.withdrawn": "Thanks."}


def compose(text: str, judgement: Judgement) -> Nudge:
    return Nudge("Hello.", (text,), "Because.", ("Otherwise.",), "Only you.")


@dataclass
class House:
    """The use cases and their fakes."""

    clock: FakeClock = field(default_factory=FakeClock)
    judge: FakeJudge = field(default_factory=FakeJudge)
    people: FakePeople = field(default_factory=FakePeople)
    asks: FakeAsks = field(default_factory=FakeAsks)
    nudger: FakeNudger = field(default_factory=FakeNudger)
    counts: FakeCounts = field(default_factory=FakeCounts)
    answering: FakeAnswering = field(default_factory=FakeAnswering)
    managers_only: bool = False

    def __post_init__(self) -> None:
        claims = FakeClaims()
        self.snoozing = Snoozing(MemoryWishes(self.clock), frozenset({"amplify", "obligation"}))
        self.ask_once = AskOnce(
            Parts(
                judge=self.judge,
                people=self.people,
                asks=self.asks,
                claims=claims,
                counts=self.counts,
                noting=self._noting(claims),
            )
        )

    def _noting(self, claims: FakeClaims) -> Noting:
        return Noting(
            compose=compose,
            restraint=self._restraint(),
            nudger=self.nudger,
            noted=Expiring[Noted](seconds=1e6, limit=100, clock=self.clock),
            farewell=Farewell(self.answering, claims, THANKS, self.clock),
        )

    def _restraint(self) -> Restraint:
        return Restraint(
            people=self.people,
            snoozing=self.snoozing,
            cooldown=MemoryCooldown(no_notes_yet(self.clock), seconds=600),
            acquaintance=Acquaintance(self.clock),
            counted_only=frozenset({"CQUIET"}),
            managers_only=self.managers_only,
        )

    def message(self, text: str, *, sender: str = "U1", channel: str = "C1") -> Message:
        self.clock.move(1)
        return Message("T1", channel, sender, f"{self.clock.now:.6f}", text)

    async def post(self, text: str, *, sender: str = "U1", channel: str = "C1") -> Message:
        message = self.message(text, sender=sender, channel=channel)
        await self.ask_once.message_posted(message)
        return message

    async def edit(self, message: Message, text: str) -> Message:
        after = Message(*message.key[:2], message.sender, message.ts, text)
        await self.ask_once.message_edited(after, message.text)
        return after

    def counted(self) -> dict[str, int]:
        outcomes = {outcome.value: self.counts.of(outcome) for outcome in Outcome}
        return {name: count for name, count in outcomes.items() if count}


@pytest.fixture
def house() -> House:
    return House()


async def test_a_clear_message_is_only_counted_as_seen(house: House) -> None:
    await house.post("good morning")

    assert house.counted() == {"seen": 1}
    assert not house.nudger.nudged


async def test_a_fair_ask_is_counted_and_not_nudged(house: House) -> None:
    await house.post("fair")

    assert house.counted() == {"seen": 1, "asked": 1}
    assert not house.nudger.nudged


async def test_a_pressing_message_is_nudged_and_counted_by_verdict_and_rule(house: House) -> None:
    message = await house.post("must")

    assert house.nudger.nudged == [message]
    assert house.counted() == {"seen": 1, "asked": 1, "nudged": 1}
    assert house.counts.sums["rule", "obligation", "nudged"] == 1
    assert house.counts.sums["verdict", "serious", "nudged"] == 1


async def test_the_same_message_heard_four_times_is_nudged_and_counted_once(house: House) -> None:
    message = house.message("press")
    await asyncio.gather(*(house.ask_once.message_posted(message) for _ in range(4)))

    assert len(house.nudger.nudged) == 1
    assert house.counted() == {"seen": 1, "asked": 1, "nudged": 1}


async def test_a_second_fair_ask_in_the_channel_is_firm(house: House) -> None:
    await house.post("fair")
    await house.post("fair")

    assert house.nudger.verdicts == [Verdict.FIRM]
    assert house.counts.sums["rule", "repeat", "nudged"] == 1


async def test_asks_of_others_and_elsewhere_do_not_make_a_repeat(house: House) -> None:
    await house.post("fair")
    await house.post("fair", sender="U2")
    await house.post("fair", channel="C2")

    assert not house.nudger.nudged


async def test_a_withdrawal_clears_the_senders_count(house: House) -> None:
    await house.post("fair")
    await house.post("forget it")
    await house.post("fair")

    assert not house.nudger.nudged


async def test_a_deleted_ask_no_longer_counts(house: House) -> None:
    await house.ask_once.message_deleted(await house.post("fair"))
    await house.post("fair")

    assert not house.nudger.nudged


async def test_the_cooldown_holds_the_next_note_back_and_ends(house: House) -> None:
    await house.post("press")
    await house.post("press", channel="C2")
    house.clock.move(601)
    await house.post("press", channel="C3")

    assert house.counted()["nudged"] == 2
    assert house.counted()["held_back"] == 1


async def test_three_notes_a_day_are_the_most(house: House) -> None:
    for _ in range(5):
        await house.post("press")
        house.clock.move(3_600)
    assert house.counted()["nudged"] == 3

    house.clock.move(86_400)
    await house.post("press")
    assert house.counted()["nudged"] == 4


async def test_a_serious_message_always_gets_its_note_once(house: House) -> None:
    await house.post("press")
    message = await house.post("must")
    await house.edit(message, "must, really")

    assert house.nudger.verdicts == [Verdict.GENTLE, Verdict.SERIOUS]
    assert "held_back" not in house.counted()


async def test_in_a_channel_that_is_only_counted_nobody_is_nudged(house: House) -> None:
    await house.post("must", channel="CQUIET")

    assert house.counted() == {"seen": 1, "asked": 1, "held_back": 1}


async def test_only_managers_are_nudged_where_it_is_set_so() -> None:
    house = House(managers_only=True)
    house.people.managers.add("U2")
    await house.post("press")
    await house.post("press", sender="U2")

    assert [message.sender for message in house.nudger.nudged] == ["U2"]


async def test_whoever_muted_notes_gets_none_however_serious(house: House) -> None:
    await house.snoozing.mute("T1", "U1", 7)
    await house.post("must")
    assert house.counted()["held_back"] == 1

    house.clock.move(7 * 86_400)
    await house.post("must", channel="C2")
    assert house.counted()["nudged"] == 1


async def test_whoever_muted_a_rule_gets_other_notes(house: House) -> None:
    await house.snoozing.choose("T1", "U1", "rule", "amplify")
    await house.post("press")
    await house.post("must", channel="C2")

    assert house.nudger.verdicts == [Verdict.SERIOUS]


async def test_the_first_note_is_told_from_the_second_within_a_month(house: House) -> None:
    house.people.managers.add("U1")
    await house.snoozing.choose("T1", "U1", "direct")
    for days in (0, 20, 40):
        house.clock.move(days * 86_400)
        await house.post("press", channel=f"C{days}")

    first, second, third = house.nudger.manners
    assert first == Manner(manager=True, first=True, direct=True)
    assert second == Manner(manager=True, again=True, direct=True)
    assert third == Manner(manager=True, direct=True)


async def test_a_failed_note_is_no_first_one(house: House) -> None:
    house.nudger.delivery = Delivery.FAILED
    await house.post("press")
    await house.post("press", channel="C2")

    assert [manner.first for manner in house.nudger.manners] == [True, True]


async def test_a_reworded_message_is_thanked_for_once(house: House) -> None:
    message = await house.edit(await house.post("must"), "fair")
    again = await house.edit(message, "must")
    await house.edit(again, "fair")

    assert house.answering.said == [("whispered", "U1", "Thanks.")]


async def test_a_second_ask_that_is_reworded_fairly_has_its_thanks(house: House) -> None:
    await house.post("fair")
    await house.edit(await house.post("press"), "fair")

    assert house.counted()["reworded"] == 1
    assert len(house.nudger.nudged) == 1


async def test_a_message_without_a_note_is_not_thanked_for(house: House) -> None:
    await house.edit(await house.post("fair"), "good morning")

    assert not house.answering.said


async def test_a_withdrawn_message_is_thanked_for_even_where_slack_names_no_sender(
    house: House,
) -> None:
    message = await house.post("must")
    await house.ask_once.message_deleted(Message(*message.key[:2], "", message.ts, ""))

    assert house.answering.said == [("whispered", "U1", "Thanks.")]


async def test_a_note_that_came_as_a_message_is_closed_with_the_thanks(house: House) -> None:
    house.nudger.direct = ("D1", "5.5")
    await house.edit(await house.post("must"), "fair")

    assert house.answering.said == [("changed", ("D1", "5.5"), "Thanks.")]


async def test_a_guest_is_neither_nudged_nor_counted_as_asking(house: House) -> None:
    house.people.spared.add("U1")
    await house.post("must")

    assert house.counted() == {"seen": 1}
    assert not house.nudger.nudged


async def test_a_person_slack_cannot_tell_of_is_left_in_peace_and_counted_as_failed(
    house: House,
) -> None:
    house.people.unknown.add("U1")
    await house.post("must")

    assert house.counted() == {"seen": 1, "failed": 1}


async def test_an_ask_that_only_rules_on_trial_found_is_counted_by_rule_alone(
    house: House,
) -> None:
    await house.post("trial")

    assert house.counted() == {"seen": 1}
    assert house.counts.sums["rule", "amplify.newcomer", "trial"] == 1
    assert not house.nudger.nudged


async def test_a_rule_on_trial_has_no_say_beside_those_in_force(house: House) -> None:
    await house.post("try and press")

    assert house.counted() == {"seen": 1, "asked": 1, "nudged": 1}
    assert house.counts.sums["rule", "obligation.newcomer", "trial"] == 1
    assert house.nudger.verdicts == [Verdict.GENTLE]


async def test_an_edit_that_makes_a_nudged_message_fair_counts_as_reworded_once(
    house: House,
) -> None:
    message = await house.post("must")
    fair = await house.edit(message, "fair")
    await house.edit(fair, "fair, really")

    assert house.counted() == {"seen": 1, "asked": 1, "nudged": 1, "reworded": 1}


async def test_an_edit_that_takes_the_ask_out_counts_as_reworded_and_is_forgotten(
    house: House,
) -> None:
    await house.edit(await house.post("must"), "good morning")
    house.clock.move(601)
    await house.post("fair")

    assert house.counted()["reworded"] == 1
    assert len(house.nudger.nudged) == 1


async def test_an_edit_that_makes_a_fair_message_press_is_nudged(house: House) -> None:
    await house.edit(await house.post("fair"), "must")

    assert house.counted() == {"seen": 1, "asked": 1, "nudged": 1}


async def test_an_edit_of_a_clear_message_into_an_ask_counts_as_asking(house: House) -> None:
    await house.edit(await house.post("good morning"), "press")

    assert house.counted() == {"seen": 1, "asked": 1, "nudged": 1}


async def test_an_edit_is_no_repeat_of_itself(house: House) -> None:
    await house.edit(await house.post("fair"), "fair, and a link")

    assert not house.nudger.nudged


async def test_a_message_that_pressed_before_its_edit_is_not_nudged_again(house: House) -> None:
    message = house.message("press")
    after = await house.edit(message, "must")
    await house.edit(after, "must, please")

    assert not house.nudger.nudged


async def test_an_edit_without_a_change_of_text_does_nothing(house: House) -> None:
    await house.edit(house.message("must"), "must")

    assert not house.judge.judged
    assert not house.counted()


async def test_a_guests_edit_is_left_alone(house: House) -> None:
    house.people.spared.add("U1")
    await house.edit(house.message("good morning"), "must")

    assert not house.counted()


async def test_an_edit_into_a_withdrawal_clears_the_senders_count(house: House) -> None:
    await house.post("fair")
    await house.edit(await house.post("good morning"), "forget it")
    await house.post("fair")

    assert not house.nudger.nudged


async def test_a_nudged_message_that_is_deleted_counts_as_withdrawn_once(house: House) -> None:
    message = await house.post("must")
    await house.ask_once.message_deleted(message)
    await house.ask_once.message_deleted(message)

    assert house.counted()["withdrawn"] == 1


async def test_a_deletion_that_names_no_sender_is_known_by_the_note(house: House) -> None:
    message = await house.post("must")
    await house.ask_once.message_deleted(Message(*message.key[:2], "", message.ts, ""))
    house.clock.move(601)
    await house.post("fair")

    assert house.counted()["withdrawn"] == 1
    assert len(house.nudger.nudged) == 1


async def test_a_note_that_fell_back_to_a_direct_message_is_counted_as_such(house: House) -> None:
    house.nudger.delivery = Delivery.FELL_BACK
    await house.post("press")

    assert house.counted() == {"seen": 1, "asked": 1, "nudged": 1, "fell_back": 1}


async def test_a_failed_note_starts_no_cooldown(house: House) -> None:
    house.nudger.delivery = Delivery.FAILED
    await house.post("press")
    house.nudger.delivery = Delivery.ACCEPTED
    await house.post("press", channel="C2")

    assert house.counted()["failed"] == 1
    assert house.counted()["nudged"] == 1


async def test_a_fault_while_nudging_passes_on_with_the_counts_kept(house: House) -> None:
    house.nudger.delivery = RuntimeError("secret")
    with pytest.raises(RuntimeError):
        await house.post("press")
    house.nudger.delivery = Delivery.ACCEPTED
    await house.post("press", channel="C2")

    assert house.counted() == {"seen": 2, "asked": 2, "nudged": 1}


async def test_a_fault_while_judging_leaves_the_next_message_unharmed(house: House) -> None:
    house.judge.broken = True
    with pytest.raises(ValueError, match="must"):
        await house.post("must")
    house.judge.broken = False
    await house.post("must")

    assert house.counted() == {"seen": 2, "asked": 1, "nudged": 1}


async def test_nothing_of_a_message_is_in_its_repr() -> None:
    message = Message("T1", "C1", "U1", "1.5", "canary")

    assert repr(message) == "Message()"

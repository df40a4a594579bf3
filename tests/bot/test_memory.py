"""What is remembered, for how long, and how much: all of it bounded, none of it on disk."""

import asyncio

import pytest

from bot.memory import (
    CLAIM_SECONDS,
    RETRY_SECONDS,
    Expiring,
    MemoryAsks,
    MemoryClaims,
    MemoryCooldown,
    Past,
    Turns,
    no_notes_yet,
)
from bot.quiet import Quiet
from tests.fakes import FakeClock, FakeHistory, FakeJudge

ASKER = ("T1", "C1", "U1")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def memory(history: FakeHistory, clock: FakeClock) -> MemoryAsks:
    return MemoryAsks(FakeJudge().now, history, clock, window_seconds=1_000)


async def test_an_ask_before_the_start_is_read_from_the_channels_history(clock: FakeClock) -> None:
    history = FakeHistory([Past("U1", clock.now - 5, "fair")])
    asks = memory(history, clock)

    assert await asks.asked_before(ASKER, clock.now)
    assert not await asks.asked_before(("T1", "C1", "U2"), clock.now)
    assert history.reads == 1


async def test_history_is_read_once_even_when_many_ask_at_a_time(clock: FakeClock) -> None:
    history = FakeHistory()
    asks = memory(history, clock)
    await asyncio.gather(*(asks.asked_before(ASKER, clock.now) for _ in range(5)))

    assert history.reads == 1


async def test_what_was_withdrawn_in_the_history_does_not_count(clock: FakeClock) -> None:
    newest_first = [Past("U1", clock.now - 4, "forget it"), Past("U1", clock.now - 5, "fair")]

    assert not await memory(FakeHistory(newest_first), clock).asked_before(ASKER, clock.now)


async def test_clear_messages_of_the_history_do_not_count(clock: FakeClock) -> None:
    history = FakeHistory([Past("U1", clock.now - 5, "good morning")])

    assert not await memory(history, clock).asked_before(ASKER, clock.now)


async def test_a_history_that_cannot_be_read_is_tried_again_after_a_while(
    clock: FakeClock,
) -> None:
    history = FakeHistory(whole=False)
    asks = memory(history, clock)
    await asks.asked_before(ASKER, clock.now)
    await asks.asked_before(ASKER, clock.now)
    assert history.reads == 1

    clock.move(RETRY_SECONDS)
    await asks.asked_before(ASKER, clock.now)
    assert history.reads == 2


async def test_what_is_known_needs_no_history(clock: FakeClock) -> None:
    history = FakeHistory()
    asks = memory(history, clock)
    await asks.remember(ASKER, clock.now - 1)

    assert await asks.asked_before(ASKER, clock.now)
    assert history.reads == 0


async def test_what_is_forgotten_or_cleared_does_not_count(clock: FakeClock) -> None:
    asks = memory(FakeHistory(), clock)
    await asks.remember(ASKER, clock.now - 2)
    await asks.forget(ASKER, clock.now - 2)
    assert not await asks.asked_before(ASKER, clock.now)

    await asks.remember(ASKER, clock.now - 1)
    await asks.clear(ASKER)
    assert not await asks.asked_before(ASKER, clock.now)


async def test_a_claim_is_given_once_and_ends(clock: FakeClock) -> None:
    claims = MemoryClaims(clock)

    assert await claims.claim("E1")
    assert not await claims.claim("E1")
    clock.move(CLAIM_SECONDS)
    assert await claims.claim("E1")


async def test_a_cooldown_holds_for_its_time_and_can_be_ended_early(clock: FakeClock) -> None:
    cooldown = MemoryCooldown(no_notes_yet(clock), seconds=60)

    assert await cooldown.start("U1", 100)
    assert not await cooldown.start("U1", 159)
    assert await cooldown.start("U1", 160)
    await cooldown.end("U1")
    assert await cooldown.start("U1", 161)


async def test_a_cooldown_of_nothing_holds_nobody(clock: FakeClock) -> None:
    cooldown = MemoryCooldown(no_notes_yet(clock), seconds=0)

    assert await cooldown.start("U1", 100)
    assert await cooldown.start("U1", 100)


def test_a_mapping_that_is_full_forgets_the_oldest(clock: FakeClock) -> None:
    held = Expiring[str](seconds=10, limit=2, clock=clock)
    for key in ("a", "b", "c"):
        held.put(key, key.upper())

    assert (len(held), held.get("a"), held.get("c")) == (2, None, "C")
    assert (held.pop("c"), held.pop("c")) == ("C", None)


async def test_turns_go_one_after_the_other_and_leave_nothing_behind() -> None:
    turns, order = Turns(), list[str]()

    async def take(name: str) -> None:
        async with turns.of("key"):
            order.append(f"{name} in")
            await asyncio.sleep(0)
            order.append(f"{name} out")

    await asyncio.gather(take("a"), take("b"))

    assert order == ["a in", "a out", "b in", "b out"]
    assert len(turns) == 0


async def test_other_keys_do_not_wait() -> None:
    turns = Turns()
    async with turns.of("a"), asyncio.timeout(5), turns.of("b"):
        assert len(turns) == 2


async def test_quiet_is_when_the_last_listener_is_done() -> None:
    quiet = Quiet()
    await quiet.begin()
    await quiet.begin()
    await quiet.end()
    assert not await quiet.wait(0.01)

    await quiet.end()
    assert await quiet.wait(5)


async def test_a_day_has_room_for_so_many_notes(clock: FakeClock) -> None:
    cooldown = MemoryCooldown(no_notes_yet(clock), seconds=0, daily=2)

    assert [await cooldown.start("U1", 100 + hour) for hour in range(3)] == [True, True, False]
    assert await cooldown.start("U1", 103, always=True)
    assert await cooldown.start("U2", 103)
    assert await cooldown.start("U1", 103 + 86_400)


async def test_a_note_that_did_not_go_out_leaves_its_room(clock: FakeClock) -> None:
    cooldown = MemoryCooldown(no_notes_yet(clock), seconds=0, daily=2)
    await cooldown.start("U1", 100)
    await cooldown.start("U1", 101)
    await cooldown.end("U1")

    assert await cooldown.start("U1", 102)
    assert not await cooldown.start("U1", 103)

"""What people wish for their own notes: memory and disk alike, under no name, each with an end."""

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

import rules
from bot.answers import Asked
from bot.memory import MemoryWishes
from bot.muting import Muting
from bot.ports import Wishes
from bot.snoozing import DAY_SECONDS, Snoozing, State
from bot.storage import SqliteWishes
from tests.fakes import FakeClock

ME, RULES = ("T1", "U1"), frozenset({"amplify", "reward"})


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(params=["memory", "disk"])
def wishes(request: pytest.FixtureRequest, tmp_path: Path, clock: FakeClock) -> Iterator[Wishes]:
    if request.param == "memory":
        yield MemoryWishes(clock)
    else:
        kept = SqliteWishes(str(tmp_path / "wishes.db"), "k" * 16, clock)
        yield kept
        kept.close()


@pytest.fixture
def snoozing(wishes: Wishes) -> Snoozing:
    return Snoozing(wishes, RULES)


@pytest.mark.parametrize(("choice", "days"), [("day", 1), ("week", 7), ("all", 365)])
async def test_a_silence_holds_for_its_days_and_for_its_person_alone(
    choice: str, days: int, snoozing: Snoozing, clock: FakeClock
) -> None:
    assert await snoozing.choose(*ME, choice)
    assert await snoozing.silences(*ME, "amplify")
    assert not await snoozing.silences("T1", "U2", "amplify")
    assert not await snoozing.silences("T2", "U1", "amplify")

    clock.move(days * DAY_SECONDS - 1)
    assert await snoozing.silences(*ME, "reward")
    clock.move(1)
    assert not await snoozing.silences(*ME, "reward")
    assert await snoozing.state(*ME) == State()


async def test_a_muted_rule_leaves_the_others(snoozing: Snoozing) -> None:
    assert await snoozing.choose(*ME, "rule", "reward")

    assert await snoozing.silences(*ME, "reward")
    assert not await snoozing.silences(*ME, "amplify")
    assert await snoozing.state(*ME) == State(rules=("reward",))


async def test_notes_as_direct_messages_can_be_wished_for_and_ended(snoozing: Snoozing) -> None:
    await snoozing.choose(*ME, "direct")
    assert await snoozing.wants_direct(*ME)
    await snoozing.choose(*ME, "here")
    assert not await snoozing.wants_direct(*ME)


@pytest.mark.parametrize(("choice", "rule"), [("zzz", ""), ("rule", "unknown"), ("", "")])
async def test_what_is_no_choice_of_ours_does_nothing(
    choice: str, rule: str, snoozing: Snoozing
) -> None:
    assert not await snoozing.choose(*ME, choice, rule)
    assert await snoozing.state(*ME) == State()


async def test_the_end_of_all_silence_keeps_the_way_of_delivery(
    snoozing: Snoozing, clock: FakeClock
) -> None:
    for choice in ("rule", "direct", "week"):
        await snoozing.choose(*ME, choice, "reward")
    until = int(clock.now) + 7 * DAY_SECONDS
    assert await snoozing.state(*ME) == State(until, ("reward",), direct=True)

    assert await snoozing.unmute(*ME)
    assert await snoozing.state(*ME) == State(direct=True)
    assert not await snoozing.unmute(*ME)


async def test_the_last_wish_counts(snoozing: Snoozing, clock: FakeClock) -> None:
    await snoozing.mute(*ME, 300)
    await snoozing.mute(*ME, 2)
    clock.move(2 * DAY_SECONDS)

    assert not await snoozing.silences(*ME, "amplify")


async def test_on_disk_is_a_keyed_hash_and_an_end_and_nothing_else(
    tmp_path: Path, clock: FakeClock
) -> None:
    path = str(tmp_path / "wishes.db")
    for key in ("k" * 16, "l" * 16):
        kept = SqliteWishes(path, key, clock)
        await Snoozing(kept, RULES).mute(*ME)
        kept.close()
    with sqlite3.connect(path) as db:
        columns = [row[1] for row in db.execute("pragma table_info(wishes)")]
        hashes = {row[0] for row in db.execute("select hash from wishes")}
    db.close()

    assert columns == ["hash", "ends"]
    assert len(hashes) == 2
    assert {len(each) for each in hashes} == {64}
    assert hashlib.sha256(b"T1\0U1\0all").hexdigest() not in hashes
    for mark in (b"U1", b"T1"):
        assert mark not in Path(path).read_bytes()


async def test_a_wish_outlives_a_restart_and_leaves_no_row_when_it_is_over(
    tmp_path: Path, clock: FakeClock
) -> None:
    path = str(tmp_path / "wishes.db")
    first = SqliteWishes(path, "k" * 16, clock)
    await Snoozing(first, RULES).mute(*ME, 1)
    first.close()
    second = SqliteWishes(path, "k" * 16, clock)
    assert await Snoozing(second, RULES).silences(*ME, "amplify")
    clock.move(2 * DAY_SECONDS)
    await Snoozing(second, RULES).mute("T1", "U2", 1)
    second.close()
    with sqlite3.connect(path) as db:
        (rows,) = db.execute("select count(*) from wishes").fetchone()
    db.close()

    assert rows == 1


@pytest.fixture
def muting(snoozing: Snoozing, ruleset: rules.RuleSet) -> Muting:
    return Muting(snoozing, ruleset.words)


@pytest.mark.parametrize(("typed", "days"), [("mute", 365), ("mute 7", 7), ("MUTE 1 day", 1)])
async def test_the_command_mutes_for_some_days_or_a_year(
    typed: str, days: int, muting: Muting
) -> None:
    said = (await muting.mute(Asked(*ME, typed))).text

    assert f"for {days} days" in said
    assert await muting.snoozing.silences(*ME, "amplify")
    is_lasting = muting.snoozing.wishes.lasting
    assert (muting.words["bot.mute.memory"] in said) is not is_lasting


@pytest.mark.parametrize("days", ["0", "366", "-1", "soon", "7.5", "²", "9" * 5_000])
async def test_days_that_cannot_be_are_asked_for_again(days: str, muting: Muting) -> None:
    said = (await muting.mute(Asked(*ME, f"mute {days}"))).text

    assert said.startswith("Say for how many days")
    assert not await muting.snoozing.silences(*ME, "amplify")


async def test_the_command_unmutes_and_says_where_nothing_was_muted(muting: Muting) -> None:
    asked = Asked(*ME, "unmute")
    await muting.mute(Asked(*ME, "mute"))

    assert (await muting.unmute(asked)).text == muting.words["bot.mute.over"]
    assert (await muting.unmute(asked)).text == muting.words["bot.mute.none"]

"""Changes of rules and settings: kept, laid over the defaults, swapped, undone."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import rules
from bot.changes import Kept, Pause, Resume, SetSetting, read_changes
from bot.config import Config
from bot.memory import MemoryOperations
from bot.ports import Operations, StoreError
from bot.rulebook import POLL_SECONDS, LiveRulebook
from bot.storage import SqliteOperations
from tests.fakes import FakeClock

OFF, TRIAL = (rules.SetStatus(rule="amplify", status=status) for status in ("off", "trial"))
NOBODY = rules.SetStatus(rule="nobody", status="off")
THREE = SetSetting(name="nudge.daily", value=5)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "askonce.db"


@pytest.fixture
def opened(database: Path, clock: FakeClock) -> Iterator[Callable[[], SqliteOperations]]:
    made: list[SqliteOperations] = []

    def another() -> SqliteOperations:
        made.append(SqliteOperations(str(database), clock))
        return made[-1]

    yield another
    for each in made:
        each.close()


def book(store: Operations, clock: FakeClock, config: Config | None = None) -> LiveRulebook:
    return LiveRulebook(store, rules.load_defaults(), config or Config(), clock)


def status(ruleset: rules.RuleSet, rule: str = "amplify") -> str:
    return next(each.status for each in ruleset.rules if each.id == rule)


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
async def test_a_save_is_kept_only_by_who_knew_all_before_it(
    kind: str, clock: FakeClock, opened: Callable[[], SqliteOperations]
) -> None:
    store: Operations = MemoryOperations(clock) if kind == "memory" else opened()

    first = await store.add("T1", "[]", "", after=0)
    late = await store.add("T1", "[]", "", after=0)
    other = await store.add("T2", "[]", "U1", after=0)

    assert first
    assert other
    assert late is None
    assert await store.rows("T1") == [Kept(first.id, clock.now, "[]", "")]
    assert await store.latest("T2") == other.id
    assert await store.latest("T3") == 0


async def test_a_change_is_in_force_at_once_and_for_its_workspace_alone(clock: FakeClock) -> None:
    made = book(MemoryOperations(clock), clock)
    before = await made.snapshot("T1")

    assert (await made.change("T1", "U1", [OFF, THREE])).saved

    after = await made.snapshot("T1")
    assert status(after.ruleset) == "off"
    assert after.config.nudge.daily == 5
    assert (status(before.ruleset), before.config) == ("on", Config())
    assert status(await made.ruleset("T2")) == "on"


async def test_a_change_is_undone_whole_and_an_undo_is_a_change_of_its_own(
    clock: FakeClock,
) -> None:
    made = book(MemoryOperations(clock), clock)
    await made.change("T1", "U1", [THREE])
    await made.change("T1", "U1", [OFF, SetSetting(name="nudge.daily", value=7)])

    undone = await made.undo("T1", "U1")
    assert undone
    assert undone.changes[0] == OFF
    assert status(await made.ruleset("T1")) == "on"
    assert (await made.snapshot("T1")).config.nudge.daily == 5
    assert await made.undo("T1", "U1")
    assert await made.undo("T1", "U1") is None
    assert (await made.snapshot("T1")).config == Config()
    assert len(await made.history("T1")) == 4


async def test_what_does_not_apply_is_refused_and_changes_nothing(clock: FakeClock) -> None:
    made = book(MemoryOperations(clock), clock)
    bad = SetSetting(name="nudge.daily", value=0)

    changed = await made.change("T1", "U1", [OFF, NOBODY, bad])

    assert changed.saved is None
    assert {each.change for each in changed.unapplied} == {NOBODY, bad}
    assert status(await made.ruleset("T1")) == "on"
    assert not await made.history("T1")


async def test_what_applied_once_and_no_longer_does_is_told_and_harms_nothing_else(
    clock: FakeClock,
) -> None:
    store = MemoryOperations(clock)
    await store.add("T1", f"[{NOBODY.model_dump_json()},{OFF.model_dump_json()}]", "", after=0)
    await store.add("T1", '[{"kind":"of tomorrow"}]', "", after=1)
    made = book(store, clock)

    snapshot = await made.snapshot("T1")

    assert [each.saved for each in snapshot.unapplied] == [2, 1]
    assert status(snapshot.ruleset) == "off"
    assert (await made.change("T1", "U1", [THREE])).saved


async def test_another_process_takes_a_change_over_within_seconds(
    clock: FakeClock, opened: Callable[[], SqliteOperations]
) -> None:
    here, there = book(opened(), clock), book(opened(), clock)
    await there.snapshot("T1")
    await here.change("T1", "U1", [OFF])

    assert status(await there.ruleset("T1")) == "on"
    clock.move(POLL_SECONDS)
    assert status(await there.ruleset("T1")) == "off"


async def test_two_admins_who_save_at_once_both_have_their_change(
    clock: FakeClock, opened: Callable[[], SqliteOperations]
) -> None:
    here, there = book(opened(), clock), book(opened(), clock)
    await asyncio.gather(
        here.change("T1", "U1", [OFF]),
        there.change("T1", "U2", [THREE]),
        here.change("T1", "U3", [Pause(until=clock.now + 60)]),
    )
    clock.move(POLL_SECONDS)

    for each in (here, there):
        snapshot = await each.snapshot("T1")
        assert (status(snapshot.ruleset), snapshot.config.nudge.daily) == ("off", 5)
        assert snapshot.paused_until > clock.now


async def test_a_database_that_breaks_leaves_what_was_in_force(
    clock: FakeClock, database: Path, opened: Callable[[], SqliteOperations]
) -> None:
    made = book(opened(), clock)
    await made.change("T1", "U1", [TRIAL])
    with sqlite3.connect(database) as other:
        other.execute("alter table operations rename to lost")
    other.close()

    with pytest.raises(StoreError):
        await made.change("T1", "U1", [OFF])
    clock.move(POLL_SECONDS)
    assert status(await made.ruleset("T1")) == "trial"
    with pytest.raises(StoreError):
        await made.snapshot("T2")


async def test_a_pause_has_an_end_and_is_ended(clock: FakeClock) -> None:
    made = book(MemoryOperations(clock), clock)
    await made.change("T1", "U1", [Pause(until=clock.now + 60)])
    assert (await made.snapshot("T1")).paused_until == clock.now + 60
    await made.change("T1", "U1", [Resume()])
    assert (await made.snapshot("T1")).paused_until == 0


@pytest.mark.parametrize(("keep", "by"), [(False, ""), (True, "U1")])
async def test_who_made_a_change_is_kept_only_where_the_config_says_so(
    keep: bool, by: str, clock: FakeClock
) -> None:
    config = Config.model_validate({"admin": {"keep_authors": keep}})
    made = book(MemoryOperations(clock), clock, config)
    await made.change("T1", "U1", [OFF])
    await made.undo("T1", "U1")

    assert [row.by for row in await made.history("T1")] == [by, by]


@pytest.mark.parametrize("body", ["", "{", "3", "[3]", '[{"kind":"setting"}]', '[{"kind":"no"}]'])
def test_a_row_that_is_none_says_so(body: str) -> None:
    with pytest.raises(rules.RuleError, match=r"this version|cannot be read"):
        read_changes(body)

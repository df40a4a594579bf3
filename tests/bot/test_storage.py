"""Counts on disk: sums and nothing else, and clear words for every way a disk can fail."""

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.model import Count, Outcome
from bot.storage import SqliteCounts, StorageError, current_week
from bot.storage import connection as connection_module
from tests.fakes import FakeClock

SEEN = Count("message", "all", Outcome.SEEN)
NUDGED = Count("verdict", "firm", Outcome.NUDGED)


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "counts.db")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def counts(path: str, clock: FakeClock) -> Iterator[SqliteCounts]:
    store = SqliteCounts(path, clock, keep_weeks=4)
    yield store
    store.close()


async def test_sums_are_kept_by_workspace_week_name_and_outcome(counts: SqliteCounts) -> None:
    await counts.add("T1", [SEEN, NUDGED])
    await counts.add("T1", [SEEN])
    await counts.add("T2", [SEEN])

    mine = [(r.week, r.kind, r.name, r.outcome, r.count) for r in await counts.rows("T1")]
    assert mine == [
        ("2026-W01", "message", "all", Outcome.SEEN, 2),
        ("2026-W01", "verdict", "firm", Outcome.NUDGED, 1),
    ]
    assert len(await counts.rows()) == 3


async def test_many_at_once_lose_nothing(counts: SqliteCounts) -> None:
    await asyncio.gather(*(counts.add("T1", [SEEN]) for _ in range(50)))

    assert (await counts.rows())[0].count == 50


async def test_nothing_to_add_writes_nothing(counts: SqliteCounts) -> None:
    await counts.add("T1", [])

    assert await counts.rows() == []


async def test_weeks_older_than_wanted_are_dropped(counts: SqliteCounts, clock: FakeClock) -> None:
    await counts.add("T1", [SEEN])
    clock.move(5 * 7 * 86_400)
    await counts.add("T1", [NUDGED])

    assert [row.kind for row in await counts.rows()] == ["verdict"]


async def test_counts_survive_a_restart(path: str, clock: FakeClock) -> None:
    first = SqliteCounts(path, clock)
    await first.add("T1", [SEEN])
    first.close()
    second = SqliteCounts(path, clock)
    rows = second.all_rows()
    second.close()

    assert [row.count for row in rows] == [1]


def test_the_schema_has_no_place_for_a_text_or_a_person(counts: SqliteCounts, path: str) -> None:
    with sqlite3.connect(path) as db:
        columns = [row[1] for row in db.execute("pragma table_info(counts)")]
    db.close()

    assert columns == ["workspace", "week", "kind", "name", "outcome", "count"]


@pytest.mark.parametrize(
    ("time", "week"),
    [(0, "1970-W01"), (1_767_225_599, "2026-W01"), (1_230_768_000, "2009-W01")],
)
def test_weeks_are_iso_weeks(time: float, week: str) -> None:
    assert current_week(time) == week


def test_a_file_that_is_no_database_is_named(path: str, clock: FakeClock) -> None:
    Path(path).write_text("not a database, but long enough to be looked at" * 40)

    with pytest.raises(StorageError, match=r"counts\.db: is no SQLite database"):
        SqliteCounts(path, clock)


def test_a_folder_that_is_missing_is_named(tmp_path: Path, clock: FakeClock) -> None:
    with pytest.raises(StorageError, match="its folder does not exist"):
        SqliteCounts(str(tmp_path / "gone" / "counts.db"), clock)


def test_a_path_that_cannot_be_opened_is_named(tmp_path: Path, clock: FakeClock) -> None:
    with pytest.raises(StorageError, match="cannot be opened"):
        SqliteCounts(str(tmp_path), clock)


def test_a_locked_database_is_named(
    path: str, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_module, "BUSY_SECONDS", 0.01)
    SqliteCounts(path, clock).close()
    other = sqlite3.connect(path)
    other.execute("begin exclusive")
    with pytest.raises(StorageError, match="is locked by another program"):
        SqliteCounts(path, clock)
    other.close()


async def test_a_database_that_fails_later_is_named_and_loses_nothing(
    path: str, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_module, "BUSY_SECONDS", 0.01)
    counts = SqliteCounts(path, clock)
    await counts.add("T1", [SEEN])
    other = sqlite3.connect(path)
    other.execute("begin immediate")
    with pytest.raises(StorageError, match="is locked"):
        await counts.add("T1", [SEEN, NUDGED])
    other.rollback()
    other.close()
    await counts.add("T1", [SEEN])

    assert [row.count for row in await counts.rows()] == [2]
    counts.close()


def test_a_damaged_database_is_named(path: str, clock: FakeClock) -> None:
    SqliteCounts(path, clock).close()
    damaged = bytearray(Path(path).read_bytes())
    damaged[100:] = b"\xff" * (len(damaged) - 100)
    Path(path).write_bytes(damaged)

    with pytest.raises(StorageError, match=r"is damaged|is no SQLite"):
        SqliteCounts(path, clock)


def test_a_reason_without_words_of_ours_still_names_the_file() -> None:
    said = connection_module.explained("x.db", sqlite3.OperationalError("canary"))

    assert said == "x.db: cannot be used as the database (OperationalError ); check DATABASE_URL"

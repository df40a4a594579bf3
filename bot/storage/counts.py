"""Counts in SQLite."""

from collections.abc import Iterable

from sqlite_utils.db import Database

from bot.model import Count, Outcome
from bot.ports import Clock, CountRow
from bot.storage.connection import Connection
from bot.storage.schema import read_tables
from bot.weeks import week_of

_ADD = """
insert into counts (workspace, week, kind, name, outcome, count) values (?, ?, ?, ?, ?, 1)
on conflict (workspace, week, kind, name, outcome) do update set count = count + 1
"""


class SqliteCounts:
    """Keeps sums per workspace, ISO week, rule or verdict, and outcome."""

    def __init__(self, path: str, clock: Clock, *, keep_weeks: int = 53) -> None:
        """Open or make the database. Raises `StorageError`."""
        self._clock, self._keep_weeks = clock, keep_weeks
        self._purged = ""
        self._connection = Connection(path)

    async def add(self, workspace: str, counts: Iterable[Count]) -> None:
        """Add one to each; all or none of them. Raises `StorageError`."""
        rows = [(workspace, c.kind, c.name, c.outcome.value) for c in counts]
        if rows:
            await self._connection.run(lambda db: self._add(db, rows))

    async def rows(self, workspace: str | None = None) -> list[CountRow]:
        """All sums, of one workspace or of all, oldest week first. Raises `StorageError`."""
        return await self._connection.run(lambda db: _rows(db, workspace))

    def all_rows(self) -> list[CountRow]:
        """All sums, for callers without an event loop. Raises `StorageError`."""
        return self._connection.run_now(lambda db: _rows(db, None))

    async def tables(self) -> dict[str, tuple[str, ...]]:
        """Every table of the database and its columns. Raises `StorageError`."""
        return await self._connection.run(read_tables)

    def close(self) -> None:
        """Finish what was begun and close."""
        self._connection.close()

    def _add(self, db: Database, rows: list[tuple[str, str, str, str]]) -> None:
        week = current_week(self._clock())
        with db.atomic():
            for workspace, kind, name, outcome in rows:
                db.execute(_ADD, (workspace, week, kind, name, outcome))
            if week != self._purged:
                oldest = current_week(self._clock() - self._keep_weeks * 7 * 86_400)
                db.execute("delete from counts where week < ?", (oldest,))
        self._purged = week


def _rows(db: Database, workspace: str | None) -> list[CountRow]:
    found = db.execute(
        "select workspace, week, kind, name, outcome, count from counts"
        " where ?1 is null or workspace = ?1 order by week, kind, name, outcome",
        (workspace,),
    )
    return [
        CountRow(space, week, kind, name, Outcome(outcome), count)
        for space, week, kind, name, outcome, count in found.fetchall()
    ]


def current_week(time: float) -> str:
    """The ISO week of a time in seconds since 1970, in UTC: sorts as it counts, like 2026-W08."""
    return week_of(time)

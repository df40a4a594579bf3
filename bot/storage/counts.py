"""Counts in SQLite: one connection on one thread, so the event loop never waits for it."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sqlite_utils.db import Database

from bot.model import Count, Outcome
from bot.ports import Clock, CountRow
from bot.storage.schema import migrations

Result = TypeVar("Result")

BUSY_SECONDS = 5.0
"""How long a write waits for another process (sqlite3, "timeout")."""

_ADD = """
insert into counts (workspace, week, kind, name, outcome, count) values (?, ?, ?, ?, ?, 1)
on conflict (workspace, week, kind, name, outcome) do update set count = count + 1
"""


class StorageError(Exception):
    """A database that cannot be used; str() names it, the reason and the cure."""


class SqliteCounts:
    """Keeps sums per workspace, ISO week, rule or verdict, and outcome.

    Every statement runs on the one worker thread that owns the connection: no lock is needed.
    """

    def __init__(self, path: str, clock: Clock, *, keep_weeks: int = 53) -> None:
        """Open or make the database. Raises `StorageError`."""
        self._path, self._clock, self._keep_weeks = path, clock, keep_weeks
        self._purged = ""
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="counts")
        try:
            self._db = self._worker.submit(self._open).result()
        except StorageError:
            self._worker.shutdown()
            raise

    async def add(self, workspace: str, counts: Iterable[Count]) -> None:
        """Add one to each; all or none of them. Raises `StorageError`."""
        rows = [(workspace, c.kind, c.name, c.outcome.value) for c in counts]
        if rows:
            await self._on_worker(lambda: self._add(rows))

    async def rows(self, workspace: str | None = None) -> list[CountRow]:
        """All sums, of one workspace or of all, oldest week first. Raises `StorageError`."""
        return await self._on_worker(lambda: self._rows(workspace))

    def all_rows(self) -> list[CountRow]:
        """All sums, for callers without an event loop. Raises `StorageError`."""
        return self._worker.submit(self._guarded, lambda: self._rows(None)).result()

    def close(self) -> None:
        """Finish what was begun and close."""
        self._worker.submit(self._db.close)
        self._worker.shutdown()

    async def _on_worker(self, work: Callable[[], Result]) -> Result:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._worker, self._guarded, work)

    def _guarded(self, work: Callable[[], Result]) -> Result:
        try:
            return work()
        except sqlite3.Error as error:
            raise StorageError(_explained(self._path, error)) from error

    def _open(self) -> Database:
        if not Path(self._path).absolute().parent.is_dir():
            raise StorageError(
                f"{self._path}: its folder does not exist; make it, or change DATABASE_URL"
            )
        return self._guarded(self._connect)

    def _connect(self) -> Database:
        connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS)
        try:
            # Readers (`stats`) and the writer do not wait for each other in this mode.
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = normal")
            db = Database(connection)
            migrations.apply(db)
            # A database may be opened for reading only, and fail at the first write.
            connection.execute("update counts set count = count where 0")
            connection.commit()
        except sqlite3.Error:
            connection.close()
            raise
        return db

    def _add(self, rows: list[tuple[str, str, str, str]]) -> None:
        week = current_week(self._clock())
        with self._db.atomic():
            for workspace, kind, name, outcome in rows:
                self._db.execute(_ADD, (workspace, week, kind, name, outcome))
            if week != self._purged:
                self._purge()
        self._purged = week

    def _purge(self) -> None:
        oldest = current_week(self._clock() - self._keep_weeks * 7 * 86_400)
        self._db.execute("delete from counts where week < ?", (oldest,))

    def _rows(self, workspace: str | None) -> list[CountRow]:
        found = self._db.execute(
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
    moment = datetime.fromtimestamp(0, UTC) + timedelta(seconds=time)
    return moment.strftime("%G-W%V")


def _explained(path: str, error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")
    for start, reason in _REASONS.items():
        if name.startswith(start):
            return f"{path}: {reason}"
    reason = f"cannot be used as the database ({type(error).__name__} {name})"
    return f"{path}: {reason}; check DATABASE_URL"


_REASONS = {
    "SQLITE_CANTOPEN": "cannot be opened; check that the path in DATABASE_URL may be written",
    "SQLITE_READONLY": "may not be written; change its rights, or DATABASE_URL",
    "SQLITE_BUSY": "is locked by another program; stop that program, then start again",
    "SQLITE_LOCKED": "is locked by another program; stop that program, then start again",
    "SQLITE_NOTADB": "is no SQLite database; move it away, and a new one is made",
    "SQLITE_CORRUPT": "is damaged; restore a copy, or move it away, and a new one is made",
    "SQLITE_FULL": "cannot grow: the disk is full; make room",
    "SQLITE_IOERR": "cannot be read or written: the disk reports an error",
}

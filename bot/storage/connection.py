"""One connection on one thread, so the event loop never waits for the disk."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlite_utils.db import Database

from bot.ports import StoreError
from bot.storage.schema import migrations

Result = TypeVar("Result")

BUSY_SECONDS = 5.0
"""How long a write waits for another process (sqlite3, "timeout")."""


class StorageError(StoreError):
    """A database that cannot be used; str() names it, the reason and the cure."""


class Connection:
    """A database file, opened. All work runs on the one thread that owns it: no lock is needed."""

    def __init__(self, path: str) -> None:
        """Open or make the database. Raises `StorageError`."""
        self._path = path
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="storage")
        try:
            self._db = self._worker.submit(self._open).result()
        except StorageError:
            self._worker.shutdown()
            raise

    async def run(self, work: Callable[[Database], Result]) -> Result:
        """Do some work and wait for it. Raises `StorageError`."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._worker, self._guarded, work)

    def run_now(self, work: Callable[[Database], Result]) -> Result:
        """The same, for callers without an event loop. Raises `StorageError`."""
        return self._worker.submit(self._guarded, work).result()

    def close(self) -> None:
        """Finish what was begun and close."""
        self._worker.submit(self._db.close)
        self._worker.shutdown()

    def _guarded(self, work: Callable[[Database], Result]) -> Result:
        with _explaining(self._path):
            return work(self._db)

    def _open(self) -> Database:
        if not Path(self._path).absolute().parent.is_dir():
            raise StorageError(
                f"{self._path}: its folder does not exist; make it, or change DATABASE_URL"
            )
        with _explaining(self._path):
            return _connect(self._path)


def _connect(path: str) -> Database:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
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


@contextmanager
def _explaining(path: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StorageError(explained(path, error)) from error


def explained(path: str, error: sqlite3.Error) -> str:
    """What is wrong with a database, with the cure: never SQLite's own words."""
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

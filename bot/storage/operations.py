"""Changes to rules and settings in SQLite: rows are added, none is ever changed."""

from sqlite_utils.db import Database

from bot.changes import Kept
from bot.ports import Clock
from bot.storage.connection import Connection

_LATEST = "select coalesce(max(id), 0) from operations where workspace = ?"
_ROWS = "select id, at, body, by from operations where workspace = ? order by id"
_ADD = f"""
insert into operations (workspace, at, body, by) select ?, ?, ?, ? where ({_LATEST}) = ?
"""
"""One statement looks and writes: between the two no other process comes."""


class SqliteOperations:
    """Keeps each save of an admin as one row."""

    def __init__(self, path: str, clock: Clock) -> None:
        """Open or make the database. Raises `StorageError`."""
        self._clock = clock
        self._connection = Connection(path)

    async def latest(self, workspace: str) -> int:
        """The number of the last save; 0 where there is none. Raises `StorageError`."""
        return await self._connection.run(lambda db: _latest(db, workspace))

    async def rows(self, workspace: str) -> list[Kept]:
        """All saves, oldest first. Raises `StorageError`."""
        return await self._connection.run(lambda db: _rows(db, workspace))

    async def add(self, workspace: str, body: str, by: str, *, after: int) -> Kept | None:
        """Keep a save that was made knowing of all up to `after`.

        None, and nothing kept, where somebody was quicker. Raises `StorageError`.
        """
        at = self._clock()
        return await self._connection.run(lambda db: _add(db, (workspace, at, body, by), after))

    def close(self) -> None:
        """Finish what was begun and close."""
        self._connection.close()


def _latest(db: Database, workspace: str) -> int:
    return int(db.execute(_LATEST, (workspace,)).fetchone()[0])


def _rows(db: Database, workspace: str) -> list[Kept]:
    return [Kept(*row) for row in db.execute(_ROWS, (workspace,)).fetchall()]


def _add(db: Database, row: tuple[str, float, str, str], after: int) -> Kept | None:
    with db.atomic():
        made = db.execute(_ADD, (*row, row[0], after))
    return Kept(int(made.lastrowid or 0), *row[1:]) if made.rowcount else None

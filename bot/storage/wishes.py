"""Wishes of people about their notes in SQLite: a keyed hash and an end, no name."""

import hmac
from hashlib import sha256

from sqlite_utils.db import Database

from bot.ports import Clock, Wish
from bot.storage.connection import Connection

_KEEP = "insert or replace into wishes (hash, ends) values (?, ?)"


class SqliteWishes:
    """Keeps each wish under HMAC-SHA256 of workspace, person and wish, until it ends.

    Without the key nobody can tell from the table whose wish it is, or what was wished.
    """

    lasting = True

    def __init__(self, path: str, key: str, clock: Clock) -> None:
        """Open or make the database. Raises `StorageError`."""
        self._key, self._clock = key.encode(), clock
        self._connection = Connection(path)

    async def until(self, wish: Wish) -> float | None:
        """When the wish ends; None where there is none. Raises `StorageError`."""
        name, now = self._hash(wish), self._clock()
        return await self._connection.run(lambda db: _until(db, name, now))

    async def keep(self, wish: Wish, seconds: float) -> None:
        """Keep a wish from now on; one that was there gets the new end. Raises `StorageError`."""
        name, now = self._hash(wish), self._clock()
        await self._connection.run(lambda db: _keep(db, name, now, now + seconds))

    async def drop(self, *wishes: Wish) -> None:
        """Forget wishes at once. Raises `StorageError`."""
        names = [self._hash(wish) for wish in wishes]
        await self._connection.run(lambda db: _drop(db, names))

    def close(self) -> None:
        """Finish what was begun and close."""
        self._connection.close()

    def _hash(self, wish: Wish) -> str:
        return hmac.new(self._key, "\0".join(wish).encode(), sha256).hexdigest()


def _until(db: Database, name: str, now: float) -> float | None:
    found = db.execute("select ends from wishes where hash = ? and ends > ?", (name, now))
    row = found.fetchone()
    return float(row[0]) if row else None


def _keep(db: Database, name: str, now: float, ends: float) -> None:
    with db.atomic():
        db.execute("delete from wishes where ends <= ?", (now,))
        db.execute(_KEEP, (name, int(ends)))


def _drop(db: Database, names: list[str]) -> None:
    with db.atomic():
        for name in names:
            db.execute("delete from wishes where hash = ?", (name,))

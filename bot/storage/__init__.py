"""The store's one door: counts, and wishes as keyed hashes, in SQLite."""

from bot.storage.connection import StorageError
from bot.storage.counts import SqliteCounts, current_week
from bot.storage.wishes import SqliteWishes

__all__ = ["SqliteCounts", "SqliteWishes", "StorageError", "current_week"]

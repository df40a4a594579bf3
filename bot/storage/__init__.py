"""The store's one door: counts, changes to the rules, and wishes as keyed hashes, in SQLite."""

from bot.storage.connection import StorageError
from bot.storage.counts import SqliteCounts, current_week
from bot.storage.operations import SqliteOperations
from bot.storage.wishes import SqliteWishes

__all__ = ["SqliteCounts", "SqliteOperations", "SqliteWishes", "StorageError", "current_week"]

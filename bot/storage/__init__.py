"""The store's one door: counts in SQLite."""

from bot.storage.counts import SqliteCounts, StorageError, current_week

__all__ = ["SqliteCounts", "StorageError", "current_week"]

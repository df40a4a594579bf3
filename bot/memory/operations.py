"""What admins changed, in the memory of this process: for where no database is used."""

from bot.changes import Kept
from bot.ports import Clock


class MemoryOperations:
    """Keeps saves until the app stops."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._rows: dict[str, list[Kept]] = {}

    async def latest(self, workspace: str) -> int:
        """The number of the last save; 0 where there is none."""
        return len(self._rows.get(workspace, ()))

    async def rows(self, workspace: str) -> list[Kept]:
        """All saves, oldest first."""
        return list(self._rows.get(workspace, ()))

    async def add(self, workspace: str, body: str, by: str, *, after: int) -> Kept | None:
        """Keep a save made knowing of all up to `after`; None where somebody was quicker."""
        rows = self._rows.setdefault(workspace, [])
        if len(rows) != after:
            return None
        rows.append(Kept(len(rows) + 1, self._clock(), body, by))
        return rows[-1]

"""Who got a note lately, in the memory of this process: so that the second is shorter."""

from collections.abc import Hashable

from bot.memory.expiring import Expiring
from bot.ports import Clock

MONTH_SECONDS = 30 * 86_400.0
KEEP_SECONDS = 366 * 86_400.0
KEEP_PEOPLE = 20_000


class Acquaintance:
    """Remembers when somebody got a note, and nothing else. Gone when the app stops."""

    def __init__(self, clock: Clock, *, limit: int = KEEP_PEOPLE) -> None:
        self._last = Expiring[float](seconds=KEEP_SECONDS, limit=limit, clock=clock)

    def is_new(self, key: Hashable) -> bool:
        """Whether no note to this person is known."""
        return self._last.get(key) is None

    def is_recent(self, key: Hashable, time: float) -> bool:
        """Whether they had a note within a month before `time`."""
        last = self._last.get(key)
        return last is not None and abs(time - last) < MONTH_SECONDS

    def met(self, key: Hashable, time: float) -> None:
        """They got a note."""
        self._last.put(key, time)

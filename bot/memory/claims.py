"""First come, once served: a second delivery changes nothing, nobody is nudged often."""

from collections.abc import Hashable

from bot.memory.expiring import Expiring
from bot.ports import Clock

DAY_SECONDS = 86_400
CLAIM_SECONDS = 26 * 3600
"""Slack retries within minutes, with delayed events for 24 hours (Events API, "Error handling")."""


class MemoryClaims:
    """Claims of this process, safe within one event loop: look and put are one step."""

    def __init__(self, clock: Clock, *, limit: int = 100_000) -> None:
        self._taken = Expiring[bool](seconds=CLAIM_SECONDS, limit=limit, clock=clock)

    async def claim(self, key: Hashable) -> bool:
        """Whether the caller is the first to come with this key."""
        if self._taken.get(key):
            return False
        self._taken.put(key, value=True)
        return True


class MemoryCooldown:
    """Who was nudged lately, in this process, by the time of their messages."""

    def __init__(
        self, clock: Clock, *, seconds: float, daily: int = 3, limit: int = 50_000
    ) -> None:
        self._seconds, self._daily = seconds, daily
        longest = max(seconds, DAY_SECONDS)
        self._nudged = Expiring[tuple[float, ...]](seconds=longest, limit=limit, clock=clock)

    async def start(self, key: Hashable, time: float, *, always: bool = False) -> bool:
        """Begin to rest. False, unless `always`, before the rest or the day of others is over."""
        times = self._nudged.get(key) or ()
        today = [past for past in times if abs(time - past) < DAY_SECONDS]
        resting = any(abs(time - past) < self._seconds for past in times)
        if not always and (resting or len(today) >= self._daily):
            return False
        # As many as can matter: a flood of serious messages must not fill the memory.
        self._nudged.put(key, (*times, time)[-self._daily :])
        return True

    async def end(self, key: Hashable) -> None:
        """Take the last note back: it did not go out."""
        times = self._nudged.pop(key) or ()
        if times[:-1]:
            self._nudged.put(key, times[:-1])

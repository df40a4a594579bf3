"""First come, once served: a second delivery changes nothing, nobody is nudged often."""

from collections.abc import Hashable

from bot.expiring import Expiring
from bot.ports import Clock

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
    """Who was nudged a short while ago, in this process, by the time of their messages."""

    def __init__(self, clock: Clock, *, seconds: float, limit: int = 50_000) -> None:
        self._seconds = seconds
        self._nudged = Expiring[float](seconds=seconds, limit=limit, clock=clock)

    async def start(self, key: Hashable, time: float) -> bool:
        """Begin to rest. False when the rest of an earlier note is not over at `time`."""
        last = self._nudged.get(key)
        if last is not None and abs(time - last) < self._seconds:
            return False
        self._nudged.put(key, time)
        return True

    async def end(self, key: Hashable) -> None:
        """Rest no longer: the note did not go out."""
        self._nudged.pop(key)

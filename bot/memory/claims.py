"""First come, once served: a second delivery changes nothing, nobody is nudged often."""

from collections.abc import Hashable

from bot.memory.expiring import Expiring
from bot.ports import Clock

DAY_SECONDS = 86_400
LONGEST_REST_SECONDS = 7.0 * DAY_SECONDS
"""The longest rest that can be set (bot/config.py, `cooldown_minutes`)."""
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


Nudged = Expiring[tuple[float, ...]]
"""When a sender had a note lately."""


def no_notes_yet(clock: Clock, *, limit: int = 50_000) -> Nudged:
    """A memory of notes, for as long as any rest may be set to take."""
    return Nudged(seconds=LONGEST_REST_SECONDS, limit=limit, clock=clock)


class MemoryCooldown:
    """Who was nudged lately, in this process, by the time of their messages."""

    def __init__(self, nudged: Nudged, *, seconds: float, daily: int = 3) -> None:
        """`nudged`: outlives the limits, which an admin may set anew."""
        self._nudged, self._seconds, self._daily = nudged, seconds, daily

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

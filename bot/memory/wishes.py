"""Wishes of people about their notes, in the memory of this process: for where no key is set."""

from bot.memory.expiring import Expiring
from bot.ports import Clock, Wish

KEEP_WISHES = 10_000
LONGEST_SECONDS = 366 * 86_400.0


class MemoryWishes:
    """Keeps wishes until they end, or until the app stops."""

    lasting = False

    def __init__(self, clock: Clock, *, limit: int = KEEP_WISHES) -> None:
        self._clock = clock
        self._ends = Expiring[float](seconds=LONGEST_SECONDS, limit=limit, clock=clock)

    async def until(self, wish: Wish) -> float | None:
        """When the wish ends; None where there is none."""
        ends = self._ends.get(wish)
        return ends if ends is not None and ends > self._clock() else None

    async def keep(self, wish: Wish, seconds: float) -> None:
        """Keep a wish from now on; one that was there gets the new end."""
        self._ends.put(wish, self._clock() + seconds)

    async def drop(self, *wishes: Wish) -> None:
        """Forget wishes at once."""
        for wish in wishes:
            self._ends.pop(wish)

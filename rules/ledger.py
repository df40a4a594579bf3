"""Who asked where and when: the policy's "Over time", in memory, bounded."""

from bisect import insort
from collections import OrderedDict
from collections.abc import Hashable

WINDOW_SECONDS = 14 * 86_400
"""Two weeks (policy, sign `repeat`)."""


class Ledger:
    """Remembers the times of asks per key (sender and channel), never a text.

    Bounded: past `limit` keys the one used longest ago is dropped, so a flood costs memory of a
    known size. Times are seconds as Slack's `ts` gives them; the ledger has no clock of its own.
    """

    def __init__(self, *, window_seconds: float = WINDOW_SECONDS, limit: int = 50_000) -> None:
        self.window_seconds, self._limit = window_seconds, limit
        self._asks: OrderedDict[Hashable, list[float]] = OrderedDict()

    def asked_before(self, key: Hashable, ts: float) -> bool:
        """Whether an earlier ask stands within the window before `ts`."""
        times = self._asks.get(key, ())
        return any(ts - self.window_seconds <= earlier < ts for earlier in times)

    def remember(self, key: Hashable, ts: float) -> None:
        """Note an ask; the same ask again changes nothing."""
        times = self._asks.setdefault(key, [])
        self._asks.move_to_end(key)
        if ts not in times:
            insort(times, ts)
        while times[0] < times[-1] - self.window_seconds:
            del times[0]
        if len(self._asks) > self._limit:
            self._asks.popitem(last=False)

    def forget(self, key: Hashable, ts: float) -> None:
        """Take one ask out: its message was deleted, or edited into none."""
        times = self._asks.get(key, [])
        if ts in times:
            times.remove(ts)
        if not times:
            self._asks.pop(key, None)

    def clear(self, key: Hashable) -> None:
        """Take all of a sender's asks out: they were withdrawn."""
        self._asks.pop(key, None)

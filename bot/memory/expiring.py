"""A mapping that forgets: bounded in size, every entry with an end."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

from bot.ports import Clock

Value = TypeVar("Value")


class Expiring(Generic[Value]):
    """Holds at most `limit` entries, each for `seconds`; past the limit the oldest goes first."""

    def __init__(self, *, seconds: float, limit: int, clock: Clock) -> None:
        self._seconds, self._limit, self._clock = seconds, limit, clock
        self._entries: OrderedDict[Hashable, tuple[float, Value]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Hashable) -> Value | None:
        """The value, or None when it is unknown or its time is over."""
        ends, value = self._entries.get(key, (0.0, None))
        if value is not None and ends <= self._clock():
            del self._entries[key]
            return None
        return value

    def put(self, key: Hashable, value: Value) -> None:
        """Hold the value from now on."""
        self._entries.pop(key, None)
        self._entries[key] = (self._clock() + self._seconds, value)
        if len(self._entries) > self._limit:
            self._entries.popitem(last=False)

    def pop(self, key: Hashable) -> Value | None:
        """Take the value out."""
        value = self.get(key)
        self._entries.pop(key, None)
        return value

"""Knows when the app has done its work: nothing open, nothing promised, and a moment's quiet."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

QUIET = 0.15
"""Seconds without any traffic after which the app counts as having done its work."""
_GRACE = 1.0
"""Slack's own client waits up to a second longer than `Retry-After` asks."""


class Activity:
    """What is under way between the workspace and the app."""

    def __init__(self, quiet: float = QUIET) -> None:
        self._quiet, self._open, self._until = quiet, 0, 0.0
        self._promised: dict[str, float] = {}
        self._stirred = asyncio.Event()

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Something is under way for as long as the block runs."""
        self.begin()
        try:
            yield
        finally:
            self.end()

    def begin(self) -> None:
        """Something is under way, until `end`."""
        self._stir(+1)

    def end(self) -> None:
        """One thing less is under way."""
        self._stir(-1)

    def promise(self, method: str, seconds: float) -> None:
        """The app was told to come back later (429): it is not done before it has."""
        self._promised[method] = _now() + seconds + _GRACE

    def kept(self, method: str) -> None:
        """The app has come back."""
        self._promised.pop(method, None)

    async def settled(self, seconds: float) -> None:
        """Wait until the app has done its work. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while (rest := self._rest()) > 0:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stirred.wait(), rest)

    def _rest(self) -> float:
        """Seconds until all may be quiet, if nothing stirs before."""
        if self._open:
            return float("inf")
        return max([self._until, *self._promised.values()]) - _now()

    def _stir(self, change: int) -> None:
        self._open += change
        self._until = _now() + self._quiet
        # Whoever waits looks again; a new event so that they can wait for the next one.
        stirred, self._stirred = self._stirred, asyncio.Event()
        stirred.set()


def _now() -> float:
    return asyncio.get_running_loop().time()

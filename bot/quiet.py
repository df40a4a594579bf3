"""Knows whether any listener is at work, so that a stop can wait for the last note."""

import asyncio


class Quiet:
    """Counts listeners in and out."""

    def __init__(self) -> None:
        self._working, self._idle = 0, asyncio.Event()
        self._idle.set()

    async def begin(self) -> None:
        """A listener starts."""
        self._working += 1
        self._idle.clear()

    async def end(self) -> None:
        """A listener is done, well or not."""
        self._working -= 1
        if not self._working:
            self._idle.set()

    async def wait(self, seconds: float) -> bool:
        """Wait until nobody is at work; False when that took longer than `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True

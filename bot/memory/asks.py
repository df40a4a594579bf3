"""Who asked where and when: in memory, filled from the channel's own history when first needed."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.memory.expiring import Expiring
from bot.memory.turns import Turns
from bot.ports import Asker, Clock
from rules import Judgement, Ledger, Verdict

RETRY_SECONDS = 60.0
"""How long a channel whose history could not be read is left alone."""
REFILL_SECONDS = 30 * 86_400.0


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier message of a channel."""

    sender: str = field(repr=False)
    time: float = field(repr=False)
    text: str = field(repr=False)


class History(Protocol):
    """Reads what Slack remembers, so that the app need not."""

    async def read(self, team: str, channel: str, oldest: float) -> tuple[list[Past], bool]:
        """The channel's messages by people, newest first, and whether that is all of them."""
        ...


class MemoryAsks:
    """The policy's memory of this process: times of asks, never a text, never on disk.

    After a start a channel is unknown; the first ask in it reads its history once (judged, not
    kept). When that fails, earlier asks are "not known" and the app goes on.
    """

    def __init__(
        self,
        judge: Callable[[str], Judgement],
        history: History,
        clock: Clock,
        *,
        window_seconds: float,
        channels: int = 10_000,
    ) -> None:
        self._judge, self._history, self._window = judge, history, window_seconds
        self._ledger, self._turns = Ledger(window_seconds=window_seconds), Turns()
        self._filled = Expiring[bool](seconds=REFILL_SECONDS, limit=channels, clock=clock)
        self._resting = Expiring[bool](seconds=RETRY_SECONDS, limit=channels, clock=clock)

    async def asked_before(self, asker: Asker, time: float) -> bool:
        """Whether an earlier ask of this sender in this channel stands within the window."""
        async with self._turns.of(asker[:2]):
            if not self._ledger.asked_before(asker, time):
                await self._fill(asker[0], asker[1], time)
            return self._ledger.asked_before(asker, time)

    def known_before(self, asker: Asker, time: float) -> bool:
        """The same of what this process has seen: no history is read for it."""
        return self._ledger.asked_before(asker, time)

    async def remember(self, asker: Asker, time: float) -> None:
        """Note an ask."""
        self._ledger.remember(asker, time)

    async def forget(self, asker: Asker, time: float) -> None:
        """Take one ask out: deleted, or edited into none."""
        async with self._turns.of(asker[:2]):
            self._ledger.forget(asker, time)

    async def clear(self, asker: Asker) -> None:
        """Take all of a sender's asks out: withdrawn."""
        async with self._turns.of(asker[:2]):
            self._ledger.clear(asker)

    async def _fill(self, team: str, channel: str, time: float) -> None:
        place = (team, channel)
        if self._filled.get(place) or self._resting.get(place):
            return
        found, whole = await self._history.read(team, channel, time - self._window)
        judged = await asyncio.to_thread(self._judged, found)
        for sender, posted, judgement in reversed(judged):
            self._take((team, channel, sender), posted, judgement)
        (self._filled if whole else self._resting).put(place, value=True)

    def _judged(self, found: Sequence[Past]) -> list[tuple[str, float, Judgement]]:
        return [(past.sender, past.time, self._judge(past.text)) for past in found]

    def _take(self, asker: Asker, time: float, judgement: Judgement) -> None:
        if judgement.withdraws:
            self._ledger.clear(asker)
        elif judgement.verdict is not Verdict.CLEAR:
            self._ledger.remember(asker, time)

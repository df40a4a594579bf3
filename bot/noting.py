"""The use cases of a note: it goes out, and its message is reworded or taken back."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from bot.farewell import Farewell
from bot.memory import Expiring
from bot.model import Count, Delivery, Message, Noted, Outcome, Sent, count, count_named, rules_of
from bot.ports import Nudger
from bot.restraint import Restraint
from rules import Judgement, Nudge


@dataclass(frozen=True, slots=True)
class Noting:
    """Sends notes, remembers which messages had one, and sees them off."""

    compose: Callable[[str, Judgement], Nudge]
    restraint: Restraint
    nudger: Nudger
    noted: Expiring[Noted]
    """Which messages were nudged."""
    farewell: Farewell

    async def nudge(self, message: Message, judgement: Judgement) -> list[Count]:
        """Send the note for a message that presses, once; say what to count."""
        if not judgement.nudges or self.was_nudged(message):
            return []
        if not await self.restraint.allows(message, judgement):
            return count(judgement, Outcome.HELD_BACK)
        return await self._send(message, judgement)

    async def reworded(self, message: Message) -> list[Count]:
        """See off the note of a message that is fair now; say what to count."""
        return await self._end(message, Outcome.REWORDED)

    async def withdrawn(self, message: Message) -> list[Count]:
        """See off the note of a message that was deleted; say what to count."""
        return await self._end(message, Outcome.WITHDRAWN)

    def was_nudged(self, message: Message) -> bool:
        """Whether the message had a note that is still open."""
        return self.noted.get(message.key) is not None

    def sender_of(self, message: Message) -> str:
        """Who wrote it, as far as is known: a deletion names nobody now and then."""
        noted = self.noted.get(message.key)
        return message.sender or (noted.sender if noted else "")

    async def _end(self, message: Message, outcome: Outcome) -> list[Count]:
        noted = self.noted.pop(message.key)
        if noted is None:
            return []
        await self.farewell.thank(message, noted, outcome)
        return count_named(noted.verdict, noted.rules, outcome)

    async def _send(self, message: Message, judgement: Judgement) -> list[Count]:
        sent = Sent(Delivery.FAILED)
        try:
            # In a thread: what is offered is judged as a message is, and that takes a while.
            nudge = await asyncio.to_thread(self.compose, message.text, judgement)
            manner = await self.restraint.manner(message)
            sent = await self.nudger.nudge(message, judgement, nudge, manner)
        finally:
            accepted = sent.delivery is not Delivery.FAILED
            await self.restraint.sent(message, accepted=accepted)
        if not accepted:
            return count(judgement, Outcome.FAILED)
        verdict = judgement.verdict.value
        self.noted.put(
            message.key, Noted(message.sender, verdict, rules_of(judgement), sent.direct)
        )
        tally = count(judgement, Outcome.NUDGED)
        return tally + count(judgement, Outcome.FELL_BACK) * (sent.delivery is Delivery.FELL_BACK)

"""The use cases: a message was posted, edited, deleted. No Slack, no SQL."""

from dataclasses import dataclass

from bot.memory import Turns
from bot.model import Count, Message, Outcome, count
from bot.noting import Noting
from bot.ports import Claims, Counts, Judge, People, RecentAsks
from rules import Judgement, Verdict

SEEN = Count("message", "all", Outcome.SEEN)
FAILED = Count("message", "all", Outcome.FAILED)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the use cases are made of."""

    judge: Judge
    people: People
    asks: RecentAsks
    claims: Claims
    counts: Counts
    noting: Noting


class AskOnce:
    """Hears of messages and does what the policy asks. Errors of its parts pass through."""

    def __init__(self, parts: Parts, turns: Turns | None = None) -> None:
        """`turns`: those of an earlier one, where its work is taken over."""
        self._parts, self._turns = parts, turns or Turns()

    async def message_posted(self, message: Message) -> None:
        """Judge a new message; nudge its sender where it presses; count."""
        if not await self._parts.claims.claim(("message", *message.key)):
            return
        tally = [SEEN]
        async with self._turns.of(message.asker):
            try:
                await self._post(message, tally)
            finally:
                await self._parts.counts.add(message.team, tally)

    async def message_edited(self, message: Message, old_text: str) -> None:
        """Judge an edited message anew, as the same message. `old_text`: what it said before."""
        if message.text == old_text:
            return
        tally: list[Count] = []
        async with self._turns.of(message.asker):
            try:
                await self._edit(message, old_text, tally)
            finally:
                await self._parts.counts.add(message.team, tally)

    async def message_deleted(self, message: Message) -> None:
        """Forget a message; count it as withdrawn if its sender had been nudged for it."""
        async with self._turns.of(message.asker):
            sender = self._parts.noting.sender_of(message)
            await self._parts.asks.forget((message.team, message.channel, sender), message.time)
            tally = await self._parts.noting.withdrawn(message)
            await self._parts.counts.add(message.team, tally)

    async def _post(self, message: Message, tally: list[Count]) -> None:
        alone = await self._alone(message, message.text)
        if alone.withdraws:
            await self._parts.asks.clear(message.asker)
        nothing = alone.verdict is Verdict.CLEAR and not alone.tried
        if nothing or not await self._concerns(message, tally):
            return
        judgement = await self._in_context(message, alone)
        tally += [Count("rule", rule, Outcome.TRIAL) for rule in judgement.tried]
        if judgement.verdict is Verdict.CLEAR:
            return
        await self._parts.asks.remember(message.asker, message.time)
        tally += count(judgement, Outcome.ASKED)
        tally += await self._parts.noting.nudge(message, judgement)

    async def _edit(self, message: Message, old_text: str, tally: list[Count]) -> None:
        alone, old = [await self._alone(message, text) for text in (message.text, old_text)]
        if alone.verdict is Verdict.CLEAR:
            await self._turned_clear(message, alone, tally)
            return
        if not await self._concerns(message, tally):
            return
        judgement = await self._in_context(message, alone)
        await self._parts.asks.remember(message.asker, message.time)
        if old.verdict is Verdict.CLEAR:
            tally += count(judgement, Outcome.ASKED)
        # A second ask stays one; reworded as fairly as words can be, it has its thanks.
        if not judgement.nudges or (not alone.nudges and self._parts.noting.was_nudged(message)):
            tally += await self._parts.noting.reworded(message)
        # What already pressed before the edit had its note, or was held back: once a message,
        # and that even after a restart, when nothing is known of earlier notes.
        elif not (await self._in_context_of(message, old, old_text)).nudges:
            tally += await self._parts.noting.nudge(message, judgement)

    async def _turned_clear(
        self, message: Message, judgement: Judgement, tally: list[Count]
    ) -> None:
        await self._parts.asks.forget(message.asker, message.time)
        if judgement.withdraws:
            await self._parts.asks.clear(message.asker)
        tally += await self._parts.noting.reworded(message)

    async def _concerns(self, message: Message, tally: list[Count]) -> bool:
        known = await self._parts.people.may_be_nudged(message.team, message.sender)
        if known is None:
            tally.append(FAILED)
        return bool(known)

    async def _alone(self, message: Message, text: str) -> Judgement:
        """The judgement before the history is read; follow-ups press for an ask that is known."""
        alone = await self._parts.judge(text)
        if alone.withdraws or alone.verdict is not Verdict.CLEAR:
            return alone
        if not self._parts.asks.known_before(message.asker, message.time):
            return alone
        return await self._parts.judge(text, asked_before=True)

    async def _in_context(self, message: Message, alone: Judgement) -> Judgement:
        return await self._in_context_of(message, alone, message.text)

    async def _in_context_of(self, message: Message, alone: Judgement, text: str) -> Judgement:
        if alone.verdict is Verdict.CLEAR:
            return alone
        if not await self._parts.asks.asked_before(message.asker, message.time):
            return alone
        return await self._parts.judge(text, asked_before=True)

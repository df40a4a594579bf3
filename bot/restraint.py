"""Limits on ourselves: whether a note may go out at all, and how to speak in it."""

from dataclasses import dataclass

from bot.memory import Acquaintance
from bot.model import Manner, Message, main_rule
from bot.ports import Cooldown, People
from bot.snoozing import Snoozing
from rules import Judgement, Verdict


@dataclass(frozen=True, slots=True)
class Restraint:
    """Holds notes back: by place, by the person's own wish, by how many they had."""

    people: People
    snoozing: Snoozing
    cooldown: Cooldown
    acquaintance: Acquaintance
    counted_only: frozenset[str] = frozenset()
    """Channels in which nobody is nudged."""
    managers_only: bool = False

    async def allows(self, message: Message, judgement: Judgement) -> bool:
        """Whether this note may go out now; if so, its sender's rest begins.

        A serious message gets its note however many its sender had, and not against their wish.
        """
        team, sender = message.team, message.sender
        if message.channel in self.counted_only:
            return False
        if self.managers_only and not await self.people.is_manager(team, sender):
            return False
        if await self.snoozing.silences(team, sender, main_rule(judgement)):
            return False
        is_serious = judgement.verdict is Verdict.SERIOUS
        return await self.cooldown.start((team, sender), message.time, always=is_serious)

    async def manner(self, message: Message) -> Manner:
        """How to speak to the sender."""
        key = (message.team, message.sender)
        return Manner(
            manager=await self.people.is_manager(*key),
            first=self.acquaintance.is_new(key),
            again=self.acquaintance.is_recent(key, message.time),
            direct=await self.snoozing.wants_direct(*key),
        )

    async def sent(self, message: Message, *, accepted: bool) -> None:
        """Remember that the note went out, or that it did not."""
        key = (message.team, message.sender)
        if accepted:
            self.acquaintance.met(key, message.time)
        else:
            await self.cooldown.end(key)

"""`/askonce mute [days]` and `/askonce unmute`: a person's own silence."""

from dataclasses import dataclass

from bot.answers import Asked
from bot.blocks import Note, Words, plain_note
from bot.snoozing import LONGEST_DAYS, Snoozing


@dataclass(frozen=True, slots=True)
class Muting:
    """Mutes and unmutes at a person's own request, and says so to them alone."""

    snoozing: Snoozing
    words: Words

    async def mute(self, asked: Asked) -> Note:
        """Send the person no notes for so many days; for a year where none are named."""
        days = _days(asked.rest)
        if days is None:
            return plain_note(self.words["bot.mute.need"].format(most=LONGEST_DAYS))
        await self.snoozing.mute(asked.team, asked.user, days)
        return self.kept(self.words["bot.mute.days"].format(days=days))

    async def unmute(self, asked: Asked) -> Note:
        """Send the person notes again."""
        found = await self.snoozing.unmute(asked.team, asked.user)
        return plain_note(self.words["bot.mute.over" if found else "bot.mute.none"])

    def chosen(self, choice: str) -> Note:
        """What to say to a choice from a note's menu."""
        return self.kept(self.words[f"bot.snooze.done.{choice}"])

    def kept(self, said: str) -> Note:
        """Say it, and whether it outlives a restart."""
        lasting = self.snoozing.wishes.lasting
        return plain_note(said, "" if lasting else self.words["bot.mute.memory"])


def _days(typed: str) -> int | None:
    if not typed:
        return LONGEST_DAYS
    number = typed.split(maxsplit=1)[0]
    if not number.isascii() or not number.isdigit() or len(number) > len(str(LONGEST_DAYS)):
        return None
    return int(number) if 1 <= int(number) <= LONGEST_DAYS else None

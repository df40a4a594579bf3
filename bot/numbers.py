"""The use case of the counts: admins see them in words and as a picture. Nobody's name is in it."""

import asyncio
from dataclasses import dataclass

from bot.answers import Asked
from bot.blocks import Note, plain_note
from bot.chart import describe, draw
from bot.ports import Clock, Counts, People, Pictures
from bot.report import Report, Scope, report
from bot.stats import in_words
from bot.weeks import later, week_of
from rules import RuleSet

WEEKS_SHOWN, WEEKS_AT_HOME = 8, 2


@dataclass(frozen=True, slots=True)
class Numbers:
    """Tells admins what the app does in their workspace."""

    ruleset: RuleSet
    people: People
    counts: Counts
    pictures: Pictures
    clock: Clock
    shown_from: int
    keep_weeks: int

    @property
    def last_week(self) -> str:
        """The last week that is over."""
        return later(week_of(self.clock()), -1)

    async def answer(self, asked: Asked) -> Note:
        """`/askonce stats`: the numbers in words; the picture comes as a message to them alone."""
        words = self.ruleset.words
        if not await self.people.is_admin(asked.team, asked.user):
            return plain_note(words["bot.stats.refused"])
        told = await self.report(asked.team)
        title = words["bot.stats.title"]
        sent = await self._send(asked.user, told) if told.weeks else None
        picture = {True: words["bot.stats.sent"], False: words["bot.stats.unsent"], None: ""}[sent]
        return plain_note(title, *self.said(told, WEEKS_SHOWN), picture)

    async def send(self, team: str, user: str) -> bool | None:
        """The picture, for an admin alone; None where there is nothing to draw, or no right."""
        if not await self.people.is_admin(team, user):
            return None
        told = await self.report(team)
        return await self._send(user, told) if told.weeks else None

    async def at_home(self, team: str, user: str) -> list[str] | None:
        """What an admin's Home tab tells of the counts; None for everybody else."""
        if not await self.people.is_admin(team, user):
            return None
        return self.said(await self.report(team), WEEKS_AT_HOME)

    async def report(self, team: str) -> Report:
        """What may be told of a workspace now. Raises `StoreError`."""
        scope = Scope(week_of(self.clock()), self.shown_from, self.keep_weeks)
        return report(team, await self.counts.rows(team), scope)

    def said(self, told: Report, weeks: int) -> list[str]:
        """A report in words."""
        titles = {rule.id: rule.title for rule in self.ruleset.rules}
        words, minimum = self.ruleset.words, self.shown_from
        return in_words(told, titles, words, minimum=minimum, weeks=weeks)

    async def _send(self, user: str, told: Report) -> bool:
        words = self.ruleset.words
        pages = told.weeks[-WEEKS_SHOWN:]
        # Drawing takes a while, and the library is slow to load.
        png = await asyncio.to_thread(draw, pages, words)
        title = words["bot.stats.picture"]
        return await self.pictures.send(user, png, title=title, alt=describe(pages, words))

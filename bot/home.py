"""The Home tab of one person: what it needs to know, and the buttons on it. Nothing of others."""

from dataclasses import dataclass

import structlog

from bot.home_view import Told, home_view
from bot.log import describe
from bot.numbers import Numbers
from bot.ports import People, Schema, StoreError
from bot.snoozing import DIRECT, HERE, Snoozing
from bot.views import View
from rules import RuleSet

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Home:
    """Tells a person about the app, about what it keeps, and about their own wishes."""

    ruleset: RuleSet
    people: People
    schema: Schema
    snoozing: Snoozing
    numbers: Numbers
    contact: str
    window_days: int

    async def view(self, team: str, user: str) -> View:
        """Their Home tab as it stands now; a store that fails leaves its part out."""
        told = Told(
            contact=self.contact,
            days=self.window_days,
            manager=await self.people.is_manager(team, user),
            lasting=self.snoozing.wishes.lasting,
        )
        try:
            told.tables = await self.schema.tables()
            told.state = await self.snoozing.state(team, user)
            told.numbers = await self.numbers.at_home(team, user)
        except StoreError as error:
            _log.error("home_not_whole", **describe(error))
        return home_view(told, self.ruleset)

    async def end_silence(self, team: str, user: str) -> View:
        """Send the person notes again. Raises `StoreError`."""
        await self.snoozing.unmute(team, user)
        return await self.view(team, user)

    async def send_by(self, team: str, user: str, *, direct: bool) -> View:
        """Send their notes as direct messages, or show them in the channel. Raises `StoreError`."""
        await self.snoozing.choose(team, user, DIRECT if direct else HERE)
        return await self.view(team, user)

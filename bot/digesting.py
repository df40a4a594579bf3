"""Looks at the clock while the app runs: the digest at its hour, rules every hour."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

from bot.digest import Digest
from bot.due import last_due
from bot.log import describe
from bot.ports import Clock

LOOK_SECONDS, HOUR_SECONDS = 60.0, 3_600

_log = structlog.get_logger()


@dataclass(frozen=True)
class Digesting:
    """Keeps the appointments of one workspace. What was due while it did not run is left out."""

    digest: Callable[[str], Awaitable[Digest]]
    """The digest by the workspace's rules and settings of the moment."""
    clock: Clock
    _looked: dict[str, float] = field(default_factory=dict)

    async def run(self, team: str) -> None:
        """Look once a minute, until cancelled. A fault is logged by its type."""
        while True:
            try:
                await self.look(team)
            except Exception as error:  # noqa: BLE001 - one bad look must not end all others
                _log.error("digest_failed", **describe(error))
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self, team: str) -> None:
        """Do what became due since the last look. Raises `StoreError`."""
        now = self.clock()
        before = self._looked.get(team, now)
        self._looked[team] = now
        digest = await self.digest(team)
        if now // HOUR_SECONDS > before // HOUR_SECONDS and await digest.demote(team):
            digest = await self.digest(team)
        when = digest.settings
        due = last_due(now, when.weekday, when.hour, when.timezone)
        if before < due:
            await digest.send(team, due)

"""Whom the app may write to, and who is an admin: asked of Slack, never stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.memory import Expiring
from bot.ports import Clock
from bot.slack import SLACK_FAULTS, error_code
from bot.user_group import UserGroup

KEEP_SECONDS = 15 * 60.0
KEEP_PEOPLE = 10_000

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Person:
    """What matters of a member (docs.slack.dev/reference/objects/user-object)."""

    machine: bool
    guest: bool
    outsider: bool
    admin: bool


class SlackPeople:
    """Looks people up by `users.info`, with a bounded cache."""

    def __init__(
        self,
        client: AsyncWebClient,
        clock: Clock,
        *,
        guests: bool,
        outsiders: bool,
        admins: UserGroup | None = None,
        managers: UserGroup | None = None,
    ) -> None:
        self._client, self._guests, self._outsiders = client, guests, outsiders
        self._admins, self._managers = admins, managers
        self._known = Expiring[Person](seconds=KEEP_SECONDS, limit=KEEP_PEOPLE, clock=clock)

    async def may_be_nudged(self, team: str, user: str) -> bool | None:
        """False for bots, guests and outsiders; None when Slack could not tell."""
        person = await self._look_up(team, user)
        if person is None:
            return None
        if person.machine or (person.guest and not self._guests):
            return False
        return self._outsiders or not person.outsider

    async def is_admin(self, team: str, user: str) -> bool:
        """Whether the person runs the workspace, or is on the configured list or in its group."""
        person = await self._look_up(team, user)
        if person is None or person.outsider:
            return False
        return person.admin or (self._admins is not None and await self._admins.include(team, user))

    async def is_manager(self, team: str, user: str) -> bool:
        """Whether the person is on the configured list or in the configured user group."""
        return self._managers is not None and await self._managers.include(team, user)

    async def _look_up(self, team: str, user: str) -> Person | None:
        person = self._known.get((team, user))
        if person is None:
            try:
                answer = await self._client.users_info(user=user)
            except SLACK_FAULTS as error:
                _log.warning("person_unknown", error=type(error).__name__, code=error_code(error))
                return None
            person = read_person(answer.get("user") or {}, team)
            self._known.put((team, user), person)
        return person


def read_person(user: Mapping[str, Any], team: str) -> Person:
    """Read Slack's user object, as seen from the workspace `team`."""
    return Person(
        machine=bool(user.get("is_bot")) or bool(user.get("is_workflow_bot")),
        guest=bool(user.get("is_restricted")) or bool(user.get("is_ultra_restricted")),
        outsider=bool(user.get("is_stranger")) or _home(user, team) != team,
        admin=any(user.get(key) for key in ("is_admin", "is_owner", "is_primary_owner")),
    )


def _home(user: Mapping[str, Any], team: str) -> str:
    # On Enterprise Grid one person belongs to several workspaces of the same organisation.
    teams = (user.get("enterprise_user") or {}).get("teams") or ()
    return team if team in teams else str(user.get("team_id") or team)

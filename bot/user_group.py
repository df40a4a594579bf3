"""Who is a manager, or an admin: a list and a user group of the settings, never a guess."""

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.memory import Expiring
from bot.ports import Clock
from bot.slack import SLACK_FAULTS, error_code

KEEP_SECONDS, RETRY_SECONDS = 15 * 60.0, 60.0
KEEP_WORKSPACES = 1_000

_log = structlog.get_logger()


class UserGroup:
    """Reads the group by `usergroups.users.list`; nobody is in a group Slack does not show."""

    def __init__(
        self, client: AsyncWebClient, clock: Clock, *, named: frozenset[str], group: str
    ) -> None:
        self._client, self._named, self._group = client, named, group
        self._known, self._resting = (
            Expiring[frozenset[str]](seconds=seconds, limit=KEEP_WORKSPACES, clock=clock)
            for seconds in (KEEP_SECONDS, RETRY_SECONDS)
        )

    async def include(self, team: str, user: str) -> bool:
        """Whether the person is one of them."""
        return user in self._named or user in await self._members(team)

    async def _members(self, team: str) -> frozenset[str]:
        if not self._group:
            return frozenset()
        known = self._known.get(team)
        if known is None:
            known = self._resting.get(team)
        return await self._read(team) if known is None else known

    async def _read(self, team: str) -> frozenset[str]:
        try:
            answer = await self._client.usergroups_users_list(usergroup=self._group, team_id=team)
        except SLACK_FAULTS as error:
            _log.warning("group_not_read", error=type(error).__name__, code=error_code(error))
            self._resting.put(team, frozenset())
            return frozenset()
        members = frozenset(answer.get("users") or ())
        self._known.put(team, members)
        return members

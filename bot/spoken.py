"""Whether the app has spoken in a channel before: read from Slack's own history, never kept."""

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.history import PAGE_SIZE
from bot.slack import SLACK_FAULTS, TIMEOUT_SECONDS, error_code

PAGES = 5
"""How far back the app looks for itself: a thousand messages."""
_SPOKEN = {None, "bot_message"}
"""Subtypes of what an app said itself; that it joined, for one, is Slack's own note."""

_log = structlog.get_logger()


class SlackOwnWords:
    """Looks for the app's own messages by `conversations.history`."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def spoke_in(self, team: str, channel: str, own: str) -> bool | None:
        """Whether the bot user `own` has said anything there; None when Slack would not tell."""
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                return await self._look(team, channel, own)
        except SLACK_FAULTS as error:
            _log.warning("past_not_known", error=type(error).__name__, code=error_code(error))
            return None

    async def _look(self, team: str, channel: str, own: str) -> bool:
        cursor: str | None = None
        for _ in range(PAGES):
            page = await self._client.conversations_history(
                channel=channel, limit=PAGE_SIZE, cursor=cursor, team_id=team
            )
            if any(_is_by(own, message) for message in page.get("messages") or ()):
                return True
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                break
        return False


def _is_by(own: str, message: Mapping[str, Any]) -> bool:
    return message.get("user") == own and message.get("subtype") in _SPOKEN

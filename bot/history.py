"""What was said before in a channel: read from Slack, a few pages at most, never kept."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.memory import Past
from bot.payloads import is_by_person, text_of
from bot.slack import SLACK_FAULTS, error_code

PAGE_SIZE = 200
"""Messages a page; Slack advises at most 200 (conversations.history, "limit")."""

_log = structlog.get_logger()


class SlackHistory:
    """Reads `conversations.history`, newest first, within a bound of pages and seconds."""

    def __init__(self, client: AsyncWebClient, *, pages: int, seconds: float) -> None:
        self._client, self._pages, self._seconds = client, pages, seconds

    async def read(self, team: str, channel: str, oldest: float) -> tuple[list[Past], bool]:
        """The messages by people since `oldest`, and False when Slack would not tell them all."""
        found: list[Past] = []
        if not self._pages:
            return found, True
        try:
            async with asyncio.timeout(self._seconds):
                await self._read_into(found, team, channel, oldest)
        except SLACK_FAULTS as error:
            _log.warning("history_not_known", error=type(error).__name__, code=error_code(error))
            return found, False
        return found, True

    async def _read_into(self, found: list[Past], team: str, channel: str, oldest: float) -> None:
        cursor: str | None = None
        for _ in range(self._pages):
            page = await self._client.conversations_history(
                channel=channel,
                oldest=f"{oldest:.6f}",
                limit=PAGE_SIZE,
                cursor=cursor,
                team_id=team,
            )
            found += _past(page.get("messages") or ())
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return


def _past(messages: Sequence[Mapping[str, Any]]) -> list[Past]:
    return [
        Past(message["user"], float(message["ts"]), text_of(message))
        for message in messages
        if is_by_person(message)
    ]

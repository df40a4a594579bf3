"""One message read again, and its address: asked of Slack at the moment they are needed."""

import asyncio
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.model import Place
from bot.payloads import text_of
from bot.slack import SLACK_FAULTS, error_code

PATIENCE_SECONDS = 1.5
"""A form must be open within three seconds of the press (Slack, "trigger_id")."""

_log = structlog.get_logger()


class SlackReader:
    """Reads by `conversations.history`, or `.replies` for a reply. Never raises for Slack."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def text(self, place: Place, sender: str) -> str | None:
        """What it says now; None where Slack does not tell, or somebody else wrote it."""
        if not place.channel or not place.ts:
            return None
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                found = await self._found(place)
        except SLACK_FAULTS as error:
            _log.warning("message_not_read", error=type(error).__name__, code=error_code(error))
            return None
        mine = (m for m in found if m.get("ts") == place.ts and m.get("user") == sender)
        return next((text_of(message) for message in mine), None)

    async def link(self, place: Place) -> str | None:
        """Its address in Slack."""
        if not place.channel or not place.ts:
            return None
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                answer = await self._client.chat_getPermalink(
                    channel=place.channel, message_ts=place.ts
                )
        except SLACK_FAULTS as error:
            _log.warning("link_not_known", error=type(error).__name__, code=error_code(error))
            return None
        return str(answer.get("permalink") or "")

    async def _found(self, place: Place) -> list[dict[str, Any]]:
        span: dict[str, Any] = {"oldest": place.ts, "latest": place.ts, "inclusive": True}
        if place.thread:
            # The head of the thread always comes first.
            answer = await self._client.conversations_replies(
                channel=place.channel, ts=place.thread, limit=2, **span
            )
        else:
            answer = await self._client.conversations_history(
                channel=place.channel, limit=1, **span
            )
        return list(answer.get("messages") or ())

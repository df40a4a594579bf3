"""Brings a picture to one person, in their messages with the app."""

import asyncio

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import SLACK_FAULTS, error_code

PATIENCE_SECONDS = 30.0

_log = structlog.get_logger()


class SlackPictures:
    """Uploads by `files.getUploadURLExternal`, into the direct messages with one person."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def send(self, user: str, png: bytes, *, title: str, alt: str) -> bool:
        """Send a picture. Never raises for what Slack does: False says it."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                # A message opens the conversation; to open it otherwise needs a scope of its own.
                opened = await self._client.chat_postMessage(channel=user, text=title)
                await self._client.files_upload_v2(
                    channel=str(opened["channel"]),
                    content=png,
                    filename="ask-once.png",
                    title=title,
                    alt_txt=alt,
                )
        except SLACK_FAULTS as error:
            _log.warning("picture_not_sent", error=type(error).__name__, code=error_code(error))
            return False
        return True

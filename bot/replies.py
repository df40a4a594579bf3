"""Answers to what a person did: modals, the Home tab, a note replaced; and the one introduction."""

import asyncio
from collections.abc import Awaitable, Mapping
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.blocks import Note
from bot.model import Message
from bot.slack import SLACK_FAULTS, TIMEOUT_SECONDS, error_code

_log = structlog.get_logger()


class SlackReplies:
    """Sends answers. A fault of Slack is logged by type, and ends there."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def open_view(self, trigger_id: str, view: Mapping[str, Any]) -> str:
        """Open a modal; its id, or nothing where Slack refused.

        A trigger lives for 3 seconds and one use (Slack, "trigger_id").
        """
        opened: dict[str, Any] = {}

        async def call() -> None:
            answer = await self._client.views_open(trigger_id=trigger_id, view=dict(view))
            opened.update(answer.get("view") or {})

        await self._tried("view_not_opened", call())
        return str(opened.get("id") or "")

    async def update_view(self, view_id: str, view: Mapping[str, Any]) -> bool:
        """Give an open modal another content."""
        return await self._tried(
            "view_not_updated", self._client.views_update(view_id=view_id, view=dict(view))
        )

    async def publish_home(self, user: str, view: Mapping[str, Any]) -> bool:
        """Show a person their Home tab."""
        return await self._tried(
            "home_not_published", self._client.views_publish(user_id=user, view=dict(view))
        )

    async def introduce(self, channel: str, note: Note) -> bool:
        """Post in a channel: the one thing the app ever says in public."""
        call = self._client.chat_postMessage(
            channel=channel, text=note.text, blocks=note.blocks, unfurl_links=False
        )
        return await self._tried("introduction_failed", call)

    async def publish(self, channel: str, note: Note) -> str | None:
        """Post what a person asked to be posted, in their name; its `ts`, or None."""
        try:
            answer = await self._client.chat_postMessage(
                channel=channel, text=note.text, blocks=note.blocks, unfurl_links=False
            )
        except SLACK_FAULTS as error:
            _log.warning("share_failed", error=type(error).__name__, code=error_code(error))
            return None
        return str(answer["ts"])

    async def whisper(self, message: Message, note: Note) -> bool:
        """Show something to the sender of a message, beside it."""
        call = self._client.chat_postEphemeral(
            channel=message.channel,
            user=message.sender,
            thread_ts=message.thread_ts,
            text=note.text,
            blocks=note.blocks,
        )
        return await self._tried("answer_not_taken", call)

    async def change(self, place: tuple[str, str], note: Note) -> bool:
        """Give a direct message of the app another content."""
        call = self._client.chat_update(
            channel=place[0], ts=place[1], text=note.text, blocks=note.blocks
        )
        return await self._tried("answer_not_taken", call)

    async def respond(self, url: str, note: Note, *, replace: bool = False) -> bool:
        """Answer by a `response_url`, for its person only. `replace`: in place of the note."""
        hook = AsyncWebhookClient(
            url,
            session=self._client.session,
            timeout=TIMEOUT_SECONDS,
            logger=self._client.logger,
            retry_handlers=[],
        )
        body: dict[str, Any] = {"text": note.text, "blocks": note.blocks}
        body |= {"replace_original": True} if replace else {"response_type": "ephemeral"}
        return await self._tried("answer_not_taken", self._responded(hook, body))

    async def _responded(self, hook: AsyncWebhookClient, body: dict[str, Any]) -> None:
        answer = await hook.send_dict(body)
        if answer.status_code != 200:  # noqa: PLR2004 - HTTP's "OK"
            raise ConnectionError

    async def _tried(self, event: str, call: Awaitable[Any]) -> bool:
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                await call
        except SLACK_FAULTS as error:
            _log.warning(event, error=type(error).__name__, code=error_code(error))
            return False
        return True

"""Brings a note to its sender: in the channel or thread, else directly. Never in public."""

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import Note
from bot.model import Delivery, Manner, Message, Sent
from bot.note import nudge_note
from bot.slack import SLACK_FAULTS, error_code
from rules import Judgement, Nudge

PATIENCE_SECONDS = 90.0
"""Time for Slack's `Retry-After` to pass; a note that comes much later explains nothing."""

_UNREACHED = {
    "cannot_reply_to_message",
    "channel_not_found",
    "is_archived",
    "no_permission",
    "not_in_channel",
    "restricted_action",
    "restricted_action_read_only_channel",
    "restricted_action_thread_locked",
    "user_not_in_channel",
}
"""Refusals of the place, not of the person (reference/methods/chat.postEphemeral)."""

_log = structlog.get_logger()


class SlackNudger:
    """Sends notes by `chat.postEphemeral`; where that is refused, as a direct message."""

    def __init__(self, client: AsyncWebClient, words: Mapping[str, str]) -> None:
        self._client, self._words = client, words

    async def nudge(
        self, message: Message, judgement: Judgement, nudge: Nudge, manner: Manner
    ) -> Sent:
        """Send the note. Never raises for what Slack does: the outcome says it."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await self._send(message, judgement, nudge, manner)
        except SLACK_FAULTS as error:
            _log.warning("nudge_failed", error=type(error).__name__, code=error_code(error))
            return Sent(Delivery.FAILED)

    async def _send(
        self, message: Message, judgement: Judgement, nudge: Nudge, manner: Manner
    ) -> Sent:
        def note(*, elsewhere: bool) -> Note:
            place, words = message.place, self._words
            return nudge_note(nudge, judgement, words, manner, place, elsewhere=elsewhere)

        if manner.direct:
            return Sent(Delivery.ACCEPTED, await self._post_direct(message, note(elsewhere=True)))
        try:
            await self._post_here(message, note(elsewhere=False))
        except SlackApiError as error:
            if error_code(error) not in _UNREACHED:
                raise
            return Sent(Delivery.FELL_BACK, await self._post_direct(message, note(elsewhere=True)))
        return Sent(Delivery.ACCEPTED)

    async def _post_here(self, message: Message, note: Note) -> None:
        await self._client.chat_postEphemeral(
            channel=message.channel,
            user=message.sender,
            # Slack shows a private note in a thread only where a thread is (chat.postEphemeral).
            thread_ts=message.thread_ts,
            **_content(note),
        )

    async def _post_direct(self, message: Message, note: Note) -> tuple[str, str]:
        answer = await self._client.chat_postMessage(
            channel=message.sender, unfurl_links=False, unfurl_media=False, **_content(note)
        )
        return str(answer.get("channel") or ""), str(answer.get("ts") or "")


def _content(note: Note) -> dict[str, Any]:
    return {"text": note.text, "blocks": note.blocks}

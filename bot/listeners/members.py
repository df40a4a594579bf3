"""The app was invited to a channel: it introduces itself, once."""

from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from bot.blocks import plain_note
from bot.listeners.parts import ListenerParts


def register(app: AsyncApp, parts: ListenerParts) -> None:
    """Plug the listener in."""

    async def on_joined(
        event: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        if event.get("user") != context.bot_user_id or not _wants_introduction(event, body, parts):
            return
        if await parts.claims.claim(("introduction", context.team_id, event["channel"])):
            words = parts.answers.words
            await parts.replies.introduce(
                event["channel"], plain_note(words["bot.introduction.text"])
            )

    app.event("member_joined_channel")(on_joined)


def _wants_introduction(event: dict[str, Any], body: dict[str, Any], parts: ListenerParts) -> bool:
    channels = parts.config.channels
    if not channels.introduce or event["channel"] in channels.excluded:
        return False
    return channels.shared or not body.get("is_ext_shared_channel")

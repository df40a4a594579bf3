"""The app was invited to a channel: it introduces itself, once."""

from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from bot.listeners.parts import ListenerParts


def register(app: AsyncApp) -> None:
    """Plug the listener in."""

    async def on_joined(
        event: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext, parts: ListenerParts
    ) -> None:
        own = context.bot_user_id
        if own and event.get("user") == own and _wants_introduction(event, body, parts):
            await parts.arrival.joined(context.team_id or "", event["channel"], own)

    app.event("member_joined_channel")(on_joined)


def _wants_introduction(event: dict[str, Any], body: dict[str, Any], parts: ListenerParts) -> bool:
    channels = parts.config.channels
    if not channels.introduce or event["channel"] in channels.excluded:
        return False
    return channels.shared or not body.get("is_ext_shared_channel")

"""Messages in channels: posted, edited, deleted."""

from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from bot import payloads
from bot.listeners.parts import ListenerParts


def register(app: AsyncApp) -> None:
    """Plug the listener in."""

    async def on_message(
        event: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext, parts: ListenerParts
    ) -> None:
        if _is_watched(event, body, parts) and await _is_first(body, parts):
            await _hear(event, context.team_id or "", parts)

    app.event("message")(on_message)


def _is_watched(event: dict[str, Any], body: dict[str, Any], parts: ListenerParts) -> bool:
    channels = parts.config.channels
    if not payloads.is_channel(event) or event["channel"] in channels.excluded:
        return False
    if channels.watched and event["channel"] not in channels.watched:
        return False
    return channels.shared or not body.get("is_ext_shared_channel")


async def _is_first(body: dict[str, Any], parts: ListenerParts) -> bool:
    # Slack delivers an event again, with the same id, when an answer was late or lost.
    return await parts.claims.claim(("event", body["event_id"]))


async def _hear(event: dict[str, Any], team: str, parts: ListenerParts) -> None:
    subtype = event.get("subtype")
    if subtype == "message_deleted" or payloads.is_tombstone(event):
        await parts.ask_once.message_deleted(payloads.deleted(event, team))
    elif parts.is_paused():
        return
    elif subtype == "message_changed":
        message = payloads.edited(event, team)
        if message and not _is_foreign(event["message"], team, parts):
            await parts.ask_once.message_edited(message, payloads.old_text(event))
    elif payloads.is_by_person(event) and not _is_foreign(event, team, parts):
        await parts.ask_once.message_posted(payloads.posted(event, team))


def _is_foreign(message: dict[str, Any], team: str, parts: ListenerParts) -> bool:
    return payloads.is_foreign(message, team) and not parts.config.people.outsiders

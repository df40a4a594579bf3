"""The Home tab was opened, or a button on it pressed."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.home_view import CHECK, DIRECTLY, HERE, STATS, UNMUTE
from bot.listeners.parts import ListenerParts
from bot.views import draft_form

Payload = dict[str, Any]


def register(app: AsyncApp) -> None:
    """Plug the listeners in."""

    async def on_opened(event: Payload, context: AsyncBoltContext, parts: ListenerParts) -> None:
        # The event comes for the Messages tab as well (reference/events/app_home_opened).
        if event.get("tab", "home") == "home":
            view = await parts.home.view(context.team_id or "", event["user"])
            await parts.replies.publish_home(event["user"], view)

    async def on_check(ack: AsyncAck, body: Payload, parts: ListenerParts) -> None:
        await ack()
        await parts.replies.open_view(body["trigger_id"], draft_form(parts.answers.words))

    async def on_unmute(
        ack: AsyncAck, body: Payload, context: AsyncBoltContext, parts: ListenerParts
    ) -> None:
        await ack()
        user = body["user"]["id"]
        view = await parts.home.end_silence(context.team_id or "", user)
        await parts.replies.publish_home(user, view)

    async def on_way(
        ack: AsyncAck,
        action: Payload,
        body: Payload,
        context: AsyncBoltContext,
        parts: ListenerParts,
    ) -> None:
        await ack()
        user, direct = body["user"]["id"], action["action_id"] == DIRECTLY
        view = await parts.home.send_by(context.team_id or "", user, direct=direct)
        await parts.replies.publish_home(user, view)

    async def on_stats(
        ack: AsyncAck, body: Payload, context: AsyncBoltContext, parts: ListenerParts
    ) -> None:
        await ack()  # The right is looked at again: a button may be forged.
        await parts.numbers.send(context.team_id or "", body["user"]["id"])

    app.action(STATS)(on_stats)
    app.event("app_home_opened")(on_opened)
    app.action(CHECK)(on_check)
    app.action(UNMUTE)(on_unmute)
    app.action(DIRECTLY)(on_way)
    app.action(HERE)(on_way)

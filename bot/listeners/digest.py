"""The button of the digest."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.digest import TRIAL_BUTTON
from bot.listeners.parts import ListenerParts

Payload = dict[str, Any]


def register(app: AsyncApp) -> None:
    """Plug the listener in."""
    app.action(TRIAL_BUTTON)(on_trial)


async def on_trial(
    ack: AsyncAck, action: Payload, body: Payload, context: AsyncBoltContext, parts: ListenerParts
) -> None:
    """Set the suggested rule on trial, if an admin says so; answered for their eyes only."""
    await ack()
    rule = str(action.get("value") or "")
    note = await parts.digest.set_on_trial(context.team_id or "", body["user"]["id"], rule)
    if body.get("response_url"):
        await parts.replies.respond(body["response_url"], note)

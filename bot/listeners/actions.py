"""The buttons of a note."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.blocks import HELPFUL, NOT_PRESSURE, WHY, Reasons, plain_note
from bot.listeners.parts import ListenerParts
from bot.model import Outcome
from bot.views import why_view


def register(app: AsyncApp, parts: ListenerParts) -> None:
    """Plug the listeners in."""

    async def on_why(ack: AsyncAck, action: dict[str, Any], body: dict[str, Any]) -> None:
        await ack()
        view = why_view(Reasons.parse(action.get("value") or ""), parts.answers.ruleset)
        await parts.replies.open_view(body["trigger_id"], view)

    async def on_helpful(
        ack: AsyncAck, action: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        await ack()
        await _answer(parts, action, body, context.team_id or "", Outcome.HELPFUL)

    async def on_not_pressure(
        ack: AsyncAck, action: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        await ack()
        await _answer(parts, action, body, context.team_id or "", Outcome.NOT_PRESSURE)

    app.action(WHY)(on_why)
    app.action(HELPFUL)(on_helpful)
    app.action(NOT_PRESSURE)(on_not_pressure)


async def _answer(
    parts: ListenerParts,
    action: dict[str, Any],
    body: dict[str, Any],
    team: str,
    outcome: Outcome,
) -> None:
    # The thanks come first: they close the note, so that a slow disk makes nobody press twice.
    thanks = plain_note(parts.answers.words[f"bot.thanks.{outcome}"])
    if body.get("response_url"):
        await parts.replies.respond(body["response_url"], thanks, replace=True)
    note = (team, body["user"]["id"], (body.get("container") or {}).get("message_ts"))
    reasons = Reasons.parse(action.get("value") or "")
    await parts.feedback.take(team, note, reasons, outcome)

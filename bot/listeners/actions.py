"""The buttons and the menu of a note."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.blocks import Note, plain_note
from bot.kinder import OPEN_MESSAGE, kinder_view
from bot.listeners.parts import ListenerParts
from bot.model import Outcome, Place
from bot.note import HELPFUL, KINDER, NOT_PRESSURE, SNOOZE, WHY
from bot.reasons import Chosen, Reasons
from bot.views import why_view

Payload = dict[str, Any]


def register(app: AsyncApp) -> None:
    """Plug the listeners in."""

    async def on_kinder(
        ack: AsyncAck,
        action: Payload,
        body: Payload,
        context: AsyncBoltContext,
        parts: ListenerParts,
    ) -> None:
        await ack()
        reasons = Reasons.parse(action.get("value") or "")
        _touched(parts, body, context.team_id or "", reasons.place)
        suggestion = await parts.rewording.suggest(body["user"]["id"], reasons)
        view = kinder_view(suggestion, parts.answers.words)
        await parts.replies.open_view(body["trigger_id"], view)

    async def on_why(
        ack: AsyncAck,
        action: Payload,
        body: Payload,
        context: AsyncBoltContext,
        parts: ListenerParts,
    ) -> None:
        await ack()
        reasons = Reasons.parse(action.get("value") or "")
        _touched(parts, body, context.team_id or "", reasons.place)
        view = why_view(reasons, parts.answers.ruleset)
        await parts.replies.open_view(body["trigger_id"], view)

    async def on_helpful(
        ack: AsyncAck,
        action: Payload,
        body: Payload,
        context: AsyncBoltContext,
        parts: ListenerParts,
    ) -> None:
        await ack()
        await _answer(parts, action, body, context.team_id or "", Outcome.HELPFUL)

    async def on_not_pressure(
        ack: AsyncAck,
        action: Payload,
        body: Payload,
        context: AsyncBoltContext,
        parts: ListenerParts,
    ) -> None:
        await ack()
        await _answer(parts, action, body, context.team_id or "", Outcome.NOT_PRESSURE)

    async def on_snooze(
        ack: AsyncAck,
        action: Payload,
        body: Payload,
        context: AsyncBoltContext,
        parts: ListenerParts,
    ) -> None:
        await ack()
        await _snooze(parts, action, body, context.team_id or "")

    async def on_open(ack: AsyncAck) -> None:
        await ack()  # The button is a link: Slack follows it, and tells the app of it all the same.

    app.action(KINDER)(on_kinder)
    app.action(WHY)(on_why)
    app.action(HELPFUL)(on_helpful)
    app.action(NOT_PRESSURE)(on_not_pressure)
    app.action(SNOOZE)(on_snooze)
    app.action(OPEN_MESSAGE)(on_open)


async def _answer(
    parts: ListenerParts, action: Payload, body: Payload, team: str, outcome: Outcome
) -> None:
    reasons = Reasons.parse(action.get("value") or "")
    # The thanks come first: they close the note, so that a slow disk makes nobody press twice.
    thanks = plain_note(parts.answers.words[f"bot.thanks.{outcome}"])
    await _close(parts, body, team, reasons.place, thanks)
    note = (team, body["user"]["id"], (body.get("container") or {}).get("message_ts"))
    await parts.feedback.take(team, note, reasons, outcome)


async def _snooze(parts: ListenerParts, action: Payload, body: Payload, team: str) -> None:
    chosen = Chosen.parse(str((action.get("selected_option") or {}).get("value") or ""))
    user, words = body["user"]["id"], parts.answers.words
    # The wish comes first: a note that says "muted" must not lie.
    if await parts.muting.snoozing.choose(team, user, chosen.choice, chosen.rule):
        await _close(parts, body, team, chosen.place, parts.muting.chosen(chosen.choice))
    elif body.get("response_url"):
        await parts.replies.respond(body["response_url"], plain_note(words["bot.trouble"]))


async def _close(parts: ListenerParts, body: Payload, team: str, place: Place, said: Note) -> None:
    parts.farewell.closed(team, place)
    if body.get("response_url"):
        await parts.replies.respond(body["response_url"], said, replace=True)


def _touched(parts: ListenerParts, body: Payload, team: str, place: Place) -> None:
    if body.get("response_url"):
        parts.farewell.touched(team, place, body["response_url"])

"""The forms and buttons of admins. Rights are looked at with each of them, never taken as given."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.admin import Opening
from bot.admin.forms import ADDING, CHANNELS, FORMS, adding_form
from bot.admin.preview import SAVE, TRIAL, TRY, said_view, waiting_view, with_results
from bot.admin.reading import MAIN, FormError, read_channels, read_form, sentences
from bot.admin.saving import RefusedError, on_trial
from bot.changes import Change, read_changes
from bot.listeners.parts import ListenerParts
from bot.log import describe
from bot.ports import StoreError
from bot.views import View

Payload = dict[str, Any]
_log = structlog.get_logger()
QUICK_SECONDS = 1.5
"""Slack waits three seconds for the answer to a form."""


def register(app: AsyncApp) -> None:
    """Plug the listeners in."""
    for name in ADDING:
        app.action(name)(on_add)
    for name in FORMS:
        app.view(name)(on_form)
    app.action(TRY)(on_try)
    app.action(TRIAL)(on_trial_save)
    app.view(SAVE)(on_save)


async def show(opening: Opening, trigger_id: str, parts: ListenerParts) -> None:
    """Open a modal at once; where it takes a while to work out, fill it in later."""
    view_id = await parts.replies.open_view(trigger_id, opening.view)
    if view_id and opening.then:
        await _fill(view_id, parts, opening.then())


async def on_add(
    ack: AsyncAck, action: Payload, body: Payload, context: AsyncBoltContext, parts: ListenerParts
) -> None:
    """A button of `rules add`: show its form."""
    await ack()
    if not await _allowed(body, context, parts):
        await _refuse(body, parts)
        return
    form = adding_form(action["action_id"], parts.answers.ruleset)
    await parts.replies.update_view(body["view"]["id"], form)


async def on_form(
    ack: AsyncAck, view: View, body: Payload, context: AsyncBoltContext, parts: ListenerParts
) -> None:
    """A form was sent: show what it would change, or what is wrong with it."""
    if not await _allowed(body, context, parts):
        await ack(response_action="update", view=_no(parts))
        return
    try:
        changes = _read(view, parts)
        await _answer(ack, view, parts, _previewed(context.team_id or "", changes, parts))
    except FormError as error:
        await ack(response_action="errors", errors={error.field: error.problem})
    except RefusedError as refusal:
        await ack(response_action="errors", errors={_main(view): str(refusal)})


async def on_try(
    ack: AsyncAck, body: Payload, context: AsyncBoltContext, parts: ListenerParts
) -> None:
    """Judge sentences of the admin's own, as they are judged now and as they would be."""
    if not await _allowed(body, context, parts):
        await ack()
        await _refuse(body, parts)
        return
    view = body["view"]
    changes = read_changes(view["private_metadata"])

    async def tried() -> View:
        results = await parts.admin.saving.tried(context.team_id or "", changes, sentences(view))
        return with_results(view, results)

    await _show_soon(ack, view["id"], parts, tried())


async def on_trial_save(
    ack: AsyncAck, body: Payload, context: AsyncBoltContext, parts: ListenerParts
) -> None:
    """Save what is shown, so that it is only counted."""
    if not await _allowed(body, context, parts):
        await ack()
        await _refuse(body, parts)
        return
    changes = on_trial(read_changes(body["view"]["private_metadata"]))
    saved = _saved(changes, body, context, parts)
    await _show_soon(ack, body["view"]["id"], parts, saved)


async def on_save(
    ack: AsyncAck, view: View, body: Payload, context: AsyncBoltContext, parts: ListenerParts
) -> None:
    """Save what is shown."""
    if not await _allowed(body, context, parts):
        await ack(response_action="update", view=_no(parts))
        return
    changes = read_changes(view["private_metadata"])
    await _answer(ack, view, parts, _saved(changes, body, context, parts))


async def _previewed(team: str, changes: tuple[Change, ...], parts: ListenerParts) -> View:
    await parts.admin.saving.check(team, changes)
    return await parts.admin.previewed(team, changes)


async def _answer(ack: AsyncAck, view: View, parts: ListenerParts, work: Awaitable[View]) -> None:
    """Answer a form with what was worked out; where that takes long, first with a word to wait.

    Raises `RefusedError`, unanswered, so that it can be said beside a field.
    """
    task = asyncio.ensure_future(_stored(work, parts))
    done, _ = await asyncio.wait({task}, timeout=QUICK_SECONDS)
    if done:
        await ack(response_action="update", view=task.result())
        return
    await ack(response_action="update", view=waiting_view(parts.answers.words))
    await _fill(view["id"], parts, task)


async def _show_soon(
    ack: AsyncAck, view_id: str, parts: ListenerParts, work: Awaitable[View]
) -> None:
    """Show in an open form what a button asked for; answer the press in time, whatever it takes."""
    task = asyncio.ensure_future(_fill(view_id, parts, work))
    await asyncio.wait({task}, timeout=QUICK_SECONDS)
    await ack()
    await task


async def _fill(view_id: str, parts: ListenerParts, work: Awaitable[View]) -> None:
    """Show what was worked out in an open form."""
    try:
        view = await _stored(work, parts)
    except RefusedError as refusal:
        view = said_view(parts.answers.words, *refusal.reasons)
    await parts.replies.update_view(view_id, view)


async def _stored(work: Awaitable[View], parts: ListenerParts) -> View:
    """What was worked out; where the store fails, a word on that, so that nobody waits for it."""
    try:
        return await work
    except StoreError as error:
        # Not raised on: Bolt would take back an answer that was given just before.
        _log.error("change_not_made", **describe(error))
        return said_view(parts.answers.words, parts.answers.words["bot.admin.trouble"])


async def _saved(
    changes: tuple[Change, ...], body: Payload, context: AsyncBoltContext, parts: ListenerParts
) -> View:
    words, saving = parts.answers.words, parts.admin.saving
    try:
        saved = await saving.save(context.team_id or "", body["user"]["id"], changes)
    except RefusedError as refusal:
        return said_view(words, *refusal.reasons)
    lines = "\n".join(f"• {line}" for line in saving.lines(saved)[:20])
    return said_view(words, words["bot.admin.saved"], lines, words["bot.admin.undo_hint"])


def _read(view: View, parts: ListenerParts) -> tuple[Change, ...]:
    if view["callback_id"] == CHANNELS:
        return read_channels(view, parts.config.channels.model_dump())
    return read_form(view, parts.answers.words)


def _main(view: View) -> str:
    first = next(block["block_id"] for block in view["blocks"] if block["type"] == "input")
    return MAIN.get(view["callback_id"], str(first))


async def _allowed(body: Payload, context: AsyncBoltContext, parts: ListenerParts) -> bool:
    return await parts.admin.allows(context.team_id or "", body["user"]["id"])


async def _refuse(body: Payload, parts: ListenerParts) -> None:
    view_id = (body.get("view") or {}).get("id")
    if view_id:
        await parts.replies.update_view(view_id, _no(parts))


def _no(parts: ListenerParts) -> View:
    return said_view(parts.answers.words, parts.admin.refusal())

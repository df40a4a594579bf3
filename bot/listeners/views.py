"""Modals that were submitted: a draft to check."""

import html
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.listeners.parts import ListenerParts
from bot.views import DRAFT_BLOCK, DRAFT_FORM, DRAFT_INPUT, draft_result


def register(app: AsyncApp) -> None:
    """Plug the listener in."""

    async def on_draft(
        ack: AsyncAck, view: dict[str, Any], context: AsyncBoltContext, parts: ListenerParts
    ) -> None:
        typed = view["state"]["values"][DRAFT_BLOCK][DRAFT_INPUT].get("value") or ""
        # A field holds what was typed; a message would come with & < > as entities.
        blocks = await parts.answers.check(context.team_id or "", html.escape(typed, quote=False))
        result = draft_result(blocks, parts.answers.words)
        await ack(response_action="update", view=result)

    app.view(DRAFT_FORM)(on_draft)

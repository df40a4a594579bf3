"""The global shortcut: check a draft before posting it."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.listeners.parts import ListenerParts
from bot.views import draft_form

CHECK_DRAFT = "check_draft"


def register(app: AsyncApp, parts: ListenerParts) -> None:
    """Plug the listener in."""

    async def on_check_draft(ack: AsyncAck, shortcut: dict[str, Any]) -> None:
        await ack()
        await parts.replies.open_view(shortcut["trigger_id"], draft_form(parts.answers.words))

    app.shortcut(CHECK_DRAFT)(on_check_draft)

"""The shortcuts: check a draft before posting it; another wording for one's own message."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.blocks import section
from bot.listeners.parts import ListenerParts
from bot.views import draft_form, draft_result

CHECK_DRAFT, SUGGEST = "check_draft", "suggest_wording"


def register(app: AsyncApp, parts: ListenerParts) -> None:
    """Plug the listener in."""

    async def on_check_draft(ack: AsyncAck, shortcut: dict[str, Any]) -> None:
        await ack()
        await parts.replies.open_view(shortcut["trigger_id"], draft_form(parts.answers.words))

    async def on_suggest(
        ack: AsyncAck, shortcut: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        await ack()
        message, words = shortcut["message"], parts.answers.words
        if message.get("user") != shortcut["user"]["id"]:
            blocks = [section(words["bot.suggest.not_yours"])]
        else:
            blocks = await parts.answers.check(context.team_id or "", message.get("text") or "")
        await parts.replies.open_view(shortcut["trigger_id"], draft_result(blocks, words))

    app.shortcut(CHECK_DRAFT)(on_check_draft)
    app.shortcut(SUGGEST)(on_suggest)

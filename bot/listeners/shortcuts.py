"""The shortcuts: check a draft before posting it; another wording for one's own message."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.blocks import section
from bot.kinder import kinder_view
from bot.listeners.parts import ListenerParts
from bot.model import Place
from bot.payloads import text_of
from bot.views import draft_form, modal

CHECK_DRAFT, SUGGEST = "check_draft", "suggest_wording"


def register(app: AsyncApp) -> None:
    """Plug the listener in."""

    async def on_check_draft(ack: AsyncAck, shortcut: dict[str, Any], parts: ListenerParts) -> None:
        await ack()
        await parts.replies.open_view(shortcut["trigger_id"], draft_form(parts.answers.words))

    async def on_suggest(
        ack: AsyncAck, shortcut: dict[str, Any], context: AsyncBoltContext, parts: ListenerParts
    ) -> None:
        await ack()
        message, words = shortcut["message"], parts.answers.words
        if message.get("user") != shortcut["user"]["id"]:
            said = section(words["bot.suggest.not_yours"])
            view = modal("kinder", words["bot.kinder.title"], words, [said])
            await parts.replies.open_view(shortcut["trigger_id"], view)
            return
        place = Place(shortcut["channel"]["id"], message["ts"])
        suggestion = await parts.rewording.suggest_for(text_of(message), place)
        await parts.replies.open_view(shortcut["trigger_id"], kinder_view(suggestion, words))
        await parts.answers.draft_checked(context.team_id or "")

    app.shortcut(CHECK_DRAFT)(on_check_draft)
    app.shortcut(SUGGEST)(on_suggest)

"""`/askonce` and its words."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.admin import ADMIN_WORDS, Opening
from bot.answers import SLOW, Asked
from bot.listeners.admin import show
from bot.listeners.parts import ListenerParts
from bot.share_form import share_form
from bot.views import draft_form

COMMAND = "/askonce"


def register(app: AsyncApp) -> None:
    """Plug the listener in."""

    async def on_command(
        ack: AsyncAck, command: dict[str, Any], context: AsyncBoltContext, parts: ListenerParts
    ) -> None:
        asked = Asked(context.team_id or "", command["user_id"], command.get("text") or "")
        if asked.word == "check" and not asked.rest:
            await ack()
            await parts.replies.open_view(command["trigger_id"], draft_form(parts.answers.words))
        elif asked.word == "share":
            await ack()
            channel = command["channel_id"]
            before = parts.sharing.asked_here((asked.team, channel, asked.user))
            form = share_form(channel, parts.answers.words, asked_before=before)
            await parts.replies.open_view(command["trigger_id"], form)
        elif asked.word in ADMIN_WORDS:
            await ack()
            reply = await parts.admin.answer(asked)
            if isinstance(reply, Opening):
                await show(reply, command["trigger_id"], parts)
            else:
                await parts.replies.respond(command["response_url"], reply)
        elif asked.word in SLOW:
            await ack()
            note = await parts.answers.answer(asked)
            await parts.replies.respond(command["response_url"], note)
        else:
            note = await parts.answers.answer(asked)
            await ack(text=note.text, blocks=note.blocks, response_type="ephemeral")

    app.command(COMMAND)(on_command)

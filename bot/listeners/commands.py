"""`/askonce` and its words."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.answers import SLOW, Asked
from bot.listeners.parts import ListenerParts
from bot.views import draft_form

COMMAND = "/askonce"


def register(app: AsyncApp, parts: ListenerParts) -> None:
    """Plug the listener in."""

    async def on_command(ack: AsyncAck, command: dict[str, Any], context: AsyncBoltContext) -> None:
        asked = Asked(context.team_id or "", command["user_id"], command.get("text") or "")
        if asked.word == "check" and not asked.rest:
            await ack()
            await parts.replies.open_view(command["trigger_id"], draft_form(parts.answers.words))
        elif asked.word in SLOW:
            await ack()
            note = await parts.answers.answer(asked)
            await parts.replies.respond(command["response_url"], note)
        else:
            note = await parts.answers.answer(asked)
            await ack(text=note.text, blocks=note.blocks, response_type="ephemeral")

    app.command(COMMAND)(on_command)

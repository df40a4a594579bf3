"""The form of `/askonce share` was sent."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.listeners.parts import ListenerParts
from bot.share_form import SHARE_FORM, read_share_form
from bot.sharing import ShareError


def register(app: AsyncApp) -> None:
    """Plug the listener in."""

    async def on_share(
        ack: AsyncAck,
        view: dict[str, Any],
        body: dict[str, Any],
        context: AsyncBoltContext,
        parts: ListenerParts,
    ) -> None:
        channel, resource = read_share_form(view)
        try:
            await parts.sharing.share(
                (context.team_id or "", channel, body["user"]["id"]), resource
            )
        except ShareError as error:
            # The form stays open with all that was typed.
            said = parts.answers.words[error.key]
            await ack(response_action="errors", errors={error.field_name: said})
            return
        await ack()

    app.view(SHARE_FORM)(on_share)

"""Plugs all listeners into a Bolt app; what nobody wants is acknowledged all the same."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.listeners import (
    actions,
    admin,
    commands,
    digest,
    home,
    members,
    messages,
    sharing,
    shortcuts,
    views,
)

_ANYTHING = re.compile("")


def register(app: AsyncApp) -> None:
    """Plug all listeners in, the catch-alls last: Bolt takes the first that fits."""
    for surface in (
        messages,
        members,
        commands,
        actions,
        admin,
        digest,
        sharing,
        views,
        shortcuts,
        home,
    ):
        surface.register(app)
    app.event(_ANYTHING)(_heard)
    for kind in (app.command, app.action, app.view, app.shortcut, app.options):
        kind(_ANYTHING)(_acknowledged)


async def _heard(event: dict[str, Any]) -> None:
    """An event without a use case: Bolt has acknowledged it."""


async def _acknowledged(ack: AsyncAck) -> None:
    await ack()

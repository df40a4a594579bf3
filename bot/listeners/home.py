"""The Home tab was opened."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.listeners.parts import ListenerParts
from bot.views import home_view


def register(app: AsyncApp, parts: ListenerParts) -> None:
    """Plug the listener in."""

    async def on_opened(event: dict[str, Any]) -> None:
        # The event comes for the Messages tab as well (reference/events/app_home_opened).
        if event.get("tab", "home") == "home":
            view = home_view(parts.answers.words, parts.config.repeat.window_days)
            await parts.replies.publish_home(event["user"], view)

    app.event("app_home_opened")(on_opened)

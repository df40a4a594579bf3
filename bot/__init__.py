"""The Slack app's one door."""

from bot.app import App, build

__all__ = ["App", "build"]

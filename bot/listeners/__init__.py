"""Slack's events as plain calls, one module a surface."""

from bot.listeners.parts import ListenerParts
from bot.listeners.register import register

__all__ = ["ListenerParts", "register"]

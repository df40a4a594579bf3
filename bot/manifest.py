"""The Slack app's manifest: the fewest scopes, each with its reason."""

from typing import Any

from bot.listeners.commands import COMMAND
from bot.listeners.shortcuts import CHECK_DRAFT, SUGGEST
from bot.serve import EVENTS_PATH

SCOPES = {
    "channels:history": "Hear messages in public channels the app is invited to. After a start, "
    "read back in a channel where somebody asks, to tell a first request from a second; and read "
    "a person's own message again when they ask for a kinder wording.",
    "channels:read": "Hear that the app was invited to a public channel, to introduce itself once "
    "(channels:history tells whether it has).",
    "chat:write": "Send the private note to the sender, the one introduction, and what somebody "
    "shares with /askonce share.",
    "commands": "Offer /askonce and the shortcuts “Check a draft” and “Suggest a kinder wording”.",
    "files:write": "Send an admin who asks for the counts a picture of them, in their messages "
    "with the app. It lets nobody's file be read.",
    "groups:history": "The same as channels:history, for private channels the app is invited to.",
    "groups:read": "The same as channels:read, for private channels.",
    "users:read": "Tell guests, bots and outsiders, who get no note; and admins.",
}
"""Each scope and why it is needed."""

OPTIONAL_SCOPES = {
    "usergroups:read": "Only where a user group of managers or of admins is set (`manager_group`, "
    "`admin_group`): tell who is in it. Leave it out otherwise; nothing else needs it.",
}
"""Scopes that an installation may leave out."""

EVENTS = {
    "app_home_opened": "Show the Home tab.",
    "member_joined_channel": "Introduce the app in a channel it was invited to.",
    "message.channels": "Messages in public channels.",
    "message.groups": "Messages in private channels.",
}
"""Each event the app hears, and why."""


def manifest(request_url: str | None = None) -> dict[str, Any]:
    """Make the manifest: for Socket Mode, or for HTTP with the app's public `request_url`."""
    events: dict[str, Any] = {"bot_events": sorted(EVENTS)}
    interactivity: dict[str, Any] = {"is_enabled": True}
    command = _command()
    if request_url:
        events["request_url"] = interactivity["request_url"] = command["url"] = request_url
    return {
        "display_information": {
            "name": "Ask Once",
            "description": "Private notes for messages that press people about their own accounts.",
            "background_color": "#2f4858",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": "Ask Once", "always_online": True},
            "slash_commands": [command],
            "shortcuts": _shortcuts(),
        },
        "oauth_config": {
            "scopes": {"bot": sorted(SCOPES), "bot_optional": sorted(OPTIONAL_SCOPES)}
        },
        "settings": {
            "event_subscriptions": events,
            "interactivity": interactivity,
            "org_deploy_enabled": False,
            "socket_mode_enabled": request_url is None,
            "token_rotation_enabled": False,
        },
    }


def reasons_page() -> str:
    """The page docs/scopes.md, in Markdown."""
    all_scopes = [*sorted(SCOPES.items()), *sorted(OPTIONAL_SCOPES.items())]
    scopes = "\n".join(f"| `{scope}` | {reason} |" for scope, reason in all_scopes)
    events = "\n".join(f"| `{event}` | {reason} |" for event, reason in sorted(EVENTS.items()))
    return (
        "# What the app may do in Slack, and why\n\n"
        "Made from `bot/manifest.py`: `python -m bot manifest --reasons`. "
        "There is no scope to read direct messages, files, e-mail addresses or reactions.\n\n"
        f"| scope | why |\n| --- | --- |\n{scopes}\n\n"
        f"| event | why |\n| --- | --- |\n{events}\n"
    )


def _command() -> dict[str, Any]:
    return {
        "command": COMMAND,
        "description": "Check a draft, share a resource, explain a text, read what is kept",
        "usage_hint": "[help | check | share | explain | mute | unmute | rules | set | stats]",
        "should_escape": True,
    }


def _shortcuts() -> list[dict[str, Any]]:
    return [
        {
            "name": "Check a draft",
            "type": "global",
            "callback_id": CHECK_DRAFT,
            "description": "See privately how a message may come across",
        },
        {
            "name": "Suggest a kinder wording",
            "type": "message",
            "callback_id": SUGGEST,
            "description": "Another way to say one of your own messages, for you only",
        },
    ]


__all__ = ["EVENTS", "EVENTS_PATH", "SCOPES", "manifest", "reasons_page"]

"""The manifest of an app that asks for everything the sandbox has, where none is given."""

from sandbox.workspace import Json

EVERYTHING: Json = {
    "display_information": {"name": "Ask Once"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Ask Once"},
        "slash_commands": [{"command": "/askonce", "should_escape": True}],
        "shortcuts": [],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                *(f"{family}:{what}" for family in ("channels", "groups", "im")
                  for what in ("history", "read")),
                "chat:write", "commands", "files:write", "im:write", "team:read",
                "usergroups:read", "users:read",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": [
                "app_home_opened", "channel_left", "group_left", "member_joined_channel",
                "message.channels", "message.groups", "message.im",
            ]
        },
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}  # fmt: skip

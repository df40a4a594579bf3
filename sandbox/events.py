"""Event payloads in the shapes Slack sends (docs.slack.dev/reference/events)."""

import itertools
from typing import Any

from sandbox.seed import TEAM_ID
from sandbox.workspace import APP_ID, BOT, BOT_ID, Channel, Message, Workspace

Json = dict[str, Any]
_numbers = itertools.count(1)


def message_body(message: Message, workspace: Workspace) -> Json:
    """A message as it stands in events and in channel history."""
    sender = workspace.person(message.user)
    body: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": sender.team_id,
        "user_team": sender.team_id,
        "source_team": sender.team_id,
    }
    optional = {"subtype": message.subtype, "thread_ts": message.thread_ts}
    body |= {key: value for key, value in optional.items() if value}
    body |= {"files": message.files} if message.files else {}
    body |= {"blocks": message.blocks} if message.blocks else {}
    if message.by_bot:
        body |= {"bot_id": BOT_ID, "app_id": APP_ID}
    if message.edited:
        body["edited"] = {"user": message.user, "ts": message.ts}
    return body


def posted(message: Message, channel: Channel, workspace: Workspace) -> Json:
    """Somebody said something."""
    return message_body(message, workspace) | _where(channel, message.ts)


def changed(message: Message, before: Json, channel: Channel, workspace: Workspace) -> Json:
    """A message changed: edited, or unfurled (then its text is as it was)."""
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "message": message_body(message, workspace),
        "previous_message": before,
        "ts": workspace.new_ts(),
    } | _where(channel, message.ts)


def deleted(before: Json, channel: Channel, workspace: Workspace) -> Json:
    """A message was deleted."""
    return {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "deleted_ts": before["ts"],
        "previous_message": before,
        "ts": workspace.new_ts(),
    } | _where(channel, before["ts"])


def joined(channel: Channel, user: str, inviter: str) -> Json:
    """Somebody, or the app, came into a channel."""
    kind = "G" if channel.private else "C"
    return {
        "type": "member_joined_channel",
        "user": user,
        "channel": channel.id,
        "channel_type": kind,
        "team": TEAM_ID,
        "inviter": inviter,
    }


def home_opened(user: str, direct: str) -> Json:
    """Somebody opened the app's Home tab."""
    return {"type": "app_home_opened", "user": user, "channel": direct, "tab": "home"}


def wrapped(event: Json, channel: Channel | None, at: float) -> Json:
    """The envelope around an event; `event_id` is what tells a delivery from its repeats."""
    shared = channel is not None and channel.shared
    return {
        "token": "unused",
        "team_id": TEAM_ID,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{next(_numbers):09d}",
        "event_time": int(at),
        "event_context": "4-sandbox",
        "is_ext_shared_channel": shared,
        "authorizations": [
            {"enterprise_id": None, "team_id": TEAM_ID, "user_id": BOT.id, "is_bot": True}
        ],
    }


def subscription(event: Json) -> str:
    """The manifest's name for what an event needs to be delivered."""
    if event["type"] != "message":
        return str(event["type"])
    return {"channel": "message.channels", "group": "message.groups", "im": "message.im"}[
        event["channel_type"]
    ]


def _where(channel: Channel, ts: str) -> Json:
    return {"channel": channel.id, "channel_type": channel.kind, "event_ts": ts}

"""Event payloads in the shapes Slack sends (docs.slack.dev/reference/events)."""

import uuid

from sandbox.seed import TEAM_ID
from sandbox.workspace import APP_ID, BOT, BOT_ID, Channel, Json, Message, Workspace

_SCOPES = {"channel": "channels", "group": "groups", "im": "im"}


def message_body(message: Message, workspace: Workspace) -> Json:
    """A message as it stands in events and in channel history."""
    sender = workspace.person(message.user)
    body: Json = {"type": "message", "text": message.text, "ts": message.ts} | _author(message)
    if message.subtype is None:
        body |= {"team": sender.team_id}
    if not message.by_bot and message.subtype != "bot_message":
        body |= {"user_team": sender.team_id, "source_team": sender.team_id}
    optional = {
        "subtype": message.subtype,
        "thread_ts": message.thread_ts,
        "files": message.files,
        "blocks": message.blocks,
    }
    body |= {key: value for key, value in optional.items() if value}
    if message.is_reply:
        body["parent_user_id"] = _parent(message, workspace)
    if message.edited_ts:
        body["edited"] = {"user": message.user, "ts": message.edited_ts}
    return body


def posted(message: Message, channel: Channel, workspace: Workspace) -> Json:
    """Somebody said something."""
    return message_body(message, workspace) | _where(channel, message.ts)


def changed(message: Message, before: Json, channel: Channel, workspace: Workspace) -> Json:
    """A message changed: edited, or unfurled (then its text is as it was)."""
    ts = workspace.new_ts()
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "message": message_body(message, workspace),
        "previous_message": before,
        "ts": ts,
    } | _where(channel, ts)


def deleted(before: Json, channel: Channel, workspace: Workspace) -> Json:
    """A message was deleted."""
    ts = workspace.new_ts()
    return {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "deleted_ts": before["ts"],
        "previous_message": before,
        "ts": ts,
    } | _where(channel, ts)


def joined(channel: Channel, user: str, inviter: str, ts: str) -> Json:
    """Somebody, or the app, came into a channel."""
    return {
        "type": "member_joined_channel",
        "user": user,
        "channel": channel.id,
        "channel_type": "G" if channel.private else "C",
        "team": TEAM_ID,
        "inviter": inviter,
        "event_ts": ts,
    }


def left(channel: Channel, actor: str, ts: str) -> Json:
    """The app was taken out of a channel: said to the app alone."""
    kind = "group_left" if channel.private else "channel_left"
    return {"type": kind, "channel": channel.id, "actor_id": actor, "event_ts": ts}


def home_opened(user: str, direct: str, view: Json | None, ts: str) -> Json:
    """Somebody opened the app's Home tab; `view`: what they were last shown there."""
    event = {"type": "app_home_opened", "user": user, "channel": direct, "tab": "home"}
    return event | {"event_ts": ts} | ({"view": view} if view else {})


def wrapped(event: Json, channel: Channel | None, at: float, event_id: str) -> Json:
    """The envelope around an event; `event_id` is what tells a delivery from its repeats."""
    authorization = {
        "enterprise_id": None,
        "team_id": TEAM_ID,
        "user_id": BOT.id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": "unused",
        "team_id": TEAM_ID,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(at),
        "event_context": f"4-{event_id}",
        "is_ext_shared_channel": channel is not None and channel.shared,
        "authorizations": [authorization],
    }


def subscription(event: Json) -> str:
    """The manifest's name for what an event needs to be delivered."""
    if event["type"] == "message":
        kinds = {"channel": "channels", "group": "groups", "im": "im"}
        return f"message.{kinds[event['channel_type']]}"
    return str(event["type"])


def scope(event: Json) -> str | None:
    """The scope without which Slack does not deliver an event."""
    if event["type"] == "message":
        return f"{_SCOPES[event['channel_type']]}:history"
    if event["type"] in ("group_left",) or event.get("channel_type") == "G":
        return "groups:read"
    return None if event["type"] == "app_home_opened" else "channels:read"


def _author(message: Message) -> Json:
    if message.subtype == "bot_message":
        return {"bot_id": "B0OTHER001", "username": "Release bot"}
    if message.by_bot:
        return {"user": message.user, "bot_id": BOT_ID, "app_id": APP_ID}
    if message.subtype is None:
        name = uuid.uuid5(uuid.NAMESPACE_URL, f"{message.channel}/{message.ts}")
        return {"user": message.user, "client_msg_id": str(name)}
    return {"user": message.user}


def _parent(message: Message, workspace: Workspace) -> str | None:
    thread = workspace.channels[message.channel].messages
    return next((m.user for m in thread if m.ts == message.thread_ts), None)


def _where(channel: Channel, ts: str) -> Json:
    return {"channel": channel.id, "channel_type": channel.kind, "event_ts": ts}

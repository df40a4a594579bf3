"""What each person sees, as plain values: for the page, the tour and the tests."""

from sandbox.workspace import APP_ID, BOT, Channel, Json, Message, Workspace


def seen_by(workspace: Workspace, manifest: Json, viewer: str) -> Json:
    """Everything somebody sees, and nothing that they do not."""
    direct = workspace.direct(viewer)
    rooms = [c for c in workspace.visible(viewer) if not c.owner]
    features = manifest.get("features", {})
    return {
        "team": workspace.team(),
        "viewer": viewer,
        "people": [
            {"key": p.key, "id": p.id, "name": p.name, "title": p.title, "role": p.role}
            for p in workspace.people.values()
        ],
        "bot": {"id": BOT.id, "name": BOT.name, "app_id": APP_ID, "dm": direct.id},
        "commands": features.get("slash_commands", []),
        "shortcuts": features.get("shortcuts", []),
        "channels": [_channel(c) for c in rooms],
        "messages": {c.id: _messages(workspace, c, viewer) for c in (*rooms, direct)},
        "modals": workspace.views.get(viewer, []),
        "home": workspace.homes.get(viewer),
        "toasts": workspace.toasts.get(viewer, []),
    }


def _channel(channel: Channel) -> Json:
    return {
        "id": channel.id,
        "key": channel.key,
        "name": channel.key,
        "private": channel.private,
        "shared": channel.shared,
        "bot": BOT.id in channel.members,
        "topic": channel.topic,
    }


def _messages(workspace: Workspace, channel: Channel, viewer: str) -> list[Json]:
    seen = sorted(workspace.seen(channel, viewer), key=lambda m: float(m.ts))
    return [_message(workspace, message, seen) for message in seen]


def _message(workspace: Workspace, message: Message, seen: list[Message]) -> Json:
    replies = sum(1 for m in seen if m.is_reply and m.thread_ts == message.ts)
    return {
        "ts": message.ts,
        "channel": message.channel,
        "user": message.user,
        "name": workspace.person(message.user).name,
        "text": message.text,
        "blocks": message.blocks,
        "thread_ts": message.thread_ts,
        "subtype": message.subtype,
        "edited": message.edited_ts is not None,
        "ephemeral": message.only_for is not None,
        "bot": message.by_bot,
        "files": message.files,
        "broadcast": message.broadcast,
        "reply_count": replies,
    }

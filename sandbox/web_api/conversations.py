"""The `conversations.*` methods and `users.conversations` (docs.slack.dev/reference/methods)."""

from sandbox import events
from sandbox.web_api.arguments import flag, optional_ts, page, required
from sandbox.web_api.context import Context, Methods
from sandbox.workspace import BOT, Channel, Json, Message, Refusal

_TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im"}
_SCOPES = {"channel": "channels:read", "group": "groups:read", "im": "im:read"}


def history(context: Context, args: Json) -> Json:
    """What was said in a channel, newest first; private notes are no part of it."""
    channel = _joined(context, args)
    top = [m for m in channel.public_messages if not m.is_reply or m.broadcast]
    inside = _between(top, args)
    newest = sorted(inside, key=lambda m: float(m.ts), reverse=True)
    return page([_body(context, channel, m) for m in newest], args, "messages")


def replies(context: Context, args: Json) -> Json:
    """A thread, oldest first, its parent always at the head."""
    channel, ts = _joined(context, args), required(args, "ts")
    thread = [m for m in channel.public_messages if ts in (m.ts, m.thread_ts)]
    if not thread:
        raise Refusal("thread_not_found")
    answers = _between([m for m in thread if m.is_reply], args)
    ordered = [m for m in thread if not m.is_reply] + sorted(answers, key=lambda m: float(m.ts))
    return page([_body(context, channel, m) for m in ordered], args, "messages")


def info(context: Context, args: Json) -> Json:
    """What a channel is."""
    channel = context.readable(required(args, "channel"), "read")
    return {"channel": _channel(channel)}


def open_direct(context: Context, args: Json) -> Json:
    """The direct messages with one person."""
    context.need("im:write")
    user = required(args, "users")
    context.workspace.person(user)
    return {"channel": {"id": context.workspace.direct(user).id}}


def list_all(context: Context, args: Json) -> Json:
    """The channels the app may know of."""
    return page([_channel(c) for c in _known(context, args)], args, "channels")


def members(context: Context, args: Json) -> Json:
    """Who is in a channel."""
    channel = context.readable(required(args, "channel"), "read")
    found = page([{"id": user} for user in sorted(channel.members)], args, "members")
    return found | {"members": [each["id"] for each in found["members"]]}


def of_user(context: Context, args: Json) -> Json:
    """The channels somebody is in, as far as the app may know; by default the app's own."""
    user = str(args.get("user") or BOT.id)
    context.workspace.person(user)
    rooms = [c for c in _known(context, args) if user in c.members]
    return page([_channel(c) for c in rooms], args, "channels")


def _known(context: Context, args: Json) -> list[Channel]:
    names = [each.strip() for each in str(args.get("types") or "public_channel").split(",")]
    if unknown := [name for name in names if name not in (*_TYPES, "mpim")]:
        raise Refusal("invalid_types", unknown=unknown)
    kinds = [_TYPES[name] for name in names if name in _TYPES]
    for kind in kinds:
        context.need(_SCOPES[kind])
    rooms = (c for c in context.workspace.channels.values() if c.kind in kinds)
    return [c for c in rooms if not c.private or BOT.id in c.members]


def _joined(context: Context, args: Json) -> Channel:
    channel = context.readable(required(args, "channel"), "history")
    if BOT.id not in channel.members:
        raise Refusal("not_in_channel")
    return channel


def _between(messages: list[Message], args: Json) -> list[Message]:
    """The bounds themselves belong to it only if `inclusive` says so."""
    oldest, latest = optional_ts(args, "oldest"), optional_ts(args, "latest")
    low, high = float(oldest or 0), float(latest or "inf")
    if flag(args, "inclusive"):
        return [m for m in messages if low <= float(m.ts) <= high]
    return [m for m in messages if low < float(m.ts) < high]


def _body(context: Context, channel: Channel, message: Message) -> Json:
    body = events.message_body(message, context.workspace)
    answers = [m for m in channel.public_messages if m.is_reply and m.thread_ts == message.ts]
    if not answers:
        return body
    users = list(dict.fromkeys(m.user for m in answers))
    return body | {
        "thread_ts": message.ts,
        "reply_count": len(answers),
        "reply_users": users,
        "reply_users_count": len(users),
        "latest_reply": answers[-1].ts,
    }


def _channel(channel: Channel) -> Json:
    if channel.owner:
        return {"id": channel.id, "is_im": True, "user": channel.owner}
    return {
        "id": channel.id,
        "name": channel.key,
        "is_channel": not channel.private,
        "is_group": channel.private,
        "is_im": False,
        "is_private": channel.private,
        "is_member": BOT.id in channel.members,
        "is_general": channel.key == "general",
        "is_ext_shared": channel.shared,
        "is_org_shared": False,
        "is_shared": channel.shared,
        "is_archived": False,
        "topic": {"value": channel.topic},
        "num_members": len(channel.members),
    }


METHODS: Methods = {
    "conversations.history": history,
    "conversations.info": info,
    "conversations.list": list_all,
    "conversations.members": members,
    "conversations.open": open_direct,
    "conversations.replies": replies,
    "users.conversations": of_user,
}

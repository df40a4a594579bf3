"""The `chat.*` methods (docs.slack.dev/reference/methods)."""

from sandbox import events
from sandbox.web_api.arguments import content, flag, optional_ts, required
from sandbox.web_api.context import Context, Methods
from sandbox.workspace import BOT, Channel, Json, Message, Refusal


def post_ephemeral(context: Context, args: Json) -> Json:
    """Show somebody a private note: accepted is not seen, as Slack promises no delivery."""
    context.need("chat:write")
    channel, user = _writable(context, required(args, "channel")), required(args, "user")
    text, blocks = content(args)
    if user not in channel.members:
        raise Refusal("user_not_in_channel")
    thread, ts = optional_ts(args, "thread_ts"), context.workspace.new_ts()
    context.talk.say(Message(ts, channel.id, BOT.id, text, blocks, thread, only_for=user))
    return {"message_ts": ts}


def post_message(context: Context, args: Json) -> Json:
    """Say something in a channel, or by a person's id in the app's Messages tab."""
    context.need("chat:write")
    name = required(args, "channel")
    channel = _direct(context, name) if name.startswith(("U", "W")) else _writable(context, name)
    _messages_tab(context, channel)
    text, blocks = content(args)
    thread, ts = optional_ts(args, "thread_ts"), context.workspace.new_ts()
    kind = "thread_broadcast" if thread and flag(args, "reply_broadcast") else None
    message = Message(ts, channel.id, BOT.id, text, blocks, thread, kind)
    context.talk.say(message)
    body = events.message_body(message, context.workspace)
    return {"channel": channel.id, "ts": ts, "message": body}


def update(context: Context, args: Json) -> Json:
    """Change one of the app's own messages; blocks stay where none are given."""
    context.need("chat:write")
    message = _own(context, args, "cant_update_message")
    keeps_blocks = args.get("blocks") in (None, "")
    text, blocks = content(args)
    context.talk.change(message, text, message.blocks if keeps_blocks else blocks)
    body = events.message_body(message, context.workspace)
    return {"channel": message.channel, "ts": message.ts, "text": text, "message": body}


def delete(context: Context, args: Json) -> Json:
    """Take one of the app's own messages back."""
    context.need("chat:write")
    message = _own(context, args, "cant_delete_message")
    context.talk.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def permalink(context: Context, args: Json) -> Json:
    """A message's address."""
    message = _public(context, args, "message_ts")
    domain = context.workspace.team()["domain"]
    place = f"https://{domain}.slack.example/archives/{message.channel}"
    return {
        "channel": message.channel,
        "permalink": f"{place}/p{message.ts.replace('.', '')}",
    }


def _writable(context: Context, name: str) -> Channel:
    channel = context.workspace.channel(name)
    if BOT.id in channel.members:
        return channel
    raise Refusal("channel_not_found" if channel.private else "not_in_channel")


def _direct(context: Context, user: str) -> Channel:
    try:
        person = context.workspace.person(user)
    except Refusal:
        raise Refusal("channel_not_found") from None
    if person.is_bot:
        raise Refusal("cannot_dm_bot")
    return context.workspace.direct(user)


def _messages_tab(context: Context, channel: Channel) -> None:
    home = context.manifest.get("features", {}).get("app_home", {})
    if channel.owner and not home.get("messages_tab_enabled"):
        raise Refusal("messages_tab_disabled")


def _public(context: Context, args: Json, name: str) -> Message:
    """A message by its ts. A private note has none that other methods know."""
    message = context.workspace.find(required(args, "channel"), required(args, name))
    if message.only_for:
        raise Refusal("message_not_found")
    return message


def _own(context: Context, args: Json, refusal: str) -> Message:
    message = _public(context, args, "ts")
    if message.user != BOT.id:
        raise Refusal(refusal)
    return message


METHODS: Methods = {
    "chat.delete": delete,
    "chat.getPermalink": permalink,
    "chat.postEphemeral": post_ephemeral,
    "chat.postMessage": post_message,
    "chat.update": update,
}

"""Slack's message payloads read as plain values: pure, and forgiving of what is missing."""

from collections.abc import Mapping
from typing import Any

from bot.model import Message

Payload = Mapping[str, Any]

_SPOKEN = {None, "file_share", "thread_broadcast", "me_message"}
"""Subtypes that hold a person's own words (docs.slack.dev/reference/events/message)."""
_SLACKBOT = "USLACKBOT"


def is_by_person(message: Payload) -> bool:
    """Whether a person wrote it: no bot, no app, no note that someone joined."""
    return (
        message.get("subtype") in _SPOKEN
        and not message.get("bot_id")
        and not message.get("bot_profile")
        and bool(message.get("ts"))
        and message.get("user") not in {None, "", _SLACKBOT}
    )


def text_of(message: Payload) -> str:
    """The text, or nothing. A file's caption is its message's text."""
    return str(message.get("text") or "")


def is_channel(event: Payload) -> bool:
    """Whether it happened in a public or private channel, not in people's direct messages."""
    kind = event.get("channel_type")
    if kind is not None:
        return kind in {"channel", "group"}
    return str(event.get("channel") or "").startswith(("C", "G"))


def is_foreign(event: Payload, team: str) -> bool:
    """Whether the sender belongs to another organisation (Slack Connect marks them so)."""
    homes = (event.get("user_team"), event.get("source_team"))
    return any(home not in {None, "", team} for home in homes)


def posted(event: Payload, team: str) -> Message:
    """The message of an event of a new message."""
    return Message(
        team,
        str(event["channel"]),
        str(event["user"]),
        str(event["ts"]),
        text_of(event),
        _thread(event),
    )


def edited(event: Payload, team: str) -> Message | None:
    """The message after its edit; None when it is no person's."""
    after, before = _part(event, "message"), _part(event, "previous_message")
    # Slack leaves `user` out of the embedded message now and then; the former one has it.
    after = {"user": before.get("user"), **after}
    if not is_by_person(after):
        return None
    return posted({**after, "channel": event["channel"]}, team)


def deleted(event: Payload, team: str) -> Message:
    """What is known of a deleted message: never its text."""
    before = _part(event, "previous_message")
    ts = event.get("deleted_ts") or before.get("ts") or _part(event, "message")["ts"]
    return Message(team, str(event["channel"]), str(before.get("user") or ""), str(ts), "")


def is_tombstone(event: Payload) -> bool:
    """Whether an edit is a deletion in truth: a deleted message whose thread lives on."""
    return _part(event, "message").get("subtype") == "tombstone"


def old_text(event: Payload) -> str:
    """What an edited message said before."""
    return text_of(_part(event, "previous_message"))


def _thread(event: Payload) -> str | None:
    # The first message of a thread bears its own ts: it stands in the channel.
    return event.get("thread_ts") if event.get("thread_ts") != event["ts"] else None


def _part(event: Payload, name: str) -> Payload:
    part = event.get(name)
    return part if isinstance(part, Mapping) else {}

"""The workspace's state: people, channels, messages, private notes, views. No network here."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.seed import PEOPLE, ROOMS, TEAM_ID, TEAM_NAME, Person

BOT = Person("bot", "U0BOT00099", "Ask Once", "App", "bot", is_bot=True)
BOT_ID, APP_ID = "B0BOT00099", "A0SANDBOX1"
Json = dict[str, Any]


class Refusal(Exception):  # noqa: N818 - Slack refuses, and its refusal has a name
    """An error as Slack names it, with what else its answer holds."""

    def __init__(self, error: str, **details: object) -> None:
        super().__init__(error)
        self.error, self.details = error, details


@dataclass(slots=True)
class Message:
    """A message, or a private note that only `only_for` sees."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] | None = None
    thread_ts: str | None = None
    subtype: str | None = None
    files: list[Json] = field(default_factory=list)
    edited: bool = False
    only_for: str | None = None
    broadcast: bool = False

    @property
    def by_bot(self) -> bool:
        """Whether the app wrote it."""
        return self.user == BOT.id


@dataclass(slots=True)
class Channel:
    """A channel, or a person's direct messages with the app (`owner`)."""

    id: str
    key: str
    topic: str
    members: set[str]
    private: bool = False
    shared: bool = False
    owner: str | None = None
    messages: list[Message] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """As events name it: channel, group or im."""
        return "im" if self.owner else "group" if self.private else "channel"


class Workspace:
    """Everything the pretend Slack remembers."""

    def __init__(self) -> None:
        self.people = {person.key: person for person in PEOPLE}
        self.channels = {room.id: _channel(room) for room in ROOMS}
        self.keys = {room.key: room.id for room in ROOMS}
        self.views: dict[str, list[Json]] = {}
        self.homes: dict[str, Json] = {}
        self.toasts: dict[str, list[str]] = {}
        self.on_change: Callable[[], None] = lambda: None
        self._ahead, self._last = 0.0, 0.0

    def now(self) -> float:
        """Seconds of the workspace's own clock, which `advance` moves."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let time pass, for what is said from now on."""
        self._ahead += seconds

    def new_ts(self) -> str:
        """A message's time and name in one, never the same twice."""
        self._last = max(self._last + 0.000001, self.now())
        return f"{self._last:.6f}"

    def person(self, user: str) -> Person:
        """Somebody by id. Raises `Refusal` user_not_found."""
        for person in (*self.people.values(), BOT):
            if person.id == user:
                return person
        raise Refusal("user_not_found")

    def channel(self, channel: str) -> Channel:
        """A channel by id, or the direct messages of a person by theirs. Raises `Refusal`."""
        if channel.startswith(("U", "W")) and any(p.id == channel for p in self.people.values()):
            return self.direct(channel)
        if channel not in self.channels:
            raise Refusal("channel_not_found")
        return self.channels[channel]

    def direct(self, user: str) -> Channel:
        """A person's direct messages with the app; made when first needed."""
        name = f"D{user[1:]}"
        if name not in self.channels:
            self.channels[name] = Channel(name, name, "", {user, BOT.id}, owner=user)
        return self.channels[name]

    def add(self, message: Message) -> Message:
        """Put a message into its channel."""
        self.channels[message.channel].messages.append(message)
        self.on_change()
        return message

    def find(self, channel: str, ts: str) -> Message:
        """A message by channel and ts. Raises `Refusal` message_not_found."""
        for message in self.channel(channel).messages:
            if message.ts == ts:
                return message
        raise Refusal("message_not_found")

    def remove(self, message: Message) -> None:
        """Take a message out."""
        self.channels[message.channel].messages.remove(message)
        self.on_change()

    def visible(self, viewer: str) -> Iterator[Channel]:
        """The channels somebody is in."""
        return (channel for channel in self.channels.values() if viewer in channel.members)

    def seen(self, channel: Channel, viewer: str) -> list[Message]:
        """What somebody sees in a channel: everything public, and the notes meant for them."""
        return [m for m in channel.messages if m.only_for in (None, viewer)]

    def toast(self, user: str, words: str) -> None:
        """What the client itself would tell somebody, such as a failed command."""
        self.toasts.setdefault(user, []).append(words)
        self.on_change()

    def team(self) -> Json:
        """The workspace's name and id."""
        return {"id": TEAM_ID, "name": TEAM_NAME, "domain": TEAM_NAME.lower()}


def _channel(room: Any) -> Channel:
    ids = {person.key: person.id for person in PEOPLE}
    members = {ids[key] for key in room.members} | ({BOT.id} if room.bot else set())
    return Channel(room.id, room.key, room.topic, members, room.private, room.shared)

"""The workspace's state: people, channels, messages, private notes, views. No network here."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.seed import DEMO, TEAM_ID, TEAM_NAME, Person, Room, Seed

BOT = Person("bot", "U0BOT00099", "Ask Once", "App", "bot", is_bot=True)
BOT_ID, APP_ID = "B0BOT00099", "A0SANDBOX1"
_FARTHEST = 100 * 366 * 86_400
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
    edited_ts: str | None = None
    only_for: str | None = None

    @property
    def by_bot(self) -> bool:
        """Whether the app said it. That it came into a channel is said by Slack itself."""
        return self.user == BOT.id and self.subtype in (None, "file_share")

    @property
    def broadcast(self) -> bool:
        """Whether it is a reply that the channel sees as well."""
        return self.subtype == "thread_broadcast"

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread below another message."""
        return self.thread_ts not in (None, self.ts)


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

    @property
    def public_messages(self) -> list[Message]:
        """What is there for everybody in it: private notes are no part of a channel."""
        return [message for message in self.messages if message.only_for is None]


@dataclass(slots=True)
class Upload:
    """A file the app announced; its content comes later, and then it is shown somewhere."""

    name: str
    length: int
    alt: str
    content: bytes | None = field(default=None, repr=False)
    shown: bool = False


class Uploads:
    """Files on their way into the workspace, by their ids."""

    def __init__(self) -> None:
        self._held: dict[str, Upload] = {}

    def begin(self, upload: Upload) -> str:
        """Expect a file; gives its id."""
        name = f"F0SANDBOX{len(self._held) + 1}"
        self._held[name] = upload
        return name

    def fill(self, name: str, content: bytes) -> bool:
        """Take a file's bytes, once. False: none are expected, or not as many."""
        upload = self._held.get(name)
        if upload is None or upload.content is not None or len(content) != upload.length:
            return False
        upload.content = content
        return True

    def take(self, name: str) -> Upload:
        """A file that was sent, to be shown once. Raises `Refusal` file_not_found."""
        upload = self._held.get(name)
        if upload is None or upload.content is None or upload.shown:
            raise Refusal("file_not_found")
        upload.shown = True
        return upload

    def content(self, name: str) -> bytes | None:
        """The bytes of a file that is shown somewhere."""
        upload = self._held.get(name)
        return upload.content if upload and upload.shown else None


class Workspace:
    """Everything the pretend Slack remembers."""

    def __init__(self, seed: Seed = DEMO) -> None:
        self.people = {person.key: person for person in seed.people}
        self.channels = {room.id: self._seeded(room) for room in seed.rooms}
        self.keys = {room.key: room.id for room in seed.rooms}
        self.groups = {group.id: group for group in seed.groups}
        self.views: dict[str, list[Json]] = {}
        self.homes: dict[str, Json] = {}
        self.toasts: dict[str, list[str]] = {}
        self.away: set[str] = set()
        self.uploads = Uploads()
        self.on_change: Callable[[], None] = lambda: None
        self._ahead, self._last = 0.0, 0.0

    def now(self) -> float:
        """Seconds of the workspace's own clock, which `advance` moves."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let time pass. Trigger ids and response addresses grow old by it as well.

        Raises ValueError: `seconds` is no span of time, or one of more than a century.
        """
        if not abs(seconds) <= _FARTHEST:  # nor is NaN
            raise ValueError(f"the clock moves by {_FARTHEST} seconds at most, not by {seconds}")
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
        """A channel by id. Raises `Refusal` channel_not_found."""
        if channel not in self.channels:
            raise Refusal("channel_not_found")
        return self.channels[channel]

    def direct(self, user: str) -> Channel:
        """A person's direct messages with the app; made when first needed."""
        name = f"D{user[1:]}"
        if name not in self.channels:
            self.channels[name] = Channel(name, name, "", {user, BOT.id}, owner=user)
        return self.channels[name]

    def add(self, message: Message) -> None:
        """Put a message into its channel; a note for somebody who is away is lost, as in Slack."""
        if message.only_for is None or message.only_for not in self.away:
            self.channel(message.channel).messages.append(message)
            self.on_change()

    def find(self, channel: str, ts: str) -> Message:
        """A message by channel and ts, private notes among them. Raises `Refusal`."""
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

    def _seeded(self, room: Room) -> Channel:
        members = {self.people[key].id for key in room.members} | ({BOT.id} if room.bot else set())
        return Channel(room.id, room.key, room.topic, members, room.private, room.shared)

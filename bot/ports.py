"""What the use cases need from outside, each named for its role."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.blocks import Note
from bot.changes import Change, Changed, Kept
from bot.model import Count, Manner, Message, Outcome, Place, Sent
from rules import Judgement, Nudge, RuleSet

Clock = Callable[[], float]
"""Seconds since 1970, as `time.time` gives them."""

Asker = tuple[str, str, str]
"""Workspace, channel, sender."""

Wish = tuple[str, str, str]
"""Workspace, person, and what they wish for their own notes (bot/snoozing.py)."""


class Judge(Protocol):
    """Judges a text by the rules in force."""

    async def __call__(self, text: str, *, asked_before: bool = False) -> Judgement: ...


class People(Protocol):
    """Knows whom the app may write to."""

    async def may_be_nudged(self, team: str, user: str) -> bool | None:
        """False for bots, guests and outsiders; None when Slack could not tell."""
        ...

    async def is_admin(self, team: str, user: str) -> bool: ...

    async def is_manager(self, team: str, user: str) -> bool: ...


class RecentAsks(Protocol):
    """Remembers who asked where and when, never what (policy, "Over time")."""

    async def asked_before(self, asker: Asker, time: float) -> bool: ...

    def known_before(self, asker: Asker, time: float) -> bool:
        """Whether an earlier ask is known without asking Slack."""
        ...

    async def remember(self, asker: Asker, time: float) -> None: ...

    async def forget(self, asker: Asker, time: float) -> None: ...

    async def clear(self, asker: Asker) -> None: ...


class Claims(Protocol):
    """Lets the first come through and nobody after."""

    async def claim(self, key: Hashable) -> bool: ...


class Cooldown(Protocol):
    """Lets a sender be nudged once in a while, and a few times a day."""

    async def start(self, key: Hashable, time: float, *, always: bool = False) -> bool:
        """Begin to rest. False, unless `always`, where a note would come too often."""
        ...

    async def end(self, key: Hashable) -> None: ...


class Wishes(Protocol):
    """Keeps what people wish for their own notes, each with an end, under no name."""

    @property
    def lasting(self) -> bool:
        """Whether wishes outlive a restart."""
        ...

    async def until(self, wish: Wish) -> float | None:
        """When the wish ends; None where there is none."""
        ...

    async def keep(self, wish: Wish, seconds: float) -> None: ...

    async def drop(self, *wishes: Wish) -> None: ...


class OwnWords(Protocol):
    """Knows where the app has spoken before."""

    async def spoke_in(self, team: str, channel: str, own: str) -> bool | None:
        """Whether the bot user `own` has said anything there; None when nobody can tell."""
        ...


class Introducer(Protocol):
    """Posts the one introduction."""

    async def introduce(self, channel: str, note: Note) -> bool: ...


class Publisher(Protocol):
    """Posts in a channel what a person asked to be posted."""

    async def publish(self, channel: str, note: Note) -> str | None:
        """The `ts` of the message; None where Slack refused."""
        ...


class Nudger(Protocol):
    """Brings a note to its sender, and to nobody else."""

    async def nudge(
        self, message: Message, judgement: Judgement, nudge: Nudge, manner: Manner
    ) -> Sent: ...


class Answering(Protocol):
    """Answers a person for their eyes only. Never raises for what Slack does."""

    async def respond(self, url: str, note: Note, *, replace: bool = False) -> bool:
        """Answer by the address Slack gave for what they did; `replace`: in place of the note."""
        ...

    async def whisper(self, message: Message, note: Note) -> bool:
        """Show something beside their own message."""
        ...

    async def change(self, place: tuple[str, str], note: Note) -> bool:
        """Give a direct message of the app another content."""
        ...


class Pictures(Protocol):
    """Brings a picture to one person, and to nobody else."""

    async def send(self, user: str, png: bytes, *, title: str, alt: str) -> bool:
        """Send it. Never raises for what Slack does: False says it."""
        ...


class Reader(Protocol):
    """Reads one message again, when its sender asks for it; nothing of it is kept."""

    async def text(self, place: Place, sender: str) -> str | None:
        """What it says now; None where Slack does not tell, or somebody else wrote it."""
        ...

    async def link(self, place: Place) -> str | None:
        """Its address in Slack."""
        ...


@dataclass(frozen=True, slots=True)
class CountRow:
    """A sum as it is kept: no person, no place, no message."""

    workspace: str
    week: str
    kind: str
    name: str
    outcome: Outcome
    count: int


class StoreError(Exception):
    """A store that cannot be used; str() names it, the reason and the cure."""


class Operations(Protocol):
    """Keeps what admins changed, one row a save; rows are added and never changed."""

    async def latest(self, workspace: str) -> int:
        """The number of the last save; 0 where there is none. Raises `StoreError`."""
        ...

    async def rows(self, workspace: str) -> list[Kept]:
        """All saves, oldest first. Raises `StoreError`."""
        ...

    async def add(self, workspace: str, body: str, by: str, *, after: int) -> Kept | None:
        """Keep a save made knowing of all up to `after`; None where somebody was quicker."""
        ...


class Rulebook(Protocol):
    """The rules in force in each workspace, and the way to change them."""

    async def ruleset(self, team: str) -> RuleSet:
        """The rules in force now. Raises `StoreError` where nothing was ever read."""
        ...

    async def change(self, team: str, user: str, changes: Sequence[Change]) -> Changed:
        """Keep some changes, all or none, and put them in force. Raises `StoreError`."""
        ...

    async def undo(self, team: str, user: str) -> Kept | None:
        """Take the last change that stands back; None where there is none. Raises `StoreError`."""
        ...

    async def history(self, team: str) -> list[Kept]:
        """Every save, oldest first, undone or not. Raises `StoreError`."""
        ...


class Schema(Protocol):
    """Tells what the store has room for, so that nobody has to take a page's word for it."""

    async def tables(self) -> Mapping[str, Sequence[str]]:
        """Each table and its columns. Raises `StoreError`."""
        ...


class Counts(Schema, Protocol):
    """Keeps sums per workspace, ISO week, rule or verdict, and outcome. Nothing else."""

    async def add(self, workspace: str, counts: Iterable[Count]) -> None: ...

    async def rows(self, workspace: str | None = None) -> list[CountRow]: ...

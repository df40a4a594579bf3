"""What the use cases need from outside, each named for its role."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Protocol

from bot.blocks import Note
from bot.model import Count, Delivery, Message, Outcome
from rules import Judgement, Nudge

Clock = Callable[[], float]
"""Seconds since 1970, as `time.time` gives them."""

Asker = tuple[str, str, str]
"""Workspace, channel, sender."""


class Judge(Protocol):
    """Judges a text by the rules in force."""

    async def __call__(self, text: str, *, asked_before: bool = False) -> Judgement: ...


class People(Protocol):
    """Knows whom the app may write to."""

    async def may_be_nudged(self, team: str, user: str) -> bool | None:
        """False for bots, guests and outsiders; None when Slack could not tell."""
        ...

    async def is_admin(self, team: str, user: str) -> bool: ...


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
    """Lets a sender be nudged once in a while."""

    async def start(self, key: Hashable, time: float) -> bool: ...

    async def end(self, key: Hashable) -> None: ...


class Publisher(Protocol):
    """Posts in a channel what a person asked to be posted."""

    async def publish(self, channel: str, note: Note) -> str | None:
        """The `ts` of the message; None where Slack refused."""
        ...


class Nudger(Protocol):
    """Brings a note to its sender, and to nobody else."""

    async def nudge(self, message: Message, judgement: Judgement, nudge: Nudge) -> Delivery: ...


@dataclass(frozen=True, slots=True)
class CountRow:
    """A sum as it is kept: no person, no place, no message."""

    workspace: str
    week: str
    kind: str
    name: str
    outcome: Outcome
    count: int


class Counts(Protocol):
    """Keeps sums per workspace, ISO week, rule or verdict, and outcome. Nothing else."""

    async def add(self, workspace: str, counts: Iterable[Count]) -> None: ...

    async def rows(self, workspace: str | None = None) -> list[CountRow]: ...

"""What the app speaks of: a message, its place and sender, what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from rules import Ask, Judgement, Sign


@dataclass(frozen=True, slots=True)
class Message:
    """A person's message in a channel. Nothing of it appears in a repr, so no log can show it."""

    team: str = field(repr=False)
    channel: str = field(repr=False)
    sender: str = field(repr=False)
    ts: str = field(repr=False)
    text: str = field(repr=False)
    thread_ts: str | None = field(default=None, repr=False)

    @property
    def time(self) -> float:
        """When it was posted, in seconds: Slack's `ts` is a time."""
        return float(self.ts)

    @property
    def key(self) -> tuple[str, str, str]:
        """What names this message and no other."""
        return (self.team, self.channel, self.ts)

    @property
    def place(self) -> "Place":
        """Where it stands."""
        return Place(self.channel, self.ts, self.thread_ts or "")

    @property
    def asker(self) -> tuple[str, str, str]:
        """Whose asks count together (policy, "Over time"): sender and channel, threads included."""
        return (self.team, self.channel, self.sender)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands: what Slack needs to show it again."""

    channel: str = field(default="", repr=False)
    ts: str = field(default="", repr=False)
    thread: str = field(default="", repr=False)


NOWHERE = Place()


class Delivery(StrEnum):
    """What is known of a note's way. Slack never tells whether it was seen."""

    ACCEPTED = "accepted"
    FELL_BACK = "fell_back"
    FAILED = "failed"


class Outcome(StrEnum):
    """What is counted."""

    SEEN = "seen"
    ASKED = "asked"
    NUDGED = "nudged"
    FELL_BACK = "fell_back"
    HELD_BACK = "held_back"
    TRIAL = "trial"
    REWORDED = "reworded"
    WITHDRAWN = "withdrawn"
    HELPFUL = "helpful"
    NOT_PRESSURE = "not_pressure"
    CHECKED = "checked"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Count:
    """One thing to add to the counts: a rule, a verdict or a message, and what became of it."""

    kind: str
    """`message`, `verdict` or `rule`."""
    name: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Noted:
    """What is remembered of a message that was nudged: enough to count what follows."""

    sender: str = field(repr=False)
    verdict: str
    rules: tuple[str, ...]
    direct: tuple[str, str] | None = field(default=None, repr=False)
    """Where the note stands, channel and ts, when it went as a direct message."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How to speak to a person: all that a note knows of them."""

    manager: bool = False
    first: bool = False
    """It is the first note they ever get, as far as this process knows."""
    again: bool = False
    """They had one within a month: be shorter."""
    direct: bool = False
    """They wish to get it as a direct message."""


STRANGER = Manner()


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a note, and where it stands if it went as a direct message."""

    delivery: Delivery
    direct: tuple[str, str] | None = field(default=None, repr=False)


def main_rule(judgement: Judgement) -> str:
    """The rule a note gives its reason by: what weighs most comes first."""
    weighty = (Ask.ACCESS, Ask.FAKE, Sign.OBLIGATION, Sign.PENALTY)
    borne = (*judgement.signs, *judgement.asks)
    first = [rule for rule in weighty if rule in borne]
    return next((rule.value for rule in (*first, *borne)), "")


def heaviest_first(judgement: Judgement) -> Judgement:
    """The same judgement, its weightiest ask in front: what is offered answers that one."""
    heavy = (Ask.ACCESS, Ask.FAKE)
    return replace(judgement, asks=tuple(sorted(judgement.asks, key=lambda ask: ask not in heavy)))


def rules_of(judgement: Judgement) -> tuple[str, ...]:
    """The rules behind a judgement: those that found words, and signs that need none (repeat)."""
    found = {finding.rule: finding.bears for finding in judgement.findings}
    return (*found, *(sign.value for sign in judgement.signs if sign not in found.values()))


def count(judgement: Judgement, outcome: Outcome) -> list[Count]:
    """The counts of a judgement: one for its verdict, one for each rule behind it."""
    return count_named(judgement.verdict.value, rules_of(judgement), outcome)


def count_named(verdict: str, rules: Iterable[str], outcome: Outcome) -> list[Count]:
    """The counts of a verdict and its rules by their names."""
    return [Count("verdict", verdict, outcome), *(Count("rule", rule, outcome) for rule in rules)]

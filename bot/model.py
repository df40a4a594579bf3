"""What the app speaks of: a message, its place and sender, what became of it."""

from dataclasses import dataclass, field
from enum import StrEnum

from rules import Judgement


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
    def asker(self) -> tuple[str, str, str]:
        """Whose asks count together (policy, "Over time"): sender and channel, threads included."""
        return (self.team, self.channel, self.sender)


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


def rules_of(judgement: Judgement) -> tuple[str, ...]:
    """The rules behind a judgement: those that found words, and signs that need none (repeat)."""
    found = (finding.rule for finding in judgement.findings)
    return tuple(dict.fromkeys((*found, *(sign.value for sign in judgement.signs))))

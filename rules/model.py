"""The policy's words: ask, sign, verdict, rule, finding, judgement, nudge."""

from dataclasses import dataclass, field
from enum import StrEnum


class Ask(StrEnum):
    """What is wanted of a person (policy, "The asks")."""

    PROFILE = "profile"
    AMPLIFY = "amplify"
    NETWORK = "network"
    REVIEW = "review"
    CONTENT = "content"
    ACCESS = "access"
    FAKE = "fake"
    CONTROL = "control"


class Sign(StrEnum):
    """How it is pressed (policy, "The signs")."""

    OBLIGATION = "obligation"
    PENALTY = "penalty"
    TRACKING = "tracking"
    SINGLING = "singling"
    REWARD = "reward"
    REPEAT = "repeat"
    COMPARISON = "comparison"
    HOLLOW = "hollow"
    DEADLINE = "deadline"


class Verdict(StrEnum):
    """The policy's verdict, ordered by strength: `verdict >= Verdict.GENTLE` reads as it should."""

    CLEAR = "clear"
    OPTIONAL = "optional"
    GENTLE = "gentle"
    FIRM = "firm"
    SERIOUS = "serious"

    @property
    def rank(self) -> int:
        """The place in the policy's table, 0 for clear."""
        return _RANKS[self.value]

    def __lt__(self, other: str) -> bool:
        return self.rank < Verdict(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Verdict(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Verdict(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Verdict(other).rank


_RANKS = {verdict.value: rank for rank, verdict in enumerate(Verdict)}


def of_rule(rule_id: str) -> str:
    """The ask or sign of a rule: `amplify` for itself, and for a company's own `amplify.spring`."""
    return rule_id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that fired and the words it fired on: offsets into the text as it was given."""

    rule: str
    start: int
    end: int

    @property
    def bears(self) -> str:
        """The ask or sign that was found; a company's own rule is named after it (`of_rule`)."""
        return of_rule(self.rule)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules make of one message."""

    verdict: Verdict = Verdict.CLEAR
    asks: tuple[Ask, ...] = ()
    signs: tuple[Sign, ...] = ()
    findings: tuple[Finding, ...] = ()
    exceptions: tuple[Finding, ...] = ()
    """Why something that looked like an ask or a sign was none: ids of cases that stay clear."""
    withdraws: bool = False
    """The message takes an earlier ask back (policy, "Close calls")."""
    tried: tuple[str, ...] = ()
    """Rules on trial that found something, and had no say; cases on trial that spared an ask."""

    @property
    def nudges(self) -> bool:
        """Whether the sender gets a note: gentle or stronger."""
        return self.verdict >= Verdict.GENTLE


@dataclass(frozen=True, slots=True)
class Nudge:
    """The words of a private note. Plain text: the edge escapes it for its medium."""

    greeting: str
    noticed: tuple[str, ...] = field(repr=False)
    why: str
    wordings: tuple[str, ...] = field(repr=False)
    private: str
    edited: str = field(default="", repr=False)
    """The sender's own message without what presses; empty where no edit of it would be fair."""
    fact: str = ""
    """What may be at stake, for a serious message: one fact, as general information."""
    source: str = ""
    """Where that fact stands."""


class RuleError(Exception):
    """A rule file that cannot be taken: names file, key and problem with its cure."""

    def __init__(self, file: str, key: str, problem: str) -> None:
        super().__init__(f"{file}: {key}: {problem}" if key else f"{file}: {problem}")
        self.file, self.key, self.problem = file, key, problem

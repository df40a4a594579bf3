"""How well the rules agree with labelled messages: precision, recall, F1 and exact verdicts."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from typing import Any

from rules.judging import judge
from rules.lines import Labelled, LabelledEpisode, Labels
from rules.model import Ask, Judgement, Sign, Verdict
from rules.replay import replay
from rules.ruleset import RuleSet


@dataclass(slots=True)
class Tally:
    """One yes-or-no question over many messages."""

    hits: int = 0
    false_alarms: int = 0
    missed: int = 0

    def count(self, *, labelled: bool, judged: bool) -> None:
        """Count one message."""
        self.hits += labelled and judged
        self.false_alarms += judged and not labelled
        self.missed += labelled and not judged

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.hits + other.hits,
            self.false_alarms + other.false_alarms,
            self.missed + other.missed,
        )

    @property
    def precision(self) -> float | None:
        """Of those judged so, the share that is; nothing where none was judged so."""
        return _share(self.hits, self.hits + self.false_alarms)

    @property
    def recall(self) -> float | None:
        """Of those that are, the share judged so; nothing where none is."""
        return _share(self.hits, self.hits + self.missed)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; nothing where there is nothing to find."""
        return _share(2 * self.hits, 2 * self.hits + self.false_alarms + self.missed)


@dataclass(slots=True)
class Agreement:
    """Nudged or not, and exact verdicts, over some messages."""

    messages: int = 0
    right: int = 0
    nudged: Tally = field(default_factory=Tally)

    @property
    def exact(self) -> float | None:
        """The share of messages whose verdict is the labelled one."""
        return _share(self.right, self.messages)

    def count(self, labelled: Verdict, judged: Verdict) -> None:
        """Count one message."""
        self.messages += 1
        self.right += labelled is judged
        self.nudged.count(
            labelled=labelled >= Verdict.GENTLE,
            judged=judged >= Verdict.GENTLE,
        )


@dataclass(frozen=True, slots=True)
class Scored:
    """A labelled message and what the rules made of it."""

    id: str
    labels: Labels
    judgement: Judgement
    kind: str = ""
    writer: str = ""

    @property
    def agrees(self) -> bool:
        """Whether the verdict is the labelled one."""
        return self.labels.verdict is self.judgement.verdict


@dataclass
class Score:
    """All counts over a file."""

    overall: Agreement = field(default_factory=Agreement)
    confusion: Counter[tuple[Verdict, Verdict]] = field(default_factory=Counter)
    asks: dict[Ask, Tally] = field(default_factory=lambda: {ask: Tally() for ask in Ask})
    signs: dict[Sign, Tally] = field(default_factory=lambda: {sign: Tally() for sign in Sign})
    kinds: dict[str, Agreement] = field(default_factory=dict)
    writers: dict[str, Agreement] = field(default_factory=dict)

    def count(self, scored: Scored) -> None:
        """Count one message. Its asks or signs count only where its label names them."""
        labels, judgement = scored.labels, scored.judgement
        self.confusion[labels.verdict, judgement.verdict] += 1
        if labels.asks is not None:
            for ask, tally in self.asks.items():
                tally.count(labelled=ask in labels.asks, judged=ask in judgement.asks)
        if labels.signs is not None:
            for sign, tally in self.signs.items():
                tally.count(labelled=sign in labels.signs, judged=sign in judgement.signs)
        for agreement in self._groups(scored):
            agreement.count(labels.verdict, judgement.verdict)

    def _groups(self, scored: Scored) -> Iterator[Agreement]:
        yield self.overall
        if scored.kind:
            yield self.kinds.setdefault(scored.kind, Agreement())
        if scored.writer:
            yield self.writers.setdefault(scored.writer, Agreement())

    @property
    def all_asks(self) -> Tally:
        """Every ask of every message as one question each (micro-average)."""
        return reduce(add, self.asks.values())

    @property
    def all_signs(self) -> Tally:
        """Every sign of every message as one question each (micro-average)."""
        return reduce(add, self.signs.values())


def judge_labelled(item: Labelled | LabelledEpisode, ruleset: RuleSet) -> Iterator[Scored]:
    """Judge a labelled message, or an episode's messages in their time."""
    if isinstance(item, Labelled):
        judged = judge(item.text, ruleset)
        yield Scored(str(item.id), item, judged, item.kind, item.writer)
        return
    for message, judgement in zip(item.messages, replay(item.messages, ruleset), strict=True):
        yield Scored(f"{item.id}/{message.ts}", message, judgement, item.kind, item.writer)


def as_data(score: Score) -> dict[str, Any]:
    """Give the score as JSON can carry it; a share of nothing is null."""
    return {
        **_agreement(score.overall),
        "confusion": {
            label: {judged: score.confusion[label, judged] for judged in Verdict}
            for label in Verdict
        },
        "asks": {ask: _tally(tally) for ask, tally in score.asks.items()},
        "asks_micro": _tally(score.all_asks),
        "signs": {sign: _tally(tally) for sign, tally in score.signs.items()},
        "signs_micro": _tally(score.all_signs),
        "kinds": {kind: _agreement(group) for kind, group in sorted(score.kinds.items())},
        "writers": {name: _agreement(group) for name, group in sorted(score.writers.items())},
    }


def _agreement(agreement: Agreement) -> dict[str, Any]:
    return {
        "messages": agreement.messages,
        "nudged": _tally(agreement.nudged),
        "verdicts": {"exact": _rounded(agreement.exact), "right": agreement.right},
    }


def _tally(tally: Tally) -> dict[str, float | int | None]:
    return {
        "precision": _rounded(tally.precision),
        "recall": _rounded(tally.recall),
        "f1": _rounded(tally.f1),
        "hits": tally.hits,
        "false_alarms": tally.false_alarms,
        "missed": tally.missed,
    }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)

"""Tells in microseconds that a message holds no ask, from the words the rules cannot do without.

First one pass for the rarest words and pairs of words of every ask; where they are there, a second
pass for all words that count, and the rules as formulas over what is there. All of it is derived
from the rules (`rules/needs.py`); a test holds that judging with and without it is the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from rules.anchors import Anchor, Anchorer, Anchors, Rarity
from rules.combination import Combination
from rules.formulas import Formula, Look
from rules.needs import Clause, Deriver
from rules.scanner import Scanner
from rules.sentences import NEAR, cut, has_list
from rules.stream import hosts, stream, stream_apart

Window = tuple[int, int, frozenset[Combination]]
"""Pieces of a message, from the first to past the last, and what may stand there."""
Groups = tuple[tuple[str, ...], ...]
_DEAR: Final = 1_000
"""A second group whose anchors are commoner than this is not looked for in the first pass."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a message in which some combinations may stand; all that matters to them there."""

    text: str
    combinations: frozenset[Combination]


@dataclass(frozen=True, slots=True)
class _Way:
    """A combination's concepts without their verb forms."""

    combination: Combination
    together: Groups
    context: Groups


class Prefilter:
    """Tells that no rule can fire on a message."""

    def __init__(
        self, combinations: Iterable[Combination], deriver: Deriver, rarity: Rarity
    ) -> None:
        self._ways = [_way(combination) for combination in dict.fromkeys(combinations)]
        clauses = _reached(self._ways, deriver)
        anchorer = Anchorer(clauses, rarity)
        two = [_two_rarest(way, anchorer, rarity) for way in self._ways]
        self._first = _First([anchors for both in two for anchors in both], deriver.pairs)
        needs = {need for of in clauses.values() for clause in of for need in clause.needs}
        self._all = Scanner((fragment for need in needs for fragment in need), deriver.pairs)
        self._formulas = {name: Formula() for name in clauses}
        for name, of in clauses.items():
            for clause in of:
                self._formulas[name].add(clause, self._all, rarity)

    def may_ask(self, text: str) -> bool:
        """Whether the message may hold what at least one rule needs."""
        return any(True for _ in self.stretches(text))

    def stretches(self, text: str) -> Iterator[Stretch]:
        """Where in the message something may stand; nothing in most messages."""
        row, near = stream(text), hosts(text)
        if not (possible := self._first.find(row, near)):
            return
        ways = [way for n, way in enumerate(self._ways) if possible >> 2 * n & 1]
        pieces = cut(text)
        found = self._all.find_apart(stream_apart(pieces, text), near)
        looks = [Look(self._formulas, here) for here in found]
        reach = len(pieces) if has_list(text) else NEAR
        windows = (w for way in ways for w in _windows(way, looks, reach))
        for first, past, held in _merged(sorted(windows, key=itemgetter(0))):
            yield Stretch("\n".join(pieces[first:past]), held)


def _windows(way: _Way, looks: Sequence[Look], reach: int) -> Iterator[Window]:
    """Where all of a combination may stand. No concept reaches over a sentence's end."""
    *others, first = way.together
    if not all(any(look.any_of(group) for look in looks) for group in way.context):
        return
    wide = {"clause": 0, "sentence": 0, "near": reach, "message": len(looks)}[
        way.combination.within
    ]
    for at, look in enumerate(looks):
        if look.any_of(first):
            begin, past = max(0, at - wide), min(len(looks), at + wide + 1)
            if all(any(near.any_of(group) for near in looks[begin:past]) for group in others):
                yield begin, past, frozenset({way.combination})


class _First:
    """The first pass: two groups of anchors a way, and a bit for each group."""

    def __init__(self, groups: Sequence[Anchors], pairs: Iterable[str]) -> None:
        flat = (need for anchors in groups for anchor in anchors for need in anchor)
        self._scanner = Scanner((fragment for need in flat for fragment in need), pairs)
        self._always = sum(1 << n for n, anchors in enumerate(groups) if not anchors)
        self._ways = sum(1 << n for n in range(0, len(groups), 2))
        self._alone: dict[int, int] = {}
        self._joint: dict[int, list[tuple[frozenset[int], int]]] = {}
        self._lead(groups)

    def find(self, row: bytes, near: Iterable[str]) -> int:
        """Every other bit for a way: whether both of its groups may be there."""
        found, held = self._scanner.find(row, near), self._always
        for number in found:
            held |= self._alone.get(number, 0)
            for more, bits in self._joint.get(number, ()):
                if not found.isdisjoint(more):
                    held |= bits
        return held & held >> 1 & self._ways

    def _lead(self, groups: Sequence[Anchors]) -> None:
        """For each fragment: the groups for which it is enough, and those that need more."""
        bits: dict[Anchor, int] = {}
        for n, anchors in enumerate(groups):
            for anchor in anchors:
                bits[anchor] = bits.get(anchor, 0) | 1 << n
        for (first, second), held in bits.items():
            more = self._scanner.among(second)
            for number in self._scanner.among(first):
                if more:
                    self._joint.setdefault(number, []).append((more, held))
                else:
                    self._alone[number] = self._alone.get(number, 0) | held


def _merged(windows: Iterable[Window]) -> Iterator[Window]:
    """Windows that overlap, as one; they come in the order in which they begin."""
    held: Window | None = None
    for window in windows:
        if held and window[0] < held[1]:
            held = held[0], max(held[1], window[1]), held[2] | window[2]
        else:
            if held:
                yield held
            held = window
    if held:
        yield held


def _reached(ways: Iterable[_Way], deriver: Deriver) -> dict[str, set[Clause]]:
    """The clauses of every concept that the ways name, directly or through others."""
    clauses: dict[str, set[Clause]] = {}
    waiting = {name for way in ways for group in way.together + way.context for name in group}
    while waiting:
        name = waiting.pop()
        clauses[name] = deriver.clauses(name)
        named = {each for clause in clauses[name] for each in clause.concepts}
        waiting |= named - clauses.keys()
    return clauses


def _way(combination: Combination) -> _Way:
    together, context = (
        tuple(tuple(name.split(":")[0] for name in group) for group in groups)
        for groups in (combination.all, combination.context)
    )
    return _Way(combination, together, context)


def _two_rarest(way: _Way, anchorer: Anchorer, rarity: Rarity) -> tuple[Anchors, Anchors]:
    """The anchors of the rarest group, and of the next where they are few enough to pay."""
    first, *others = sorted(
        map(anchorer.anchors, way.together + way.context), key=rarity.of_anchors
    )
    cheap = (of for of in others if rarity.of_anchors(of) < _DEAR)
    return first, next(cheap, first)

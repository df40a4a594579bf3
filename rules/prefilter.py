"""Tells in microseconds that a message holds no ask, from the words the rules cannot do without.

One pass for the rarest words and pairs of words of every ask, and of what must stand beside it.
Where they are there, a second for all words that count, and the rules as formulas over them; then
the sentences that are to be read. All of it is derived from the rules
(`rules/needs.py`); a test holds that judging with and without it is the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Final

from rules.anchors import Anchor, Anchorer, Anchors, Rarity
from rules.combination import Combination, concepts
from rules.formulas import Formula, Look
from rules.needs import Clause, Deriver
from rules.scanner import Scanner
from rules.sentences import NEAR, cut, has_list
from rules.stream import hosts, stream, stream_apart

_DEAR: Final = 1_000
"""A second group whose anchors are commoner than this is not looked for."""


@dataclass(frozen=True, slots=True)
class Lead:
    """A combination that may stand in some pieces of a message, and where to look first."""

    combination: Combination
    rarest: tuple[str, ...]
    """The rarest group of its concepts."""
    at: int
    """The piece in which that group may stand."""
    first: int
    past: int
    """The pieces in which all that must stand near to it does, if anywhere."""


@dataclass(frozen=True, slots=True)
class Search:
    """A message in pieces, and what may stand where."""

    pieces: Sequence[str] = ()
    leads: tuple[Lead, ...] = ()
    forwarded: bool = False
    """Whether its quotations may count as the sender's own words."""


Stretch = tuple[int, int, frozenset[Combination]]
"""Pieces of a message, from the first to past the last, and what may stand there."""


@dataclass(frozen=True, slots=True)
class _Way:
    """A combination by its rarest group, and what else is rare in it."""

    combination: Combination
    rarest: tuple[str, ...]
    anchors: Anchors
    second: Anchors
    apart: bool
    """Whether the second may stand anywhere in the message."""

    def may_stand(self, look: Look) -> bool:
        """Whether all of its groups may be in the message, the rarest first."""
        groups = (self.rarest, *self.combination.all, *self.combination.context)
        return all(look.any_of(concepts(group)) for group in groups)

    def reach(self, pieces: int, listed: bool) -> int:
        """How many pieces from its rarest group the others may stand."""
        # The items of a list belong together, however far apart they are.
        near = pieces if listed else NEAR
        if self.rarest != self.combination.all[0]:
            # All must be near to the first, each on either side of it.
            near *= 2
        return {"clause": 0, "sentence": 0, "near": near}.get(self.combination.within, pieces)


class Prefilter:
    """Tells that no rule can fire on a message."""

    def __init__(
        self,
        combinations: Iterable[Combination],
        deriver: Deriver,
        rarity: Rarity,
        forwarded: Iterable[str] = (),
    ) -> None:
        """`forwarded`: the concepts that make quotations count as the sender's own words."""
        combinations = list(dict.fromkeys(combinations))
        groups = [group for each in combinations for group in each.all + each.context]
        clauses = _reached([*groups, tuple(forwarded)], deriver)
        anchorer = Anchorer(clauses, rarity)
        self._ways = [_way(combination, anchorer, rarity) for combination in combinations]
        passes_on = anchorer.anchors(forwarded)
        sets = [passes_on, *(of for way in self._ways for of in (way.anchors, way.second))]
        needs = {need for anchors in sets for anchor in anchors for need in anchor}
        self._scanner = Scanner((fragment for need in needs for fragment in need), deriver.pairs)
        self._rarest = _Leads([way.anchors for way in self._ways], self._scanner)
        self._second = _Leads([way.second for way in self._ways], self._scanner)
        self._forwarded = _Leads([passes_on], self._scanner)
        every = {need for of in clauses.values() for clause in of for need in clause.needs}
        self._all = Scanner((fragment for need in every for fragment in need), deriver.pairs)
        self._formulas = {name: Formula() for name in clauses}
        for name, of in clauses.items():
            for clause in of:
                self._formulas[name].add(clause, self._all, rarity)
        self._apart = sum(way.apart << n for n, way in enumerate(self._ways))

    def may_ask(self, text: str) -> bool:
        """Whether the message may hold what at least one rule needs."""
        return bool(self.search(text).leads)

    def search(self, text: str) -> Search:
        """Where in the message something may stand; nothing in most messages."""
        row, near = stream(text), hosts(text)
        found = self._scanner.find(row, near)
        possible = self._rarest.find(found)
        if not possible or not (possible := possible & self._second.find(found)):
            return Search()
        look = Look(self._formulas, self._all.find(row, near))
        ruled_out = (n for n in _ones(possible) if not self._ways[n].may_stand(look))
        if not (possible := possible & ~sum(1 << n for n in ruled_out)):
            return Search()
        pieces, apart = cut(text), [found]
        if len(pieces) > 1:
            apart = self._scanner.find_apart(stream_apart(pieces, text), near)
        leads = tuple(self._leads(apart, possible, has_list(text)))
        return Search(pieces, leads, bool(self._forwarded.find(found)))

    def _leads(self, found: Sequence[set[int]], possible: int, listed: bool) -> Iterator[Lead]:
        @cache
        def second(at: int) -> int:
            return self._second.find(found[at]) | self._apart

        for at, here in enumerate(found):
            for n in _ones(self._rarest.find(here) & possible):
                way = self._ways[n]
                reach = way.reach(len(found), listed)
                first, past = max(0, at - reach), min(len(found), at + reach + 1)
                if any(second(near) >> n & 1 for near in range(first, past)):
                    yield Lead(way.combination, way.rarest, at, first, past)


class _Leads:
    """Groups of anchors, and a bit for each."""

    def __init__(self, groups: Sequence[Anchors], scanner: Scanner) -> None:
        self._always = sum(1 << n for n, anchors in enumerate(groups) if not anchors)
        self._alone: dict[int, int] = {}
        self._joint: dict[int, list[tuple[tuple[frozenset[int], ...], int]]] = {}
        self._lead(groups, scanner)

    def find(self, found: set[int]) -> int:
        """Which of the groups may be there."""
        held = self._always
        for number in found & self._alone.keys():
            held |= self._alone[number]
        for number in found & self._joint.keys():
            for more, bits in self._joint[number]:
                if not any(map(found.isdisjoint, more)):
                    held |= bits
        return held

    def _lead(self, groups: Sequence[Anchors], scanner: Scanner) -> None:
        """For each fragment: the groups for which it is enough, and those that need more."""
        bits: dict[Anchor, int] = {}
        for n, anchors in enumerate(groups):
            for anchor in anchors:
                bits[anchor] = bits.get(anchor, 0) | 1 << n
        for (first, *others), held in bits.items():
            more = tuple(map(scanner.among, others))
            for number in scanner.among(first):
                if more:
                    self._joint.setdefault(number, []).append((more, held))
                else:
                    self._alone[number] = self._alone.get(number, 0) | held


def stretches(leads: Iterable[Lead]) -> Iterator[Stretch]:
    """The pieces to which the leads point, those that overlap as one."""
    held: Stretch | None = None
    windows = [(each.first, each.past, frozenset({each.combination})) for each in leads]
    for window in sorted(windows, key=itemgetter(0)):
        if held and window[0] < held[1]:
            held = held[0], max(held[1], window[1]), held[2] | window[2]
        else:
            if held:
                yield held
            held = window
    if held:
        yield held


def _ones(bits: int) -> Iterator[int]:
    """The numbers of the bits that are set."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _reached(groups: Iterable[Iterable[str]], deriver: Deriver) -> dict[str, set[Clause]]:
    """The clauses of every concept that the groups name, directly or through others."""
    clauses: dict[str, set[Clause]] = {}
    waiting = {name for group in groups for name in concepts(group)}
    while waiting:
        name = waiting.pop()
        clauses[name] = deriver.clauses(name)
        named = {each for clause in clauses[name] for each in clause.concepts}
        waiting |= named - clauses.keys()
    return clauses


def _way(combination: Combination, anchorer: Anchorer, rarity: Rarity) -> _Way:
    def rareness(group: tuple[str, ...]) -> float:
        return rarity.of_anchors(anchorer.anchors(concepts(group)))

    rarest, *others = sorted(combination.all, key=rareness)
    anchors = anchorer.anchors(concepts(rarest))
    second = min((*others, *combination.context), key=rareness, default=rarest)
    if rareness(second) >= _DEAR:
        second = rarest
    return _Way(
        combination,
        rarest,
        anchors,
        anchorer.anchors(concepts(second)),
        second not in combination.all,
    )

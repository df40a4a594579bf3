"""Tells in microseconds that a message holds no ask, from the words the rules cannot do without.

First one pass for the rarest words and pairs of words of every ask; where they are there, a second
pass for all words that count, and the rules as formulas over what is there. All of it is derived
from the rules (`rules/needs.py`); a test holds that judging with and without it is the same.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from rules.anchors import Anchor, Anchorer, Anchors, Rarity
from rules.formulas import Formula, Look
from rules.needs import Clause, Deriver, Need
from rules.scanner import Scanner
from rules.stream import hosts, stream

Groups = tuple[tuple[str, ...], ...]
"""Concepts of which one of each group must be in the message."""
_DEAR: Final = 1_000
"""A second group whose anchors are commoner than this is not looked for in the first pass."""


class Prefilter:
    """Tells that no rule can fire on a message."""

    def __init__(self, ways: Iterable[Groups], deriver: Deriver, rarity: Rarity) -> None:
        self._ways = list(dict.fromkeys(ways))
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
        row, near = stream(text), hosts(text)
        possible = self._first.find(row, near)
        if not possible:
            return False
        look = Look(self._formulas, self._all.find(row, near))
        ways = (way for n, way in enumerate(self._ways) if possible >> 2 * n & 1)
        return any(all(map(look.any_of, way)) for way in ways)


class _First:
    """The first pass: two groups of anchors a way, and a bit for each group."""

    def __init__(self, groups: Sequence[Anchors], pairs: Iterable[str]) -> None:
        flat = (need for anchors in groups for anchor in anchors for need in anchor)
        self._scanner = Scanner((fragment for need in flat for fragment in need), pairs)
        self._always = sum(1 << n for n, anchors in enumerate(groups) if not anchors)
        self._ways = sum(1 << n for n in range(0, len(groups), 2))
        self._leads = self._leading(groups)

    def find(self, row: bytes, near: Iterable[str]) -> int:
        """Every other bit for a way: whether both of its groups may be there."""
        found, held = self._scanner.find(row, near), self._always
        for number in found & self._leads.keys():
            for more, bits in self._leads[number]:
                if not more or not found.isdisjoint(more):
                    held |= bits
        return held & held >> 1 & self._ways

    def _leading(self, groups: Sequence[Anchors]) -> dict[int, list[tuple[frozenset[int], int]]]:
        """For each fragment: what else must be there, and the groups for which that is enough."""
        bits: dict[Anchor, int] = {}
        for n, anchors in enumerate(groups):
            for anchor in anchors:
                bits[anchor] = bits.get(anchor, 0) | 1 << n
        leads: dict[int, dict[Need, int]] = {}
        for (first, second), held in bits.items():
            for number in self._scanner.among(first):
                more = leads.setdefault(number, {})
                more[second] = more.get(second, 0) | held
        known = {need: self._scanner.among(need) for _, need in bits}
        return {n: [(known[need], held) for need, held in of.items()] for n, of in leads.items()}


def _reached(ways: Iterable[Groups], deriver: Deriver) -> dict[str, set[Clause]]:
    """The clauses of every concept that the ways name, directly or through others."""
    clauses: dict[str, set[Clause]] = {}
    waiting = {name for way in ways for group in way for name in group}
    while waiting:
        name = waiting.pop()
        clauses[name] = deriver.clauses(name)
        named = {each for clause in clauses[name] for each in clause.concepts}
        waiting |= named - clauses.keys()
    return clauses


def _two_rarest(way: Groups, anchorer: Anchorer, rarity: Rarity) -> tuple[Anchors, Anchors]:
    """The anchors of the rarest group, and of the next where they are few enough to pay."""
    first, *others = sorted(map(anchorer.anchors, way), key=rarity.of_anchors)
    cheap = (of for of in others if rarity.of_anchors(of) < _DEAR)
    return first, next(cheap, first)

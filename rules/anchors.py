"""What to look for first: of all that an ask cannot do without, the rarest.

How rare a word is, the pack tells (`frequency.toml`). A wrong number costs time, never a judgement.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from rules.needs import Clause, Need

Anchor = tuple[Need, ...]
"""Needs of which a message must meet all, the rarest first."""
Anchors = frozenset[Anchor]

_MOST_NEEDS: Final = 4
"""More needs in an anchor are looked for longer than they save."""
_ALL: Final = 1_000.0
_SIDE_BY_SIDE, _TOGETHER = 0.25, 2.0
"""How likely words stand side by side, or together in a message, against each by itself."""
_RARE, _SHORT, _SIGN = 0.5, 20.0, 200.0
"""In how many of a thousand messages a word is thought to be: one that is not known to be common,
one of one letter, a sign."""


class Rarity:
    """Guesses in how many of a thousand messages something is."""

    def __init__(self, frequency: Mapping[str, float]) -> None:
        self._frequency = frequency
        self._shares: dict[Need, float] = {}
        self._fragments: dict[str, float] = {}
        self._sums: dict[Anchors, float] = {frozenset(): _ALL * _ALL}

    def of_need(self, need: Need) -> float:
        """Messages with one of the fragments."""
        if need not in self._shares:
            self._shares[need] = sum(map(self._of_fragment, need))
        return self._shares[need]

    def of_anchors(self, anchors: Anchors) -> float:
        """Messages with one of the anchors; more than all where there are none."""
        if anchors not in self._sums:
            self._sums[anchors] = sum(map(self._of_anchor, anchors))
        return self._sums[anchors]

    def _of_anchor(self, anchor: Anchor) -> float:
        first, second = (*map(self.of_need, anchor), _ALL)[:2]
        return min(first, second, first * second * _TOGETHER / _ALL)

    def _of_fragment(self, fragment: str) -> float:
        if fragment not in self._fragments:
            share = _ALL / _SIDE_BY_SIDE
            for word in fragment.split():
                share *= _SIDE_BY_SIDE / _ALL * (self._frequency.get(word) or _guessed(word))
            self._fragments[fragment] = share
        return self._fragments[fragment]


class Anchorer:
    """Picks anchors for concepts."""

    def __init__(self, clauses: Mapping[str, Iterable[Clause]], rarity: Rarity) -> None:
        self._clauses, self._rarity = clauses, rarity
        self._known: dict[str, Anchors] = {}

    def anchors(self, concepts: Iterable[str]) -> Anchors:
        """Of which one is in any message that holds one of the concepts; none: not known."""
        return _union(map(self._of_concept, concepts))

    def _of_concept(self, concept: str) -> Anchors:
        if concept not in self._known:
            self._known[concept] = frozenset()
            self._known[concept] = _union(map(self._rarest, self._clauses[concept]))
        return self._known[concept]

    def _rarest(self, clause: Clause) -> Anchors:
        needs = sorted(clause.needs, key=self._rarity.of_need)
        choices = [self._joined(self._of_concept(name), needs) for name in clause.concepts]
        if needs:
            choices.append(frozenset({tuple(needs[:_MOST_NEEDS])}))
        return min(choices, key=self._rarity.of_anchors, default=frozenset())

    def _joined(self, anchors: Anchors, needs: Iterable[Need]) -> Anchors:
        """The anchors, each with the needs as well, the rarest of all of them."""
        rarer = self._rarity.of_need
        both = (sorted({*anchor, *needs}, key=rarer) for anchor in anchors)
        return frozenset(tuple(of[:_MOST_NEEDS]) for of in both)


def _union(sets: Iterable[Anchors]) -> Anchors:
    """All of them; none where one of them is not known."""
    sets = list(sets)
    return frozenset[Anchor]().union(*sets) if all(sets) else frozenset()


def _guessed(word: str) -> float:
    if not word[0].isalnum():
        return _SIGN
    return _SHORT if len(word) == 1 else _RARE

"""What a phrase cannot do without, derived from the rules: words, and words side by side.

Sound by construction: a path needs each of its words, and those that stand side by side in it stand
side by side in a message's stream (`rules/stream.py`). What is not sure is not asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product
from typing import Final

from rules.phrases import ANY, GAP, LIST, START, Path, named
from rules.stream import MARKS, words

Need = frozenset[str]
"""Fragments of a stream, each with a space around its words; one of them must be there."""

_MOST_EDGES: Final = 40
"""Words that may begin or end one element of a phrase, to be paired with its neighbour's."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One way to say a concept: all of the needs, and all of the concepts."""

    needs: tuple[Need, ...]
    concepts: tuple[str, ...]


def joined(*pieces: str) -> str:
    """A fragment as it stands in a stream."""
    return f" {' '.join(pieces)} "


class Deriver:
    """Works out clauses for concepts."""

    def __init__(
        self,
        paths: Mapping[str, Sequence[Path]],
        spelling: Mapping[str, str],
    ) -> None:
        self._paths = paths
        self._variants = _invert(spelling)
        self._twofold = [words(variant) for variant, meant in spelling.items() if " " in meant]
        self._edges: dict[tuple[str, int], frozenset[str]] = {}
        self._known_pairs: dict[tuple[str, str], Need] = {}
        self._lists = {name: plain for name in paths if (plain := self._plain_list(name))}
        self.pairs: set[str] = set()
        """Fragments of two elements: a link's host between its address's words may hide them."""

    def clauses(self, concept: str) -> set[Clause]:
        """Every way to say a concept; a shorter one that is part of a longer one stands for it."""
        return {self._clause(path) for path in self._paths[concept]}

    def _clause(self, path: Path) -> Clause:
        symbols = [symbol for symbol in path.symbols if symbol != START]
        needs, covered = set[Need](), set[int]()
        for at, (left, right) in enumerate(pairwise(symbols)):
            if pair := self._pair(left, right):
                needs.add(pair)
                covered |= {at, at + 1}
        concepts: list[str] = []
        for at, symbol in enumerate(symbols):
            name = named(symbol)
            if name and name not in self._lists:
                concepts.append(name)
            elif at not in covered and (single := self._single(symbol)):
                needs.add(single)
        return Clause(tuple(needs), tuple(dict.fromkeys(concepts)))

    def _single(self, symbol: str) -> Need:
        if symbol in MARKS:
            return frozenset(map(joined, MARKS[symbol]))
        spelled = self._lists[named(symbol)] if named(symbol) else self._spelled(symbol)
        return frozenset(joined(*pieces) for pieces in spelled)

    def _pair(self, left: str, right: str) -> Need:
        if (left, right) not in self._known_pairs:
            ends, begins = self._edge(left, -1), self._edge(right, 0)
            pairs = {joined(*two) for two in product(ends, begins)}
            self.pairs |= pairs
            # One word that is spelled for two, such as "gonna", may stand for both.
            both = {joined(*v) for v in self._twofold if v[-1] in ends and v[0] in begins}
            self._known_pairs[left, right] = frozenset(pairs | both if pairs else ())
        return self._known_pairs[left, right]

    def _edge(self, symbol: str, which: int) -> frozenset[str]:
        """The words a symbol may begin (0) or end (-1) with; none where they are too many."""
        key = (symbol, which)
        if key not in self._edges:
            self._edges[key] = frozenset()
            found = frozenset[str]().union(*(sets := list(self._edge_sets(symbol, which))))
            known = all(sets) and len(found) <= _MOST_EDGES
            self._edges[key] = found if known else frozenset()
        return self._edges[key]

    def _edge_sets(self, symbol: str, which: int) -> Iterator[frozenset[str]]:
        if not (name := named(symbol)):
            # A name with a dot comes as a link only, whose words stand elsewhere.
            yield frozenset(p[which] for p in self._spelled(symbol) if "." not in symbol)
            return
        for path in self._paths[name]:
            symbols = [each for each in path.symbols if each != START]
            yield self._edge(symbols[which], which) if symbols else frozenset()

    def _plain_list(self, name: str) -> frozenset[tuple[str, ...]]:
        """The words of a list that has nothing but words; else none."""
        paths = self._paths[name]
        if not name.startswith(LIST) or any(len(path.symbols) > 1 for path in paths):
            return frozenset()
        sets = [self._spelled(path.symbols[0]) for path in paths]
        return frozenset[tuple[str, ...]]().union(*sets) if all(sets) else frozenset()

    def _spelled(self, symbol: str) -> frozenset[tuple[str, ...]]:
        """How a word may stand in a stream; nothing where it is no plain word."""
        # A lone "s" is taken for a possessive where it follows an apostrophe.
        if symbol in (ANY, GAP, START, "s") or symbol[0] in "{@" or not _parts(symbol):
            return frozenset()
        return frozenset(map(_parts, (symbol, *self._variants.get(symbol, ()))))


@cache
def _parts(word: str) -> tuple[str, ...]:
    """A rule's word as it stands in a stream: the same for every rule set, so worked out once."""
    return tuple(words(word))


def _invert(spelling: Mapping[str, str]) -> dict[str, set[str]]:
    variants: dict[str, set[str]] = {}
    for variant, meant in spelling.items():
        for word in meant.split():
            variants.setdefault(word, set()).add(variant)
    return variants

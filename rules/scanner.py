"""Many fragments found in one pass over a message's stream."""

from collections.abc import Iterable

from ahocorasick_rs import BytesAhoCorasick


class Scanner:
    """Finds which fragments a stream holds. Built once, then only read: safe across threads."""

    def __init__(self, fragments: Iterable[str], pairs: Iterable[str]) -> None:
        """`pairs`: fragments that a link between their words may hide."""
        self.numbers = {fragment: n for n, fragment in enumerate(sorted(set(fragments)))}
        self._automaton = BytesAhoCorasick([fragment.encode() for fragment in self.numbers])
        self._beside: dict[str, set[int]] = {}
        for pair in self.numbers.keys() & set(pairs):
            for word in pair.split():
                self._beside.setdefault(word, set()).add(self.numbers[pair])

    def find(self, row: bytes, near: Iterable[str]) -> set[int]:
        """The fragments' numbers. `near`: words whose neighbours are not sure: any may be there."""
        found = {hit[0] for hit in self._automaton.find_matches_as_indexes(row, overlapping=True)}
        for word in near:
            found |= self._beside.get(word, set())
        return found

    def among(self, need: Iterable[str]) -> frozenset[int]:
        """The numbers of some fragments."""
        return frozenset(map(self.numbers.__getitem__, need))

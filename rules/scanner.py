"""Many fragments found in one pass over a message's stream."""

from collections.abc import Iterable

from ahocorasick_rs import BytesAhoCorasick

from rules.stream import BETWEEN


class Scanner:
    """Finds which fragments a stream holds. Built once, then only read: safe across threads."""

    def __init__(self, fragments: Iterable[str], pairs: Iterable[str]) -> None:
        """`pairs`: fragments that a link between their words may hide."""
        self.numbers = {fragment: n for n, fragment in enumerate(sorted(set(fragments)))}
        patterns = [fragment.encode() for fragment in self.numbers]
        self._automaton = BytesAhoCorasick([*patterns, BETWEEN])
        self._beside: dict[str, set[int]] = {}
        for pair in self.numbers.keys() & set(pairs):
            for word in pair.split():
                self._beside.setdefault(word, set()).add(self.numbers[pair])

    def find(self, row: bytes, near: Iterable[str]) -> set[int]:
        """The fragments' numbers. `near`: words whose neighbours are not sure: any may be there."""
        return {hit[0] for hit in self._hits(row)} | self._doubtful(near)

    def find_apart(self, row: bytes, near: Iterable[str]) -> list[set[int]]:
        """The same for each piece of `stream_apart`; signs and what is not sure are in each."""
        pieces: list[set[int]] = [set()]
        for number, _, _ in self._hits(row):
            if number == len(self.numbers):
                pieces.append(set())
            else:
                pieces[-1].add(number)
        everywhere = pieces.pop() | self._doubtful(near)
        return [piece | everywhere for piece in pieces]

    def _hits(self, row: bytes) -> list[tuple[int, int, int]]:
        return self._automaton.find_matches_as_indexes(row, overlapping=True)

    def _doubtful(self, near: Iterable[str]) -> set[int]:
        return set[int]().union(*(self._beside.get(word, ()) for word in near))

    def among(self, need: Iterable[str]) -> frozenset[int]:
        """The numbers of some fragments."""
        return frozenset(map(self.numbers.__getitem__, need))

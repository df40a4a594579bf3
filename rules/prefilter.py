"""The words no ask can do without, derived from the rules: most messages end here, in microseconds.

Sound by construction: a phrase needs each of its words, so any one of them may stand for it; a
combination needs each of its groups. What holds none of them cannot be an ask, whatever the rest of
the engine would make of it. A test holds that judging with and without it is the same.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from rules.phrases import Path

_NO_WORDS = {ord(c): " " for c in map(chr, range(128)) if not c.isalnum()}
_WORDS = re.compile(r"[^\W_]+")
_UNKNOWN = frozenset({""})
"""Stands for "any message may hold this": kinds of tokens that are no plain words."""
_COMMON_COST = 40
"""What a very common word costs, against one for a rare one: it lets more messages through."""

_ESCAPED = {"and": ("amp",)}
"""An ampersand comes as `&amp;` and reads as "and"."""

Anchors = frozenset[str]


def words_of(text: str) -> Iterable[str]:
    """A message's words, roughly and fast; a superset of what the tokens' words are made of."""
    lowered = text.lower()
    return lowered.translate(_NO_WORDS).split() if text.isascii() else _WORDS.findall(lowered)


class Prefilter:
    """Tells in one look at a message's words that no rule can fire."""

    def __init__(self, needs: Iterable[Sequence[Anchors]]) -> None:
        """Each need lists groups of words; a message must hold a word of every group."""
        groups: dict[Anchors, int] = {}
        self._required: list[int] = []
        for need in needs:
            bits = [1 << groups.setdefault(g, len(groups)) for g in need if g != _UNKNOWN]
            self._required.append(sum(set(bits)))
        self._bits: dict[str, int] = {}
        for group, number in groups.items():
            for word in group:
                self._bits[word] = self._bits.get(word, 0) | 1 << number
        self._required = _smallest(self._required)

    def may_ask(self, text: str) -> bool:
        """Whether the message holds what at least one rule needs."""
        bits, held = self._bits, 0
        for word in bits.keys() & set(words_of(text)):
            held |= bits[word]
        return any(held & need == need for need in self._required)


class Deriver:
    """Works out the words a concept cannot do without."""

    def __init__(
        self,
        paths: Mapping[str, Sequence[Path]],
        spelling: Mapping[str, str],
        common: frozenset[str],
    ) -> None:
        self._paths, self._common = paths, common
        self._variants = _invert(spelling)
        self._known: dict[str, Anchors] = {}

    def group(self, concepts: Iterable[str]) -> Anchors:
        """The words for a group of alternative concepts."""
        return self._union(self.concept(name.split(":")[0]) for name in concepts)

    def concept(self, name: str) -> Anchors:
        """The words for one concept; unknown as long as it is being worked out."""
        if name not in self._known:
            self._known[name] = _UNKNOWN
            self._known[name] = self._union(self._path(path) for path in self._paths[name])
        return self._known[name]

    def _path(self, path: Path) -> Anchors:
        return min((self._symbol(s) for s in path.symbols), key=self._cost)

    def _symbol(self, symbol: str) -> Anchors:
        if symbol.startswith("{"):
            return self.concept(_named(symbol))
        pieces = _WORDS.findall(symbol)
        if not pieces or symbol.startswith("@"):
            return _UNKNOWN
        spelled = {symbol, *self._variants.get(symbol, ()), *_ESCAPED.get(symbol, ())}
        return frozenset(max(_WORDS.findall(word), key=len) for word in spelled)

    def _cost(self, words: Anchors) -> int:
        if "" in words:
            return 1_000_000
        return sum(_COMMON_COST if word in self._common else 1 for word in words)

    def _union(self, sets: Iterable[Anchors]) -> Anchors:
        words = frozenset[str]().union(*sets)
        return _UNKNOWN if "" in words else words


def _named(symbol: str) -> str:
    """The concept's name in a symbol; only a list of alternatives may hold a colon of its own."""
    name = symbol.strip("{}") if symbol.count("{") == 1 else symbol[1:-1]
    head, _, form = name.rpartition(":")
    return head if head and form in ("base", "s", "past", "ing") else name


def _invert(spelling: Mapping[str, str]) -> dict[str, set[str]]:
    variants: dict[str, set[str]] = {}
    for variant, words in spelling.items():
        for word in words.split():
            variants.setdefault(word, set()).add(variant)
    return variants


def _smallest(needs: Iterable[int]) -> list[int]:
    """Needs that another need already covers are left out."""
    unique = set(needs)
    return [n for n in unique if not any(o != n and o & n == o for o in unique)]

"""A message as matched: where the concepts stand and what stands together with what."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from rules.automaton import Automaton, Span
from rules.combination import Combination
from rules.ruleset import RuleSet, Scope
from rules.sentences import NEAR
from rules.text import Reading, Token

MOST_ANCHORS = 60
"""Places of one concept that are tried as the beginning of a finding."""


_sentence = attrgetter("sentence")


@dataclass(frozen=True)
class Scene:
    """Tokens and the concepts found on them."""

    tokens: Sequence[Token]
    hits: dict[str, list[Span]]
    heads: dict[int, int]
    eaten: tuple[Span, ...] = ()
    """Stretches whose words count as something else: what lies inside is no concept."""
    whole: "Scene | None" = None
    """The scene before anything was eaten of it; none for that scene itself."""
    asked_before: bool = False
    """The same sender asked in this channel before, within the window."""
    _known: dict[tuple[str, ...], Sequence[Span]] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )

    _ordered: dict[tuple[str, ...], tuple[list[int], list[Span]]] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )

    def spans(self, names: Sequence[str]) -> Sequence[Span]:
        """Where any of the named concepts stands."""
        key = tuple(names)
        if key not in self._known:
            self._known[key] = list(self._standing(names))
        return self._known[key]

    def _standing(self, names: Sequence[str]) -> Iterator[Span]:
        for name in names:
            for span in self.hits.get("{" + name + "}", ()):
                if not any(_taken(span, eaten) for eaten in self.eaten):
                    yield span

    def together(self, one: Span, other: Span, within: Scope) -> bool:
        """Whether two spans stand in one window."""
        if within == "message":
            return True
        here, there = self.tokens[one[0]], self.tokens[other[0]]
        if within == "clause":
            return here.clause <= there.clause <= self.tokens[one[1] - 1].clause or (
                there.clause <= here.clause <= self.tokens[other[1] - 1].clause
            )
        if here.sentence == there.sentence or within != "near":
            return here.sentence == there.sentence
        return abs(here.sentence - there.sentence) <= NEAR or self._same_list(here, there)

    def _same_list(self, here: Token, there: Token) -> bool:
        head = self.heads.get(here.sentence, here.sentence)
        return head in (there.sentence, self.heads.get(there.sentence, -1))

    def matches(self, combination: Combination) -> Iterator[tuple[Span, ...]]:
        """Every way in which the combination's concepts stand together, by its first concept."""
        first, *others = combination.all
        if not all(self.spans(group) for group in combination.context):
            return
        # Bounded, so that a message of nothing but one word repeated costs no square of its length.
        for anchor in islice(self.spans(first), MOST_ANCHORS):
            picked = [self._nearest(anchor, group, combination.within) for group in others]
            if None in picked or self._forbids(anchor, combination):
                continue
            yield (anchor, *(span for span in picked if span is not None))

    def _nearest(self, anchor: Span, group: Sequence[str], within: Scope) -> Span | None:
        starts, spans = self._in_order(group)
        near = _outward(starts, anchor[0], self._reach(anchor, within))
        return next((spans[n] for n in near if self.together(anchor, spans[n], within)), None)

    def _forbids(self, anchor: Span, combination: Combination) -> bool:
        """What must not stand near counts even where its words are eaten: "if you like" frees."""
        return (self.whole or self).near_any(anchor, combination.none, combination.within)

    def near_any(self, at: Span, names: Sequence[str], within: Scope) -> bool:
        """Whether one of the concepts stands in one window with a span."""
        return bool(self.spans(names)) and self._nearest(at, names, within) is not None

    def _in_order(self, names: Sequence[str]) -> tuple[list[int], list[Span]]:
        """The starts of the concepts' spans, and the spans."""
        key = tuple(names)
        if key not in self._ordered:
            spans = sorted(self.spans(names))
            self._ordered[key] = [first for first, _ in spans], spans
        return self._ordered[key]

    def _reach(self, anchor: Span, within: Scope) -> tuple[int, int]:
        """The tokens, from the first to past the last, beyond which nothing is together with it."""
        if within == "message" or (within == "near" and self.heads):
            return 0, len(self.tokens)
        sentence, far = self.tokens[anchor[0]].sentence, NEAR if within == "near" else 0
        low = bisect_left(self.tokens, sentence - far, key=_sentence)
        return low, bisect_left(self.tokens, sentence + far + 1, key=_sentence)

    def without(self, eaten: Sequence[Span]) -> "Scene":
        """The scene less every concept that lies inside an eaten span."""
        return replace(self, eaten=tuple(dict.fromkeys(eaten)), whole=self) if eaten else self


class Layout(NamedTuple):
    """A message's tokens as they are matched, where its clauses start, and the heads of lists."""

    tokens: Sequence[Token]
    starts: frozenset[int]
    heads: dict[int, int]

    def scene(
        self, automaton: Automaton, only: Iterable[str] = (), *, asked_before: bool = False
    ) -> Scene:
        """Match it. `only`: the concepts that matter, if not all do."""
        hits = automaton.match(self.tokens, self.starts, only)
        return Scene(self.tokens, hits, self.heads, asked_before=asked_before)


def lay_out(reading: Reading, ruleset: RuleSet, *, with_quotes: bool = False) -> Layout:
    """Quoted words count as somebody else's unless `with_quotes`."""
    tokens = _unquoted(reading.tokens) if with_quotes else _own(reading.tokens)
    tokens = _with_endings(tokens, reading)
    starts = frozenset(_clause_starts(tokens, ruleset.openers))
    return Layout(tokens, starts, dict(reading.heads))


def set_scene(
    reading: Reading, ruleset: RuleSet, *, with_quotes: bool = False, asked_before: bool = False
) -> Scene:
    """Match a message. Quoted words count as somebody else's unless `with_quotes`."""
    layout = lay_out(reading, ruleset, with_quotes=with_quotes)
    return layout.scene(ruleset.automaton, asked_before=asked_before)


def _outward(starts: Sequence[int], at: int, reach: tuple[int, int]) -> Iterator[int]:
    """The numbers of the starts within reach, from the nearest on."""
    right = bisect_left(starts, at)
    left = right - 1
    low, past = bisect_left(starts, reach[0]), bisect_left(starts, reach[1])
    while left >= low or right < past:
        if left < low or (right < past and starts[right] - at <= at - starts[left]):
            yield right
            right += 1
        else:
            yield left
            left -= 1


def _taken(one: Span, other: Span) -> bool:
    """Whether a concept lies in a stretch, or takes a part of its words and leaves the rest."""
    apart = one[1] <= other[0] or other[1] <= one[0]
    wider = one[0] <= other[0] and other[1] <= one[1] and one != other
    return not apart and not wider


def _unquoted(tokens: Sequence[Token]) -> list[Token]:
    return [token._replace(quoted=False) for token in tokens]


def _own(tokens: Sequence[Token]) -> list[Token]:
    """The sender's own words; each quotation shrinks to one mark."""
    own: list[Token] = []
    for token in tokens:
        if not token.quoted:
            own.append(token)
        elif not (own and own[-1].quoted and own[-1].sentence == token.sentence):
            own.append(token._replace(word="@quote", kind="@quote"))
    return own


def _with_endings(tokens: list[Token], reading: Reading) -> list[Token]:
    """A question mark becomes a token of its own, so that a phrase can ask for it."""
    done: list[Token] = []
    for n, token in enumerate(tokens):
        done.append(token)
        last = n + 1 == len(tokens) or tokens[n + 1].sentence != token.sentence
        if last and reading.ends.get(token.sentence) == "?":
            done.append(token._replace(word="?", kind="", start=token.end, end=token.end))
    return done


def _clause_starts(tokens: Sequence[Token], openers: frozenset[str]) -> list[int]:
    """Where a clause's own words begin, behind greetings and names; and behind each comma."""
    starts: list[int] = []
    fresh, clause = True, -1
    for n, token in enumerate(tokens):
        fresh = fresh or token.clause != clause or token.after_comma
        clause = token.clause
        if fresh:
            starts.append(n)
            fresh = token.word in openers or token.kind in ("@user", "@all", "@emoji", "@link")
    return starts

"""The one automaton: every phrase of every concept in one trie, matched right to left.

Right to left, because a phrase may name a concept: when a position is read, every concept that
begins further right is known already. The cost depends on the text and on how far phrases share
their beginnings with it, not on how many phrases there are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rules.phrases import ANY, GAP, GAP_WORDS, START, Path
from rules.text import Token

Span = tuple[int, int]


@dataclass(slots=True, eq=False)
class Node:
    """A state: what may come next, and which concepts end here."""

    edges: dict[str, "Node"] = field(default_factory=dict)
    any: "Node | None" = None
    gap: "Node | None" = None
    outputs: list[str] = field(default_factory=list)


class Automaton:
    """A trie of paths over words and concepts. Built once, then only read: safe across threads."""

    def __init__(self, concepts: Mapping[str, Iterable[Path]]) -> None:
        self._root, self._at_start = Node(), Node()
        for concept, paths in concepts.items():
            for path in paths:
                self._insert(concept, path)

    def _insert(self, concept: str, path: Path) -> None:
        symbols = path.symbols
        node = self._root
        if symbols[0] == START:
            node, symbols = self._at_start, symbols[1:]
        for symbol in symbols:
            node = _step(node, symbol)
        for output in _outputs(concept, path.form):
            if output not in node.outputs:
                node.outputs.append(output)

    def match(self, tokens: Sequence[Token], starts: Iterable[int]) -> dict[str, list[Span]]:
        """Every concept's spans, as token numbers [first, past the last)."""
        return _Match(self._root, self._at_start, tokens, frozenset(starts)).run()


def _step(node: Node, symbol: str) -> Node:
    if symbol == ANY:
        node.any = node.any or Node()
        return node.any
    if symbol == GAP:
        node.gap = node.gap or Node()
        return node.gap
    return node.edges.setdefault(symbol, Node())


def _outputs(concept: str, form: str) -> list[str]:
    return ["{" + concept + "}"] + (["{" + f"{concept}:{form}" + "}"] if form else [])


class _Match:
    """One message being matched."""

    def __init__(
        self, root: Node, at_start: Node, tokens: Sequence[Token], starts: frozenset[int]
    ) -> None:
        self._root, self._at_start = root, at_start
        self._tokens, self._starts = tokens, starts
        self._here: list[dict[str, list[int]]] = [{} for _ in tokens]
        self._hits: dict[str, list[Span]] = {}
        self._fresh: list[tuple[str, int]] = []
        self._been: set[tuple[int, int]] = set()

    def run(self) -> dict[str, list[Span]]:
        for first in range(len(self._tokens) - 1, -1, -1):
            self._read(first)
        return self._hits

    def _read(self, first: int) -> None:
        token = self._tokens[first]
        here = self._here[first]
        here[token.word] = [first + 1]
        if token.kind:
            here[token.kind] = [first + 1]
        self._been = set()
        self._fresh = [(symbol, first + 1) for symbol in here]
        roots = (self._root, self._at_start) if first in self._starts else (self._root,)
        while self._fresh:
            symbol, past = self._fresh.pop()
            for root in roots:
                node = root.edges.get(symbol)
                if node is not None:
                    self._extend(node, first, past)

    def _extend(self, node: Node, first: int, past: int) -> None:
        key = (id(node), past)
        if key in self._been:
            return
        self._been.add(key)
        for output in node.outputs:
            self._found(output, first, past)
        if past < len(self._tokens) and self._tokens[past].sentence == self._tokens[first].sentence:
            self._advance(node, first, past)

    def _advance(self, node: Node, first: int, past: int) -> None:
        if node.edges:
            self._follow(node, first, past)
        if node.any is not None:
            self._extend(node.any, first, past + 1)
        if node.gap is not None:
            clause = self._tokens[past - 1].clause
            for skip in range(past, min(past + GAP_WORDS + 1, len(self._tokens))):
                if self._tokens[skip].clause != clause:
                    break
                self._follow(node.gap, first, skip)

    def _follow(self, node: Node, first: int, at: int) -> None:
        edges, here = node.edges, self._here[at]
        for symbol in here if len(here) < len(edges) else edges:
            if symbol in edges and symbol in here:
                for past in here[symbol]:
                    self._extend(edges[symbol], first, past)

    def _found(self, output: str, first: int, past: int) -> None:
        ends = self._here[first].setdefault(output, [])
        if past not in ends:
            ends.append(past)
            self._hits.setdefault(output, []).append((first, past))
            self._fresh.append((output, past))

"""The one automaton: every phrase of every concept in one trie, matched right to left.

Right to left, because a phrase may name a concept: when a position is read, every concept that
begins further right is known already. The cost depends on the text and on how far phrases share
their beginnings with it, not on how many phrases there are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rules.phrases import ANY, GAP, GAP_WORDS, LIST, START, Path
from rules.text import Token

Span = tuple[int, int]


@dataclass(slots=True, eq=False)
class Node:
    """A state: what may come next, and which concepts end here."""

    edges: dict[str, "Node"] = field(default_factory=dict)
    any: "Node | None" = None
    gap: "Node | None" = None
    outputs: list[str] = field(default_factory=list)
    sets: list[tuple[frozenset[str], "Node"]] = field(default_factory=list)
    """Lists of plain words that may come next: one look instead of an edge a word."""
    next: frozenset[str] = frozenset()
    """All that may come next: where nothing of it is there, the node is left at once."""


class Automaton:
    """A trie of paths over words and concepts. Built once, then only read: safe across threads."""

    def __init__(self, concepts: Mapping[str, Sequence[Path]]) -> None:
        self._words = {s: w for name in concepts for s, w in _plain_words(name, concepts[name])}
        self._root, self._at_start = Node(), Node()
        for concept, paths in concepts.items():
            for path in paths:
                if not (concept.startswith(LIST) and _is_plain(path)):
                    self._insert(concept, path)
        self._open_lists(self._root, set())
        self._open_lists(self._at_start, set())
        # At the root there are hundreds of lists: each word is told which of them hold it.
        self._first = _by_word(self._root), _by_word(self._at_start)

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

    def _open_lists(self, node: Node, been: set[int]) -> None:
        if id(node) in been:
            return
        been.add(id(node))
        for symbol, child in node.edges.items():
            if symbol in self._words:
                node.sets.append((self._words[symbol], child))
        node.next = frozenset(node.edges).union(*(words for words, _ in node.sets))
        for further in (*node.edges.values(), node.any, node.gap):
            if further is not None:
                self._open_lists(further, been)

    def match(self, tokens: Sequence[Token], starts: Iterable[int]) -> dict[str, list[Span]]:
        """Every concept's spans, as token numbers [first, past the last)."""
        roots = (self._root, self._first[0]), (self._at_start, self._first[1])
        return _Match(roots, tokens, frozenset(starts)).run()


def _plain_words(name: str, paths: Sequence[Path]) -> Iterable[tuple[str, frozenset[str]]]:
    """A list's single words, as a whole and by verb form, under the symbols that name them."""
    if not name.startswith(LIST):
        return
    plain = [path for path in paths if _is_plain(path)]
    yield "{" + name + "}", frozenset(path.symbols[0] for path in plain)
    for form in {path.form for path in plain if path.form}:
        words = (path.symbols[0] for path in plain if path.form == form)
        yield "{" + f"{name}:{form}" + "}", frozenset(words)


def _is_plain(path: Path) -> bool:
    return len(path.symbols) == 1 and path.symbols[0][0] not in "{^" and path.symbols[0] != ANY


def _by_word(node: Node) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for words, child in node.sets:
        for word in words:
            found.setdefault(word, []).append(child)
    for symbol, child in node.edges.items():
        if not symbol.startswith("{"):
            found.setdefault(symbol, []).append(child)
    return found


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


Root = tuple[Node, dict[str, list[Node]]]


class _Match:
    """One message being matched."""

    def __init__(
        self, roots: tuple[Root, Root], tokens: Sequence[Token], starts: frozenset[int]
    ) -> None:
        self._roots, self._tokens, self._starts = roots, tokens, starts
        self._here: list[dict[str, list[int]]] = [{} for _ in tokens]
        self._hits: dict[str, list[Span]] = {}
        self._fresh: list[tuple[str, int]] = []
        self._been: set[tuple[int, int]] = set()
        # All words, kinds and concepts found so far: that is, here or further right.
        self._seen: set[str] = set()

    def run(self) -> dict[str, list[Span]]:
        for first in range(len(self._tokens) - 1, -1, -1):
            self._read(first)
        return self._hits

    def _read(self, first: int) -> None:
        token, here = self._tokens[first], self._here[first]
        here[token.word] = [first + 1]
        if token.kind:
            here[token.kind] = [first + 1]
        self._seen.update(here)
        self._been = set()
        roots = self._roots if first in self._starts else self._roots[:1]
        for _, by_word in roots:
            for word in (token.word, token.kind):
                for node in by_word.get(word, ()):
                    self._extend(node, first, first + 1)
        while self._fresh:
            symbol, past = self._fresh.pop()
            for root, _ in roots:
                if symbol in root.edges:
                    self._extend(root.edges[symbol], first, past)

    def _extend(self, node: Node, first: int, past: int) -> None:
        key = (id(node), past)
        if key in self._been:
            return
        self._been.add(key)
        for output in node.outputs:
            self._found(output, first, past)
        tokens = self._tokens
        if past < len(tokens) and tokens[past].sentence == tokens[first].sentence:
            self._advance(node, first, past)

    def _advance(self, node: Node, first: int, past: int) -> None:
        if not node.next.isdisjoint(self._here[past]):
            self._follow(node, first, past)
        if node.any is not None:
            self._extend(node.any, first, past + 1)
        if node.gap is not None and not node.gap.next.isdisjoint(self._seen):
            clause = self._tokens[past - 1].clause
            for skip in range(past, min(past + GAP_WORDS + 1, len(self._tokens))):
                if self._tokens[skip].clause != clause:
                    break
                if not node.gap.next.isdisjoint(self._here[skip]):
                    self._follow(node.gap, first, skip)

    def _follow(self, node: Node, first: int, at: int) -> None:
        edges, here = node.edges, self._here[at]
        for symbol in here if len(here) < len(edges) else edges:
            if symbol in edges and symbol in here:
                for past in here[symbol]:
                    self._extend(edges[symbol], first, past)
        if node.sets:
            token = self._tokens[at]
            for words, child in node.sets:
                if token.word in words or token.kind in words:
                    self._extend(child, first, at + 1)

    def _found(self, output: str, first: int, past: int) -> None:
        ends = self._here[first].setdefault(output, [])
        if past not in ends:
            ends.append(past)
            self._hits.setdefault(output, []).append((first, past))
            self._seen.add(output)
            self._fresh.append((output, past))

"""The one automaton: every phrase of every concept in one trie, matched right to left.

Right to left, because a phrase may name a concept: when a position is read, every concept that
begins further right is known already. The cost depends on the text and on how far phrases share
their beginnings with it, not on how many phrases there are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import NamedTuple

from rules.phrases import ANY, GAP, GAP_WORDS, LIST, START, Path, named
from rules.text import Token

Span = tuple[int, int]


@dataclass(slots=True, eq=False)
class Node:
    """A state: what may come next, and which concepts end here."""

    edges: dict[str, "Node"] = field(default_factory=dict)
    any: "Node | None" = None
    gap: "Node | None" = None
    outputs: tuple[str, ...] = ()
    sets: tuple[tuple[frozenset[str], "Node"], ...] = ()
    """Lists of plain words that may come next: one look instead of an edge a word."""
    next: frozenset[str] = frozenset()
    """All that may come next: where nothing of it is there, the node is left at once."""
    leads: int = 0
    """The concepts that may need what ends here or further on, a bit for each."""


class Automaton:
    """A trie of paths over words and concepts. Built once, then only read: safe across threads."""

    def __init__(self, concepts: Mapping[str, Sequence[Path]]) -> None:
        self._bits = {name: 1 << n for n, name in enumerate(concepts)}
        self._users = _users(concepts, self._bits)
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
        self._words_known = frozenset().union(*self._first)
        self._beginnings: dict[tuple[str, str, bool], Beginning] = {}

    def _insert(self, concept: str, path: Path) -> None:
        symbols, users = path.symbols, self._users[concept]
        node = self._root
        if symbols[0] == START:
            node, symbols = self._at_start, symbols[1:]
        for symbol in symbols:
            node = _step(node, symbol)
            node.leads |= users
        outputs = _outputs(concept, path.form)
        node.outputs += tuple(each for each in outputs if each not in node.outputs)

    def _open_lists(self, node: Node, been: set[int]) -> None:
        if id(node) in been:
            return
        been.add(id(node))
        if node.edges:
            lists = [(self._words[s], n) for s, n in node.edges.items() if s in self._words]
            node.sets = tuple(lists)
            node.next = frozenset(node.edges).union(*(words for words, _ in node.sets))
        for further in (*node.edges.values(), node.any, node.gap):
            if further is not None:
                self._open_lists(further, been)

    def match(
        self, tokens: Sequence[Token], starts: frozenset[int], only: Iterable[str] = ()
    ) -> dict[str, list[Span]]:
        """Every concept's spans, as token numbers [first, past the last).

        `only`: the concepts that matter, if not all do; then others may be missing.
        """
        wanted = sum(map(self._bits.__getitem__, set(only))) or -1
        return _Match(self, tokens, starts, wanted).run()

    def begin(self, word: str, kind: str, at_start: bool) -> "Beginning":
        """What a word is by itself: worked out once for each word that the rules know."""
        known = self._words_known
        # No word of a message is kept that does not stand in the rules, too.
        key = word if word in known else "", kind if kind in known else "", at_start
        if key not in self._beginnings:
            self._beginnings[key] = self._begun(key[:2], at_start)
        return self._beginnings[key]

    def _begun(self, symbols: Iterable[str], at_start: bool) -> "Beginning":
        """All that one word says, through other concepts too."""
        waiting = [n for by in self._first[: 1 + at_start] for s in symbols for n in by.get(s, ())]
        outputs: dict[str, None] = {}
        nodes: dict[int, Node] = {}
        while waiting:
            node = waiting.pop()
            nodes[id(node)] = node
            for output in node.outputs:
                if output not in outputs:
                    outputs[output] = None
                    waiting += self.after(output, at_start)
        return Beginning(
            reduce(or_, (node.leads for node in nodes.values()), 0),
            tuple(outputs),
            tuple(n for n in nodes.values() if n.next and not (n.any or n.gap)),
            tuple(n for n in nodes.values() if n.any or n.gap),
        )

    def after(self, symbol: str, at_start: bool) -> list[Node]:
        """Where paths go on that begin with a concept."""
        roots = (self._root, self._at_start)[: 1 + at_start]
        return [root.edges[symbol] for root in roots if symbol in root.edges]


class Beginning(NamedTuple):
    """What one word begins: concepts it says alone, states that words follow, and gaps."""

    leads: int
    outputs: tuple[str, ...]
    plain: tuple[Node, ...]
    open: tuple[Node, ...]


def _users(concepts: Mapping[str, Sequence[Path]], bits: Mapping[str, int]) -> dict[str, int]:
    """For each concept, those that name it, through others too, and itself."""
    users = dict(bits)
    symbols = {
        name: {s for path in paths for s in path.symbols} for name, paths in concepts.items()
    }
    uses = {
        name: bits.keys() & {named(s) for s in of if s[0] == "{"} for name, of in symbols.items()
    }
    waiting = list(concepts)
    while waiting:
        name = waiting.pop()
        for used in uses[name]:
            if users[name] & ~users[used]:
                users[used] |= users[name]
                waiting.append(used)
    return users


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
    if symbol not in node.edges:
        node.edges[symbol] = Node()
    return node.edges[symbol]


def _outputs(concept: str, form: str) -> list[str]:
    return ["{" + concept + "}"] + (["{" + f"{concept}:{form}" + "}"] if form else [])


class _Match:
    """One message being matched."""

    def __init__(
        self, automaton: Automaton, tokens: Sequence[Token], starts: frozenset[int], wanted: int
    ) -> None:
        self._automaton, self._tokens = automaton, tokens
        self._starts, self._wanted = starts, wanted
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
        token, here, past = self._tokens[first], self._here[first], first + 1
        at_start = first in self._starts
        here[token.word] = here[token.kind or token.word] = [past]
        beginning = self._automaton.begin(token.word, token.kind, at_start)
        if beginning.leads & self._wanted:
            for output in beginning.outputs:
                here[output] = [past]
                self._hits.setdefault(output, []).append((first, past))
            if past < len(self._tokens) and self._tokens[past].sentence == token.sentence:
                self._begin(beginning, first, past)
                self._go_on(first, at_start)
        self._seen.update(here)

    def _begin(self, beginning: Beginning, first: int, past: int) -> None:
        self._been = set()
        following, wanted = self._here[past], self._wanted
        for node in beginning.plain:
            if node.leads & wanted and not node.next.isdisjoint(following):
                self._follow(node, first, past)
        for node in beginning.open:
            if node.leads & wanted:
                self._advance(node, first, past)

    def _go_on(self, first: int, at_start: bool) -> None:
        while self._fresh:
            symbol, past = self._fresh.pop()
            for node in self._automaton.after(symbol, at_start):
                self._extend(node, first, past)

    def _extend(self, node: Node, first: int, past: int) -> None:
        key = (id(node), past)
        if key in self._been or not node.leads & self._wanted:
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

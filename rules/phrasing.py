"""Phrases that people add: read as messages are read, and refused where they would hurt."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from rules.anchors import Anchorer, Rarity
from rules.needs import Clause, Deriver
from rules.pack import unknown_concept
from rules.phrases import Path, PhraseBook, PhraseError, named, references
from rules.ruleset import RuleSet
from rules.text import read

_THOUSAND = 1_000.0
_QUOTES = str.maketrans("‘’", "''")
_MARKS = {"?", "^", "_", "..."}


class Phrasing:
    """Reads phrases in the terms of a rule set."""

    def __init__(self, base: RuleSet) -> None:
        self._base, self._book = base, PhraseBook()
        self._paths: dict[str, Sequence[Path]] = dict(base.paths)
        self._rarity = Rarity(base.often)
        clauses = _Clauses(Deriver(self._paths, base.spelling))
        self._anchorer = Anchorer(clauses, self._rarity)
        self._known: dict[str, tuple[list[Path], float]] = {}

    def lists(self, paths: Iterable[Path]) -> dict[str, Sequence[Path]]:
        """The lists of alternatives that some paths name."""
        names = {named(symbol) for path in paths for symbol in path.symbols}
        return {name: self._book.lists[name] for name in sorted(names & self._book.lists.keys())}

    def read(self, phrase: str, bound: float) -> list[Path]:
        """Give a phrase's paths. Raises `PhraseError`.

        `bound`: in how many of a thousand messages it may stand at most.
        """
        if phrase not in self._known:
            self._known[phrase] = self._read(phrase)
        paths, share = self._known[phrase]
        if share > bound:
            raise PhraseError(
                f"stands in about {share:.0f} of 1,000 ordinary messages; {bound:g} are the most:"
                " add a rarer word to it"
            )
        return paths

    def _read(self, phrase: str) -> tuple[list[Path], float]:
        for name in sorted(references(phrase) - self._base.concepts.keys()):
            raise PhraseError(unknown_concept(name, self._base.concepts))
        parsed = self._book.parse(phrase.translate(_QUOTES))
        self._paths.update(self._book.lists)
        paths = [self._as_written(path) for path in parsed]
        return paths, self._share(phrase, paths)

    def _as_written(self, path: Path) -> Path:
        """Its words as those of a message are read: parts of a word apart, variants as one."""
        return Path(tuple(s for symbol in path.symbols for s in self._words(symbol)), path.form)

    def _words(self, symbol: str) -> Iterable[str]:
        if symbol in _MARKS or symbol[0] in "{@":
            return (symbol,)
        words = [token.word for token in read(symbol, self._base.spelling, frozenset()).tokens]
        if not words:
            raise PhraseError(f"has “{symbol}”, in which there is no word: leave it out")
        return words

    def _share(self, phrase: str, paths: Sequence[Path]) -> float:
        """In how many of a thousand messages it stands, guessed by its rarest words."""
        name = f"phrase.{phrase}"
        self._paths[name] = paths
        return min(_THOUSAND, self._rarity.of_anchors(self._anchorer.anchors([name])))


@lru_cache(maxsize=2)
def phrasing_of(base: RuleSet) -> Phrasing:
    """One for each pack: what was read once need not be read again with the next change."""
    return Phrasing(base)


class _Clauses(dict[str, set[Clause]]):
    """Worked out when first asked for: one phrase needs few of them."""

    def __init__(self, deriver: Deriver) -> None:
        super().__init__()
        self._deriver = deriver

    def __missing__(self, concept: str) -> set[Clause]:
        self[concept] = self._deriver.clauses(concept)
        return self[concept]

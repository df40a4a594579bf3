"""The phrase language: one line of a rule to the paths it stands for."""

import re
from dataclasses import dataclass
from itertools import product
from math import prod

from rules.inflect import BASE, ING, PAST, S, forms

MOST_WORDS = 12
"""Elements a phrase may have; longer ones are sentences, and a sentence is no rule."""
MOST_PATHS = 200
"""Ways a phrase may be read once its longer lists of alternatives are set aside."""
_SHORT_LIST = 3
"""A list of more alternatives than this is kept once, under a name of its own."""
GAP_WORDS = 4
"""Words that `...` may skip, within a clause."""

START, ANY, GAP = "^", "_", "..."
LIST = "list."
"""What the names of nameless lists of alternatives begin with."""
_ELEMENT = re.compile(r"\([^()]*\)\??|\S+")
_CONCEPT = re.compile(r"\{[a-z0-9.\-]+(?::(?:base|s|past|ing))?\}")
_WORD = re.compile(r"[\w.'#:@%+\-&`?*]+")
_FORMS = (BASE, S, PAST, ING)


@dataclass(frozen=True, slots=True)
class Path:
    """One reading of a phrase: its symbols, and the verb form it carries where it has one."""

    symbols: tuple[str, ...]
    form: str = ""


class PhraseError(ValueError):
    """A phrase that cannot be taken, with the cure in its words."""


class PhraseBook:
    """Parses phrases, and keeps every longer list of alternatives once, as a nameless concept.

    So ten words in each of three places cost thirty edges in the automaton, not a thousand paths.
    """

    def __init__(self) -> None:
        self.lists: dict[str, list[Path]] = {}

    def parse(self, phrase: str) -> list[Path]:
        """Give every path of a phrase. Raises `PhraseError` where it is out of bounds."""
        elements = _ELEMENT.findall(phrase)
        if not elements:
            raise PhraseError("is empty: write at least one word")
        if len(elements) > MOST_WORDS:
            raise PhraseError(f"has {len(elements)} words: {MOST_WORDS} are the most; name less")
        if {elements[0], elements[-1]} & {GAP, ANY}:
            raise PhraseError("begins or ends with a gap: begin and end with a word")
        choices = [self._shortened(element) for element in elements]
        if prod(len(choice) for choice in choices) > MOST_PATHS:
            raise PhraseError(f"can be read in more than {MOST_PATHS} ways: say less in one phrase")
        return [path for picked in product(*choices) if (path := _join(picked)).symbols]

    def _shortened(self, element: str) -> list[Path]:
        readings = _choices(element)
        if len(readings) <= _SHORT_LIST:
            return readings
        name = LIST + element.strip("?")
        self.lists[name] = [path for path in readings if path.symbols]
        named = [
            Path(("{" + name + (f":{form}" if form else "") + "}",), form)
            for form in _tags(readings)
        ]
        return named + [path for path in readings if not path.symbols]


def parse_phrase(phrase: str) -> list[Path]:
    """Check one phrase by itself. Raises `PhraseError` where it is out of bounds."""
    return PhraseBook().parse(phrase)


def _tags(readings: list[Path]) -> list[str]:
    """The forms a list comes in, plainest first; a list without verbs has only the plain one."""
    tags = sorted({path.form for path in readings if path.symbols})
    return tags or [""]


def references(phrase: str) -> set[str]:
    """The concepts a phrase names, without their form."""
    return {name.split(":")[0] for name in re.findall(r"\{([^{}]+)\}", phrase)}


def named(symbol: str) -> str:
    """The concept's name in a symbol; nothing where it is a word."""
    if not symbol.startswith("{"):
        return ""
    # Only a list of alternatives may hold braces and a colon of its own.
    name = symbol.strip("{}") if symbol.count("{") == 1 else symbol[1:-1]
    head, _, form = name.rpartition(":")
    return head if head and form in _FORMS else name


def _join(picked: tuple[Path, ...]) -> Path:
    symbols = tuple(symbol for path in picked for symbol in path.symbols)
    if symbols in ((), (START,)):
        return Path(())
    return Path(symbols, next((path.form for path in picked if path.form), ""))


def _choices(element: str) -> list[Path]:
    """The readings of one element; an empty one leaves it out."""
    if element in (GAP, ANY, START):
        return [Path((element,))]
    optional = len(element) > 1 and element.endswith("?")
    body = element.removesuffix("?") if optional else element
    readings = [path for words in body.strip("()").split("|") for path in _sequence(words)]
    return [*readings, Path(())] if optional else readings


def _sequence(words: str) -> list[Path]:
    parts = [_word(word) for word in words.split()]
    if not parts:
        raise PhraseError("has an empty alternative: take out one of the | beside it")
    return [_join(picked) for picked in product(*parts)]


def _word(word: str) -> list[Path]:
    if word in (ANY, GAP) or _CONCEPT.fullmatch(word):
        return [Path((word,), word.strip("{}").partition(":")[2])]
    stem, tilde, form = word.partition("~")
    if not _WORD.fullmatch(stem):
        raise PhraseError(
            f"has “{word}”: a phrase has words, {{concepts}}, _ and ... but no other signs"
        )
    if not tilde:
        return [Path((stem.lower(),))]
    if form and form not in _FORMS:
        raise PhraseError(f"has “{word}”: after ~ comes nothing or one of {', '.join(_FORMS)}")
    return [Path((text,), tag) for text, tag in forms(stem.lower()) if form in ("", tag)]

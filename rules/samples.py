"""A concept told to a person: a few plain words that it stands for."""

import re
from collections.abc import Sequence

from rules.phrases import ANY, GAP, START
from rules.ruleset import RuleSet

_DEPTH = 4
"""Concepts within concepts that are followed; what is deeper is left out."""
_KINDS = {
    "@user": "@name",
    "@all": "@here",
    "@link": "a link",
    "@num": "three",
    "@time": "5pm",
    "@money": "£10",
    "@tag": "#tag",
    "@channel": "#channel",
    "@quote": "a quotation",
}


def sample(concept: str, ruleset: RuleSet, depth: int = _DEPTH) -> str:
    """The first words that a concept stands for; nothing where none can be told."""
    phrases = ruleset.concepts.get(concept.partition(":")[0], ())
    told = (_phrase(phrase, ruleset, depth) for phrase in phrases)
    return next((words for words in told if words), "")


def samples(concepts: Sequence[str], ruleset: RuleSet, most: int) -> tuple[str, ...]:
    """Samples of several concepts, without those that cannot be told."""
    told = (sample(concept, ruleset) for concept in concepts)
    return tuple(dict.fromkeys(words for words in told if words))[:most]


def _phrase(phrase: str, ruleset: RuleSet, depth: int) -> str:
    words = (_element(part, ruleset, depth) for part in re.findall(r"\([^()]*\)\??|\S+", phrase))
    return " ".join(word for word in words if word)


def _element(element: str, ruleset: RuleSet, depth: int) -> str:
    if element in (START, ANY, GAP) or (len(element) > 1 and element.endswith("?")):
        return ""
    first = element.strip("()").split("|")[0]
    return " ".join(filter(None, (_word(word, ruleset, depth) for word in first.split())))


def _word(word: str, ruleset: RuleSet, depth: int) -> str:
    if word in (START, ANY, GAP) or (len(word) > 1 and word.endswith("?")):
        return ""
    if word.startswith("{"):
        return sample(word.strip("{}"), ruleset, depth - 1) if depth else ""
    return _KINDS.get(word, word.partition("~")[0])

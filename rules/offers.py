"""What can be offered instead of a message that presses, and what of the message it keeps. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

_LONGEST_THING, _MOST_WORDS, _MOST_ABOUT = 60, 5, 3
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|\S")
_MARKS = re.compile(r"[\"“”„]|(?<!\w)\*|\*(?!\w)")
"""Marks around a name, which is the same name without them."""
_SHORT_IS = re.compile(r"['’]s$")
"""As in "the banner's up"."""
_OWNER = re.compile(r"[^\W_a-z][^\W_]*['’]s")


@dataclass(frozen=True, slots=True)
class Case:
    """What is offered for an ask, where the message holds any of some words."""

    ask: str
    words: tuple[str, ...]
    """Any of these picks the case; none at all: it always fits."""
    things: tuple[str, ...]
    """Nouns for what the sender has at heart."""
    thing: str
    """What to say where the message names none of them."""
    wordings: tuple[str, ...]
    course: str = ""
    """Another way to the same end, for a message that makes it a duty."""
    fact: str = ""
    """The name of the fact that matters here, where it is not that of the ask or sign."""


@dataclass(frozen=True, slots=True)
class Offers:
    """All cases of a pack, and the small words by which a phrase is told."""

    cases: tuple[Case, ...] = ()
    platforms: Mapping[str, str] = field(default_factory=dict)
    begins: frozenset[str] = frozenset()
    fresh: str = ""
    """The word that opens a phrase without an article, as in "new banners"."""
    ends: frozenset[str] = frozenset()
    more: frozenset[str] = frozenset()
    tails: frozenset[str] = frozenset()
    """What may follow such a noun and belongs to it, as in "cover photo"."""
    turns: Mapping[str, str] = field(default_factory=dict)
    """Words of duty, in small letters, and the fair words in their place."""
    times: frozenset[str] = frozenset()
    """How a time by which to do it begins."""
    dangling: frozenset[str] = frozenset()
    """Words with which an edit cannot begin, since they answer to a sentence before."""
    goes_on: frozenset[str] = frozenset()
    """Words with which a message goes on after such a time."""
    bare: frozenset[str] = frozenset()
    """Nouns that can be named as "the banners" though the message has no article before them."""
    prizes: frozenset[str] = frozenset()
    """What may be won, in one word."""

    def case(self, ask: str, *texts: str) -> Case | None:
        """The first case of an ask with a word in one of the texts, nearest text first."""
        cases = [case for case in self.cases if case.ask == ask]
        for spoken in map(_spoken, texts):
            for case in cases:
                if any(f" {word} " in spoken for word in case.words):
                    return case
        return next((case for case in cases if not case.words), None)

    def thing(self, case: Case, *texts: str) -> str:
        """What it is about in the sender's own words, such as "the anniversary film"; or ""."""
        told = [_TOKEN.findall(_MARKS.sub("", text)) for text in texts]
        whole = (thing for tokens in told for thing in self._things(case, tokens))
        bare = (f"the {noun}" for tokens in told for noun in self._bare(case, tokens))
        return next((thing for thing in chain(whole, bare) if len(thing) <= _LONGEST_THING), "")

    def platform(self, text: str) -> str:
        """The one platform a message names; empty where it names none or several."""
        spoken = _spoken(text)
        named = {name for word, name in self.platforms.items() if f" {word} " in spoken}
        return named.pop() if len(named) == 1 else ""

    def has_prize(self, text: str) -> bool:
        """Whether a message speaks of something to be won, more than thanks."""
        return not self.prizes.isdisjoint(_spoken(text).split())

    def _things(self, case: Case, tokens: Sequence[str]) -> Iterator[str]:
        for at, token in enumerate(tokens):
            if token.lower() in case.things:
                phrase, past = self._back(tokens, at), self._past(case, tokens, at)
                if phrase:
                    yield _calm(
                        " ".join([*phrase, *tokens[at + 1 : past], *self._about(tokens, past)])
                    )

    def _bare(self, case: Case, tokens: Sequence[str]) -> Iterator[str]:
        nouns = (_SHORT_IS.sub("", token.lower()) for token in tokens)
        return (noun for noun in nouns if noun in self.bare and noun in case.things)

    def _past(self, case: Case, tokens: Sequence[str], at: int) -> int:
        """Where a noun of two words ends: a cover photo, a hiring post."""
        following = tokens[at + 1].lower() if at + 1 < len(tokens) else ""
        return at + 2 if following in case.things or following in self.tails else at + 1

    def _back(self, tokens: Sequence[str], at: int) -> list[str]:
        """From the noun back to its article."""
        for start in range(at - 1, max(-1, at - 1 - _MOST_WORDS), -1):
            word = tokens[start].lower()
            if word in self.begins:
                return [word, *tokens[start + 1 : at + 1]]
            if not self._carries(tokens[start]):
                break
            if word == self.fresh and not self._goes_on(tokens, start - 1):
                return ["the", word, *tokens[start + 1 : at + 1]]
            if _OWNER.fullmatch(tokens[start]) and not self._goes_on(tokens, start - 1):
                return list(tokens[start : at + 1])
        return []

    def _goes_on(self, tokens: Sequence[str], at: int) -> bool:
        return at >= 0 and (self._carries(tokens[at]) or tokens[at].lower() in self.begins)

    def _about(self, tokens: Sequence[str], at: int) -> list[str]:
        """What the noun is about, where it is plain how far that goes."""
        told = [token.lower() for token in tokens[at : at + 2]]
        if len(told) < 2 or told[0] not in self.more or told[1] not in self.begins:  # noqa: PLR2004
            return []
        end = at + 2
        while end < len(tokens) and self._carries(tokens[end]):
            end += 1
        return list(tokens[at:end]) if at + 2 < end <= at + 2 + _MOST_ABOUT else []

    def _carries(self, token: str) -> bool:
        return token[0].isalnum() and token.lower() not in self.ends


def _spoken(text: str) -> str:
    """The words alone, in small letters, with a space around each."""
    return f" {' '.join(_TOKEN.findall(text.lower()))} "


def _calm(phrase: str) -> str:
    return phrase.lower() if phrase[4:].isupper() else phrase

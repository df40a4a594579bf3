"""Slack text to tokens: words with offsets, zones, clauses and sentences. Linear, never raises."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

LONGEST = 6_000
"""Characters that are read: the first 4,000 and the last 2,000, so that padding hides nothing."""
_HEAD = 4_000

# Every alternative is linear: no nested repeats, and each class excludes its own opener. What most
# of a text is made of comes first; nothing else but an address begins with a letter.
_PIECE = re.compile(
    r"""
      [ ]?(?P<word>(?!https?://)[^\W\d]\w*(?:['’ʼ]\w+)*)
    | (?P<fence>```)
    | (?P<code>`[^`\n]+`)
    | (?P<entity><[^<>\n]*>)
    | (?P<emoji>:[a-z0-9_+\-]{1,60}:(?:skin-tone-\d:)?)
    | (?P<url>https?://[^\s<>"”]+)
    | (?P<quoteline>^[ \t]*(?:&gt;|>)[^\n]*)
    | (?P<escape>&(?:amp|lt|gt);)
    | (?P<bullet>^[ \t]*(?:[•◦▪*\-–—]|\d{1,2}[.)])[ \t])
    | (?P<at>(?<!\w)@\w+)
    | (?P<tag>(?<!\w)\#[^\W\d]\w*)
    | (?P<time>\b\d{1,2}(?:[:.h]\d{2}[ ]?(?:am|pm|uhr|h)?|[ ]?(?:am|pm|h))\b)
    | (?P<decimal>\d+[.,]\d+\w*)
    | (?P<money>[£$€]\d[\d.,]*\w*|\d[\d.,]*[ ]?[£$€])
    | (?P<numeral>\w+(?:['’ʼ]\w+)*)
    | (?P<end>[.!?…]+(?=[\s"'”’)\]*_~:<]|$)|\n)
    | (?P<mid>[;:—–]|\s-+\s|\(|\))
    | (?P<pause>,)
    | (?P<single>(?<![\w'’])['‘](?=\w)|(?<=[\w.,!?…])['’](?!\w))
    | (?P<mark>["“”„«»])
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_NUMBER = re.compile(r"\d[\d.,]*(?:k|m|st|nd|rd|th|x|%)?")
_EVERYONE = {"here", "channel", "everyone"}
_SECOND_LEVEL = {"co", "com", "org", "ac", "gov", "net"}
_SHORT_NAME = 4
_SPEECH_WORDS = 3
_OPENING = '"“„«'


class Token(NamedTuple):
    """A word as it is matched, and where it came from. A tuple: thousands are made a second."""

    word: str
    start: int
    end: int
    sentence: int
    clause: int
    kind: str = ""
    """A class the word belongs to: @user, @all, @link, @num, @tag, @channel, or nothing."""
    quoted: bool = False
    after_comma: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as the rules see it."""

    tokens: tuple[Token, ...]
    ends: Mapping[int, str]
    """How each sentence ends: "?", "!", "." or nothing."""
    heads: Mapping[int, int] = field(default_factory=dict)
    """For a sentence in a list, the sentence that heads the list."""


def clip(text: str) -> tuple[str, int, int]:
    """Give what is read of a long text, with where its tail starts and how far that was moved."""
    if len(text) <= LONGEST:
        return text, len(text), 0
    tail = len(text) - (LONGEST - _HEAD)
    return f"{text[:_HEAD]}\n{text[tail:]}", _HEAD + 1, tail - _HEAD - 1


def read(text: str, spelling: Mapping[str, str], breakers: frozenset[str]) -> Reading:
    """Split a message into tokens. `spelling` maps variants to the pack's form, word by word."""
    return _Reader(text, spelling, breakers).read()


class _Reader:
    """One pass over the pieces; the state is where we are: sentence, clause, zone, list."""

    def __init__(self, text: str, spelling: Mapping[str, str], breakers: frozenset[str]) -> None:
        self._text, self._moved_from, self._moved_by = clip(text)
        self._spelling, self._breakers = spelling, breakers
        self._tokens: list[Token] = []
        self._ends: dict[int, str] = {}
        self._heads: dict[int, int] = {}
        self._sentence = self._clause = 0
        self._fenced = self._comma = False
        self._quote: int | None = None
        self._apostrophe: tuple[int, int] | None = None
        self._head: int | None = None
        self._line_has_words = False
        self._line_first = 0

    def read(self) -> Reading:
        take = {name: getattr(self, f"_{name}") for name in _PIECE.groupindex}
        for piece in _PIECE.finditer(self._text):
            name = piece.lastgroup or ""
            take[name](piece[name], piece.start(name))
        return Reading(tuple(self._tokens), self._ends, self._heads)

    def _add(
        self, word: str, at: int, length: int, kind: str = "", *, quoted: bool = False
    ) -> None:
        start = at if at < self._moved_from else at + self._moved_by
        end, hidden = start + length, quoted or self._fenced
        self._tokens.append(
            Token(word, start, end, self._sentence, self._clause, kind, hidden, self._comma)
        )
        self._comma, self._line_has_words = False, True

    def _fence(self, _piece: str, _at: int) -> None:
        self._fenced = not self._fenced
        self._new_clause()

    def _code(self, piece: str, at: int) -> None:
        self._add("`", at, len(piece), quoted=True)

    def _entity(self, piece: str, at: int) -> None:
        body, _, label = piece[1:-1].partition("|")
        if body.startswith("@"):
            self._add("@user", at, len(piece), "@user")
        elif body.startswith("!"):
            self._add("@all", at, len(piece), "@all")
        elif body.startswith("#"):
            self._add("@channel", at, len(piece), "@channel")
        else:
            self._add(_host(body), at, len(body) + 1, "@link")
            self._label(label, at + len(body) + 2)

    def _label(self, label: str, at: int) -> None:
        for found in re.finditer(r"\w+(?:['’]\w+)*", label):
            self._word(found.group(), at + found.start())

    def _url(self, piece: str, at: int) -> None:
        self._add(_host(piece), at, len(piece), "@link")

    def _emoji(self, piece: str, at: int) -> None:
        self._add(piece, at, len(piece), "@emoji")
        self._new_clause()

    def _quoteline(self, piece: str, at: int) -> None:
        self._new_sentence("")
        start = at + len(piece) - len(piece.lstrip(" \t>&gt;"))
        for found in re.finditer(r"\w+(?:['’]\w+)*", self._text[start : at + len(piece)]):
            word = self._form(found.group())
            self._add(word, start + found.start(), len(found.group()), quoted=True)
        self._new_sentence("")

    def _escape(self, piece: str, at: int) -> None:
        if piece == "&amp;":
            self._add("and", at, len(piece))

    def _bullet(self, piece: str, _at: int) -> None:
        self._new_sentence("")
        if self._head is None and self._tokens:
            self._head = self._tokens[-1].sentence
        if self._head is not None:
            self._heads[self._sentence] = self._head
        self._line_has_words = piece.strip() != ""

    def _at(self, piece: str, at: int) -> None:
        kind = "@all" if piece[1:].lower() in _EVERYONE else "@user"
        self._add(kind, at, len(piece), kind)

    def _money(self, piece: str, at: int) -> None:
        self._add(piece, at, len(piece), "@money")

    def _time(self, piece: str, at: int) -> None:
        self._add(piece.lower(), at, len(piece), "@time")

    def _decimal(self, piece: str, at: int) -> None:
        self._add(piece, at, len(piece), "@decimal")

    def _tag(self, piece: str, at: int) -> None:
        self._add(piece.lower(), at, len(piece), "@tag")

    def _numeral(self, piece: str, at: int) -> None:
        self._word(piece, at)

    def _word(self, piece: str, at: int) -> None:
        word = self._form(piece)
        if word in self._breakers and self._tokens:
            self._new_clause()
        if word.isalpha():
            self._add(word, at, len(piece))
            return
        kind = "@num" if _NUMBER.fullmatch(word) else ""
        for part in word.split(" "):
            self._add(part, at, len(piece), kind)

    def _form(self, piece: str) -> str:
        word = piece.lower()
        if not (word.isascii() and word.isalnum()):
            word = word.replace("’", "'").replace("ʼ", "'").strip("_")
        word = self._spelling.get(word, word)
        if word[-2:] == "'s" and word not in self._spelling.values():
            return self._spelling.get(word[:-2], word[:-2])
        return word

    def _end(self, piece: str, _at: int) -> None:
        if piece != "\n":
            mark = "?" if "?" in piece else "!" if "!" in piece else "."
            return self._new_sentence(mark)
        if not self._line_has_words:
            self._head = None
        self._line_has_words = False
        return self._new_sentence("")

    def _mid(self, _piece: str, _at: int) -> None:
        self._new_clause()

    def _pause(self, _piece: str, _at: int) -> None:
        self._comma = True

    def _mark(self, piece: str, _at: int) -> None:
        # “ closes what „ has opened, and opens where nothing is open.
        if self._quote is not None:
            first, self._quote = self._quote, None
            self._close(first)
        elif piece in _OPENING:
            self._quote = len(self._tokens)

    def _single(self, piece: str, at: int) -> None:
        # An apostrophe opens a quotation only in front of a word, and closes one only in the
        # same sentence: so neither "don't" nor "the guys' banner" quotes anybody.
        opens = piece == "‘" or self._text[at + 1 : at + 2].isalnum()
        if opens:
            self._apostrophe = (len(self._tokens), self._sentence)
        elif self._apostrophe and self._apostrophe[1] == self._sentence:
            self._close(self._apostrophe[0])
            self._apostrophe = None

    def _close(self, first: int) -> None:
        # Fewer than three words are a name or a title, not somebody's speech.
        if len(self._tokens) - first < _SPEECH_WORDS:
            return
        for n in range(first, len(self._tokens)):
            self._tokens[n] = self._tokens[n]._replace(quoted=True)

    def _new_clause(self) -> None:
        self._clause += 1
        self._comma = False

    def _new_sentence(self, mark: str) -> None:
        if self._tokens and self._tokens[-1].sentence == self._sentence:
            self._ends[self._sentence] = mark
            self._sentence += 1
        elif mark == "?" and self._ends:
            self._ends[max(self._ends)] = mark
        self._new_clause()


def _host(url: str) -> str:
    """The name of a link's host as people say it: linkedin, youtube; a short one whole: x.com."""
    host = re.sub(r"^[a-z]+://", "", url.lower()).split("/", 1)[0].split("?", 1)[0]
    labels = ["", *host.split(":", 1)[0].split(".")]
    at = -3 if labels[-2] in _SECOND_LEVEL and labels[-3:][0] else -2
    name = labels[at] or host
    return name if len(name) > _SHORT_NAME else ".".join(labels[at:]) or "@link"

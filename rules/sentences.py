"""Where a text is sure to be cut into sentences, found fast and before it is read.

Every cut here ends a sentence in `rules/text.py`, too, and between two cuts stands a word at least;
not every sentence there ends with a cut here.
"""

import re
from collections.abc import Iterator
from typing import Final

NEAR: Final = 2
"""How many sentences apart an ask and what presses for it may stand: chat is full of half ones."""

_STOP: Final = re.compile(r"(?<=[A-Za-z][.!?])\s(?=[A-Za-z])")
_SOLID: Final = re.compile(r"(?<![&A-Za-z])[A-Za-z]{2}")
_QUOTED: Final = re.compile(r"[ \t]*(?:&gt;|>)", re.IGNORECASE)
_BULLET: Final = re.compile(r"^[ \t]*(?:[•◦▪*\-–—]|\d{1,2}[.)])[ \t]", re.MULTILINE)
_FAR: Final = re.compile(r"[“”„«»]|(?<![A-Za-z0-9?])\?")
"""What may reach over the end of a sentence: quotation marks, a question mark by itself."""
_WRAPPED: Final = re.compile(r"`[^`\n]+`|<[^<>\n]*>")
_FENCE: Final = "```"
_BINDING: Final = ("`", "<", "://")
"""What may hold a full stop that ends nothing: code, links."""


def has_list(text: str) -> bool:
    """Whether it may hold a list, whose items belong together however far apart they are."""
    return bool(_BULLET.search(text))


def cut(text: str) -> list[str]:
    """The text in pieces of one sentence or more; each but the last has a word of its own.

    Each piece reads as it does within the whole; a text of which that is not sure is one piece.
    """
    if _FAR.search(text):
        return [text]
    pieces: list[str] = []
    waiting: list[str] = []
    fenced = False
    for sentence, solid in _sentences(text):
        waiting.append(sentence)
        fenced ^= sentence.count(_FENCE) % 2 == 1
        if solid and not fenced:
            pieces.append("\n".join(waiting))
            waiting = []
    if waiting:
        pieces.append("\n".join(waiting))
    return pieces if all(map(_closed, pieces)) else [text]


def _closed(piece: str) -> bool:
    """Whether what it opens, quotations and fences, is surely closed in it."""
    if _FENCE not in piece and '"' not in piece:
        return True
    if "://" in _WRAPPED.sub("", piece):
        return False
    if _FENCE in piece:
        # Other signs beside a fence may read as part of it, or swallow it.
        rest = piece.replace(_FENCE, "")
        return piece.count(_FENCE) % 2 == 0 and not set(rest) & set("`<>") and _even(rest)
    return _even(_WRAPPED.sub("", piece))


def _even(piece: str) -> bool:
    return piece.count('"') % 2 == 0


def _sentences(text: str) -> Iterator[tuple[str, bool]]:
    for line in text.split("\n"):
        if _QUOTED.match(line) or line.endswith("-"):
            # A dash at its end joins a line to the next.
            yield line, False
        elif any(mark in line for mark in _BINDING):
            yield line, bool(_SOLID.search(line))
        else:
            for sentence in _STOP.split(line):
                yield sentence, bool(_SOLID.search(sentence))

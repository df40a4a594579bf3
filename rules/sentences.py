"""Where a text is sure to be cut into sentences, found fast and before it is read.

Every cut here ends a sentence in `rules/text.py`, too, and between two cuts stands a word at least;
not every sentence there ends with a cut here.
"""

import re
from collections.abc import Iterator
from typing import Final

NEAR: Final = 2
"""How many sentences apart an ask and what presses for it may stand: chat is full of half ones."""

_STOP: Final = re.compile(r"(?<=[A-Za-z][.!?])\s")
_SOLID: Final = re.compile(r"(?<![&A-Za-z])[A-Za-z]{2}")
_QUOTED: Final = re.compile(r"[ \t]*(?:&gt;|>)", re.IGNORECASE)
_BULLET: Final = re.compile(r"^[ \t]*(?:[•◦▪*\-–—]|\d{1,2}[.)])[ \t]", re.MULTILINE)
_FAR: Final = re.compile(r"""["“”„«»]|```|(?<![A-Za-z0-9?])\?""")
"""What may reach over the end of a sentence: quotation marks, fences, a question mark by itself."""
_BINDING: Final = ("`", "<", "://")
"""What may hold a full stop that ends nothing: code, links."""


def can_cut(text: str) -> bool:
    """Whether each piece of the text reads as it does within the whole."""
    return not _FAR.search(text)


def has_list(text: str) -> bool:
    """Whether it may hold a list, whose items belong together however far apart they are."""
    return bool(_BULLET.search(text))


def cut(text: str) -> list[str]:
    """The text in pieces of one sentence or more; each but the last has a word of its own."""
    pieces: list[str] = []
    waiting = ""
    for sentence, solid in _sentences(text):
        waiting = f"{waiting}\n{sentence}" if waiting else sentence
        if solid:
            pieces.append(waiting)
            waiting = ""
    return [*pieces, waiting] if waiting else pieces


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

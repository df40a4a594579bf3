"""A message as a plain row of words, at the speed of C: what the prefilter looks into.

It is a superset of what the tokens' words are made of, in the same order, and two tokens that stand
side by side stand side by side here, but for links: their hosts are told apart (`hosts`).
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

MARKS: Final = {
    "@user": ("@",),
    "@all": ("@", "<!"),
    "@channel": ("<",),
    "@link": ("<", "://"),
    "@tag": ("#",),
    "@emoji": (":",),
    "@money": ("£", "$", "€"),
    "?": ("?",),
    "`": ("`",),
}
"""Signs of which a text must hold one, to hold a token of that kind."""

BETWEEN: Final = b" \xff "
_SIGNS: Final = tuple(dict.fromkeys(sign for signs in MARKS.values() for sign in signs))
_PLAIN: Final = bytes(
    code if chr(code).isalnum() or not chr(code).isascii() else ord(" ") for code in range(256)
)
_ODD: Final = re.compile(r"[^\x00-\x7f\w]+")
_ESCAPE: Final = re.compile(r"&(?:amp|lt|gt);", re.IGNORECASE)
# The look behind comes second, so that the search can leap to the apostrophes.
_POSSESSIVE: Final = re.compile(r"'s(?<=\w's)(?![^\W_])")
# Neither "<#C1|general>" nor "#12" is a tag.
_TAG: Final = re.compile(r"(?:(?<![\w<])|(?<=<)(?![^<>\n]*>))#[^\W\d]")
_HOST: Final = re.compile(r"(?:://|<)(?=([^/?|<>\n]*))")


def stream(text: str) -> bytes:
    """The words of a text, each between single spaces, and at the end the signs it holds."""
    return _finished(_row(text), text)


def stream_apart(pieces: Sequence[str], text: str) -> bytes:
    """The same for a text in pieces, with a mark between them that no text can hold."""
    return _finished(BETWEEN.join(map(_row, pieces)) + BETWEEN, text)


def _finished(row: bytes, text: str) -> bytes:
    signs = "".join([f" {sign}" for sign in _SIGNS if sign in text])
    if "#" in text and not _TAG.search(text):
        signs = signs.replace(" #", "")
    return b" %b%b " % (b" ".join(row.split()), signs.encode())


def words(text: str) -> list[str]:
    """The words of a text or of a rule's word, split as `stream` splits."""
    return _row(text).decode().split()


def hosts(text: str) -> Iterable[str]:
    """Words that may belong to the host of a link: a token of its own amid an address's words."""
    if "<" not in text and "://" not in text:
        return ()
    return {word for host in _HOST.findall(text) for word in words(host)}


def _row(text: str) -> bytes:
    if "&" in text:
        text = _ESCAPE.sub(_unescaped, text)
    text = text.lower()
    if not text.isascii():
        text = _ODD.sub(" ", text.replace("’", "'").replace("ʼ", "'"))
    if "'s" in text:
        text = _POSSESSIVE.sub("", text)
    return text.encode("utf-8", "replace").translate(_PLAIN)


def _unescaped(found: re.Match[str]) -> str:
    return " and " if found.group() == "&amp;" else " "

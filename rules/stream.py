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
_MARK: Final = b"\xff"
_SIGNS: Final = tuple(dict.fromkeys(sign for signs in MARKS.values() for sign in signs))
_PLAIN: Final = bytes(
    code if chr(code).isalnum() or not chr(code).isascii() else ord(" ") for code in range(256)
)
_ODD: Final = re.compile(r"[^\x00-\x7f\w]+")
_ESCAPE: Final = re.compile(r"&(?:amp|lt|gt);", re.IGNORECASE)
# Neither "<#C1|general>" nor "#12" is a tag. What stands before comes second, so that the search
# can leap to the sign.
_TAG: Final = re.compile(r"#(?:(?<![\w<]#)|(?<=<#)(?![^<>\n]*>))[^\W\d]")
_HOST: Final = re.compile(r"(?:://|<)(?=([^/?|<>\n]*))")


def stream(text: str) -> bytes:
    """The words of a text, each between single spaces, and at the end the signs it holds."""
    return _row(text) + _signs(text)


def stream_apart(pieces: Sequence[str], text: str) -> bytes:
    """The same for a text in pieces, with a mark between them that no text can hold."""
    return _MARK.join([*map(_row, pieces), b" "]) + _signs(text)


def _signs(text: str) -> bytes:
    signs = [sign for sign in _SIGNS if sign in text]
    if "#" in signs and not _TAG.search(text):
        signs.remove("#")
    return " ".join([*signs, ""]).encode()


def words(text: str) -> list[str]:
    """The words of a text or of a rule's word, split as `stream` splits."""
    return _row(text).decode().split()


def hosts(text: str) -> Iterable[str]:
    """Words that may belong to the host of a link: a token of its own amid an address's words."""
    if "<" not in text and "://" not in text:
        return ()
    return set(words(" ".join(_HOST.findall(text))))


def _row(text: str) -> bytes:
    if "&" in text:
        text = _ESCAPE.sub(_unescaped, text)
    text = text.lower()
    if not text.isascii():
        text = _ODD.sub(" ", text.replace("’", "'").replace("ʼ", "'"))
    row = b" %b " % text.encode("utf-8", "replace").translate(_PLAIN)
    # Halved each time, so long rows of spaces cost no more than others.
    while b"  " in row:
        row = row.replace(b"  ", b" ")
    # A possessive is no word; any other lone "s" is not asked for, either (`rules/needs.py`).
    while b" s " in row:
        row = row.replace(b" s ", b" ")
    return row


def _unescaped(found: re.Match[str]) -> str:
    return " and " if found.group() == "&amp;" else " "

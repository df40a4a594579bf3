"""People's words made safe to show: Slack's markup read away, then everything escaped. Pure."""

import html
import re
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice, takewhile

_MARKUP = re.compile(r"<([^<>\s|][^<>|]{0,3000})(?:\|([^<>]{0,3000}))?>")
_EMOJI = re.compile(r":(?=[a-z0-9_+'-]{1,100}:)", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_APART = "\u200b"
_MORE = "…"


def readable(text: str) -> str:
    """Slack's text as a person reads it, on one line: links and mentions by their names."""
    # Escapes are undone once, after the markup is read: "&lt;!channel&gt;" was typed, not sent.
    plain = html.unescape(_MARKUP.sub(_name, text))
    return _SPACES.sub(" ", plain).strip()


def escape(text: str, limit: int) -> str:
    """Text for mrkdwn that pings nobody, links nowhere, shows no emoji; at most `limit` signs.

    Slack's rule: & < > are written as entities (docs.slack.dev/messaging/formatting-message-text).
    """
    apart = _EMOJI.sub(":" + _APART, text.replace("\x00", ""))
    pieces = [_ESCAPES.get(sign, sign) for sign in apart[: limit + 1]]
    if sum(map(len, pieces)) <= limit and len(apart) <= limit:
        return "".join(pieces)
    ends = accumulate(map(len, pieces), initial=len(_MORE))
    kept = takewhile(lambda pair: pair[1] <= limit, zip(pieces, islice(ends, 1, None), strict=True))
    return "".join(piece for piece, _ in kept) + _MORE


def clip(text: str, limit: int) -> str:
    """The text, cut to `limit` characters with a sign that it goes on."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + _MORE


def moment(time: float) -> str:
    """A moment as Slack writes it in a person's own time zone and language."""
    shown = datetime.fromtimestamp(0, UTC) + timedelta(seconds=time)
    return f"<!date^{int(time)}^{{date_long}}, {{time}}|{shown:%Y-%m-%d %H:%M} UTC>"


def _name(match: re.Match[str]) -> str:
    target, label = match[1], match[2]
    if label:
        return {"#": "#", "@": "@"}.get(target[0], "") + label.lstrip("@#")
    if target.startswith("@"):
        return "@someone"
    if target.startswith("#"):
        return "#channel"
    return "@" + target[1:].split("^")[0] if target.startswith("!") else target

"""How long the app is to rest, as people type it. Pure."""

import re

MOST_DAYS = 30
DEFAULT = "1d"
_SPAN = re.compile(r"([0-9]{1,4})\s*(m|min|minutes?|h|hours?|d|days?)?", re.IGNORECASE)
_SECONDS = {"m": 60, "h": 3_600, "d": 86_400}


def read_span(typed: str) -> int | None:
    """Seconds, from `90m`, `4h` or `3d`; a bare number is days. None for what is no such time."""
    found = _SPAN.fullmatch(typed.strip() or DEFAULT)
    if not found:
        return None
    seconds = int(found[1]) * _SECONDS[(found[2] or "d")[0].lower()]
    return seconds if 0 < seconds <= MOST_DAYS * _SECONDS["d"] else None

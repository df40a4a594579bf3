"""Your message, lightly edited: what presses taken out, the rest as it was.

Whole sentences go, never half ones: an edit must read as its sender wrote it.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from rules.judging import judge
from rules.model import Ask, Judgement, Sign, Verdict
from rules.ruleset import RuleSet
from rules.text import LONGEST, Reading, read

_SHORTEST_WORDS = 4
"""An edit of fewer words than this says nothing any more."""
_NEVER_EDITED = {Ask.ACCESS, Ask.FAKE, Ask.CONTROL}
"""For these the honest alternative is another course, not other words."""
_SIGNS = frozenset(map(str, Sign))
_LABELLED = re.compile(r"<(https?://[^<>|\s]+)(?:\|[^<>]*)?>")
_CHANNEL = re.compile(r"<#[^<>|]*\|([^<>]*)>")
_MENTION = re.compile(r"<[@!#][^<>]*>|(?<!\w)@\w+")
_SPACES = re.compile(r"[ \t]{2,}")
_BLANK_LINES = re.compile(r"\s*\n(?:\s*\n)+\s*")


def lightly_edited(text: str, judgement: Judgement, ruleset: RuleSet) -> str:
    """Give the message without what presses, or nothing where no edit of it would be fair.

    The result is judged by the rules themselves: what is offered is optional or clear.
    """
    if len(text) > LONGEST or _NEVER_EDITED & set(judgement.asks):
        return ""
    pieces = _sentences(text, read(text, ruleset.spelling, ruleset.breakers))
    signs = [(f.start, f.end) for f in judgement.findings if f.rule in _SIGNS]
    every = [(f.start, f.end) for f in judgement.findings]
    offers = [_without(text, pieces, signs, ruleset.words["nudge.edited.optional"])]
    if "http" in text:
        # Without the ask itself, only a link is left to offer.
        offers.append(_without(text, pieces, every, ruleset.words["nudge.edited.offer"]))
    fair = _is_fair(ruleset)
    return next((offer for offer in offers if offer and fair(offer)), "")


def _is_fair(ruleset: RuleSet) -> Callable[[str], bool]:
    return lambda offer: judge(offer, ruleset).verdict <= Verdict.OPTIONAL


def _sentences(text: str, reading: Reading) -> list[tuple[int, int]]:
    """Where each sentence begins, and where the next one does."""
    starts: dict[int, int] = {}
    for token in reading.tokens:
        starts.setdefault(token.sentence, token.start)
    begins = [0, *sorted(starts.values())[1:], len(text)]
    return list(pairwise(begins))


def _without(
    text: str, pieces: Sequence[tuple[int, int]], cut: Sequence[tuple[int, int]], last: str
) -> str:
    kept = [text[a:b] for a, b in pieces if not any(s < b and e > a for s, e in cut)]
    body = _tidy("".join(kept))
    return f"{body}\n{last}" if len(body.split()) >= _SHORTEST_WORDS else ""


def _tidy(text: str) -> str:
    """Plain text to copy: addresses without labels, and nobody mentioned or called."""
    text = _LABELLED.sub(r"\1", text)
    text = _CHANNEL.sub(r"#\1", text)
    text = _SPACES.sub(" ", _MENTION.sub("", text))
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return _BLANK_LINES.sub("\n\n", text).strip(" \t\n,;")

"""Your message, lightly edited: what presses is taken out or turned, the rest is as it was.

A word of duty is turned, a time for the ask goes by itself, and whatever else presses goes with its
whole sentence: an edit must read as its sender wrote it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from rules.judging import judge
from rules.model import Ask, Finding, Judgement, Sign, Verdict
from rules.ruleset import RuleSet
from rules.text import LONGEST, Reading, read

_SHORTEST_WORDS = 4
"""An edit of fewer words than this says nothing any more."""
_LEAST_PART = 1 / 3
"""An edit that keeps less of the words is another message, unless a link is what it offers."""
_ROUNDS = 4
_NEVER_EDITED = {Ask.ACCESS, Ask.FAKE, Ask.CONTROL}
"""For these the honest alternative is another course, not other words."""
_SIGNS = frozenset(map(str, Sign))
_LABELLED = re.compile(r"<(https?://[^<>|\s]+)(?:\|[^<>]*)?>")
_CHANNEL = re.compile(r"<#[^<>|]*\|([^<>]*)>")
_MENTION = re.compile(r"<[@!#][^<>]*>|(?<!\w)@\w+(?![\w-])")
_SPACES = re.compile(r"[ \t]{2,}")
_BEFORE_A_MARK = re.compile(r"[ \t]+([,.!?]|[:;](?=\s|$))")
_ITEM = re.compile(r"^[ \t]*(?:\d{1,2}[.)]|[-–•◦▪*])[ \t]", re.MULTILINE)
_FOLLOWING = re.compile(r"[ ]+([^\W_]\S*?)(?=[\s,.;:!?)]|$)")
_MOST_MORE_TIME = 3
_BLANK_LINES = re.compile(r"\s*\n(?:\s*\n)+\s*")


def lightly_edited(text: str, judgement: Judgement, ruleset: RuleSet) -> str:
    """Give the message without what presses, or nothing where no edit of it would be fair.

    The result is judged by the rules themselves: what is offered still asks, and leaves it open.
    """
    if len(text) > LONGEST or _NEVER_EDITED & set(judgement.asks):
        return ""
    asked_before = Sign.REPEAT in judgement.signs
    for _ in range(_ROUNDS):
        last = ""
        for body, line in _edits(text, judgement, ruleset):
            offer = f"{body}\n{line}"
            judged, presses = judge(offer, ruleset, asked_before), _presses(body, ruleset)
            if judged.verdict is Verdict.OPTIONAL and not presses:
                return offer
            last = last or (body if judged.nudges or presses else "")
        # A finding tells of one place only: what is left may hold another.
        if not last or last == text:
            break
        text, judgement = last, judge(last, ruleset, asked_before)
    return ""


def _presses(body: str, ruleset: RuleSet) -> bool:
    """Whether words are left that no line beneath makes fair, as "I expect you to"."""
    return bool(judge(body, ruleset).signs)


def _edits(text: str, judgement: Judgement, ruleset: RuleSet) -> Iterator[tuple[str, str]]:
    """The edits, each with the line to end it by; the one that takes least first."""
    pieces = _sentences(text, read(text, ruleset.spelling, ruleset.breakers))
    optional, offer = (ruleset.words[f"nudge.edited.{key}"] for key in ("optional", "offer"))
    signs = [found for found in judgement.findings if found.bears in _SIGNS]
    turned, times = (
        _turns(text, pieces, judgement, ruleset),
        _times(text, signs, ruleset),
    )
    changes = [*turned, *times]
    heavy = [f for f in signs if not any(a < f.end and f.start < b for a, b, _ in changes)]
    bodies = [
        (_without(text, pieces, heavy, changes), optional),
        (_without(text, pieces, signs, []), optional),
    ]
    if "http" in text:
        # Without the ask itself, only a link is left to offer.
        bodies.append((_without(text, pieces, judgement.findings, []), offer))
    yield from (each for each in bodies if _stands(each[0], text, ruleset.offers.dangling))


def _stands(body: str, text: str, dangling: frozenset[str]) -> bool:
    """Whether an edit can stand by itself: enough left, list and brackets whole, no answer."""
    words = body.split()
    if "http" not in body and len(words) < len(text.split()) * _LEAST_PART:
        return False
    if len(words) < _SHORTEST_WORDS or len(_ITEM.findall(body)) != len(_ITEM.findall(text)):
        return False
    if body.count("(") - body.count(")") != text.count("(") - text.count(")"):
        return False
    first = words[0].strip(".,:;!?*_").lower()
    begins_anew = not _tidy(text).startswith(words[0])
    return not (begins_anew and (first in dangling or first[:1].isdigit()))


Change = tuple[int, int, str]
"""From here to there, these words instead."""


def _turns(
    text: str, pieces: Sequence[tuple[int, int]], judgement: Judgement, ruleset: RuleSet
) -> list[Change]:
    """Words of duty that have a fair word in their place, in the sentences that ask.

    Nowhere else: what must be done about the back door must be done.
    """
    if Sign.OBLIGATION not in judgement.signs:
        return []
    spans = [(f.start, f.end) for f in judgement.findings if f.bears not in _SIGNS]
    changes: list[Change] = []
    for start, end in pieces:
        if any(a < end and start < b for a, b in spans):
            changes += _turned(text, start, end, ruleset.offers.turns)
    return changes


def _turned(text: str, start: int, end: int, turns: Mapping[str, str]) -> Iterator[Change]:
    """The longest words of duty first; none of them inside another."""
    said = text[start:end].lower()
    for duty in sorted(turns, key=len, reverse=True):
        at = said.find(duty)
        while at >= 0:
            past = at + len(duty)
            if _is_whole(said, at, past):
                was = text[start + at : start + past]
                yield start + at, start + past, _as_loud_as(was, turns[duty])
                said = said[:at] + "\0" * len(duty) + said[past:]
            at = said.find(duty, past)


def _as_loud_as(was: str, fair: str) -> str:
    if was.isupper():
        return fair.upper()
    return fair[0].upper() + fair[1:] if was[0].isupper() else fair


def _times(text: str, signs: Sequence[Finding], ruleset: RuleSet) -> list[Change]:
    """Times for the ask, where they stand by themselves."""
    offers = ruleset.offers
    changes: list[Change] = []
    for found in (found for found in signs if found.bears == Sign.DEADLINE):
        said = text[found.start : found.end].lower().split(maxsplit=1)
        end = _end_of_time(text, found.end, offers.goes_on)
        if said[0] in offers.times and end is not None:
            changes.append((found.start, end, ""))
    return changes


def _end_of_time(text: str, at: int, goes_on: frozenset[str]) -> int | None:
    """Where a time ends: "by Monday" may go on with "9am", up to a mark or a new thought."""
    for _ in range(_MOST_MORE_TIME + 1):
        following = _FOLLOWING.match(text, at)
        if following is None or following[1].lower() in goes_on:
            return at
        at = following.end()
    return None


def _is_whole(said: str, start: int, end: int) -> bool:
    return not (said[start - 1 : start].isalnum() or said[end : end + 1].isalnum())


def _sentences(text: str, reading: Reading) -> list[tuple[int, int]]:
    """Where each sentence begins, and where the next one does."""
    starts: dict[int, int] = {}
    for token in reading.tokens:
        starts.setdefault(token.sentence, token.start)
    begins = [0, *sorted(starts.values())[1:], len(text)]
    return list(pairwise(begins))


def _without(
    text: str,
    pieces: Sequence[tuple[int, int]],
    cut: Sequence[Finding],
    changes: Sequence[Change],
) -> str:
    kept = [
        _changed(text, start, end, changes)
        for start, end in pieces
        if not any(found.start < end and found.end > start for found in cut)
    ]
    return _tidy("".join(kept))


def _changed(text: str, start: int, end: int, changes: Sequence[Change]) -> str:
    parts, at = [], start
    for since, until, instead in sorted(changes):
        if at <= since and until <= end:
            parts += [text[at:since], instead]
            at = until
    return "".join([*parts, text[at:end]])


def _tidy(text: str) -> str:
    """Plain text to copy: addresses without labels, and nobody mentioned or called."""
    text = _LABELLED.sub(r"\1", text)
    text = _CHANNEL.sub(r"#\1", text)
    text = _SPACES.sub(" ", _MENTION.sub("", text))
    text = _BEFORE_A_MARK.sub(r"\1", text)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return _BLANK_LINES.sub("\n\n", text).strip(" \t\n,;")

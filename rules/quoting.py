"""The sender's own words, as a note repeats them: readable, short, and pointing at nobody."""

import re

from rules.model import Finding, Judgement

LONGEST_QUOTE = 200
"""Characters of the sender's own words that a note repeats at a time."""
_QUOTES = 2
_STOP = re.compile(r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bMrs)[.!?…]+(?=\s)|\n")
_LINK = re.compile(r"<(https?://[^|<>\s]+)(?:\|[^<>]*)?>|(https?://[^\s<>]+)")
_EMOJI = re.compile(r":[a-z][a-z0-9_+-]{0,60}:(?:skin-tone-\d:)?")
_ENTITY = re.compile(
    r"<[@!#][^<>|]*(?:\|([^<>]*))?>|<https?://[^<>|]*\|([^<>]*)>|<https?://[^<>]*>|https?://\S+"
)


def noticed(text: str, judgement: Judgement) -> tuple[str, ...]:
    """What a note is about: the ask and the strongest sign, each once, as the message has them."""
    strongest = [*reversed(_by_weight(judgement)), *judgement.findings]
    kept: dict[str, tuple[int, int]] = {}
    for finding in strongest:
        quote, (start, end) = _quote(text, finding), _sentence(text, finding)
        told = any(start < until and since < end for since, until in kept.values())
        if quote and not told and quote not in kept:
            kept[quote] = (start, end)
    return tuple(sorted(list(kept)[:_QUOTES], key=kept.__getitem__))


def around(text: str, rule: str, judgement: Judgement) -> str:
    """The sentence in which a rule found something; empty where it found nothing."""
    found = next((finding for finding in judgement.findings if finding.bears == rule), None)
    return readable(text[slice(*_sentence(text, found))]) if found else ""


def readable(words: str) -> str:
    """Words on one line, without mentions, addresses and emoji."""
    words = _EMOJI.sub(" ", _ENTITY.sub(_plain, words))
    return " ".join(words.split()).strip(" .,;:>*_~…")


def first_link(text: str) -> str:
    """The first web address in a message, without its label; empty where there is none."""
    found = _LINK.search(text)
    return (found.group(1) or found.group(2)) if found else ""


def _by_weight(judgement: Judgement) -> list[Finding]:
    """The first finding of the strongest sign, then that of the first ask."""
    order = [*judgement.signs[:1], *judgement.asks[:1]]
    return [f for rule in order for f in judgement.findings if f.bears == rule][:2]


def _quote(text: str, finding: Finding) -> str:
    """The sentence around a finding, or as much of it as a note has room for."""
    whole = readable(text[slice(*_sentence(text, finding))])
    narrow = readable(text[finding.start : finding.end])
    return whole if len(whole) <= LONGEST_QUOTE else _cut(narrow)


def _sentence(text: str, finding: Finding) -> tuple[int, int]:
    """From where to where the sentences around a finding go."""
    before = max((found.end() for found in _STOP.finditer(text, 0, finding.start)), default=0)
    after = _STOP.search(text, finding.end)
    return before, after.start() if after else len(text)


def _cut(words: str) -> str:
    if len(words) <= LONGEST_QUOTE:
        return words
    return words[:LONGEST_QUOTE].rsplit(" ", 1)[0] + "…"


def _plain(found: re.Match[str]) -> str:
    # A mention is not repeated: the note must not ping, nor point at, anybody. Nor is an address.
    return found.group(1) or found.group(2) or "…"

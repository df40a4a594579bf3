"""From a judgement to a note: the words come from the pack, the facts from the message."""

import re
from collections.abc import Iterable

from rules.model import Ask, Finding, Judgement, Nudge, Sign
from rules.ruleset import RuleSet

LONGEST_QUOTE = 200
"""Characters of the sender's own words that a note repeats at a time."""
_STOP = re.compile(r"[.!?…]+(?=\s)|\n")
_QUOTES = 2
_WORDINGS = 2
_LINK = re.compile(r"<(https?://[^|<>\s]+)(?:\|[^<>]*)?>|(https?://[^\s<>]+)")
_ENTITY = re.compile(
    r"<[@!#][^<>|]*(?:\|([^<>]*))?>|<https?://[^<>|]*\|([^<>]*)>|<https?://[^<>]*>|https?://\S+"
)


def compose_nudge(text: str, judgement: Judgement, ruleset: RuleSet) -> Nudge:
    """Compose the note for a message that presses: kind, short, with a ready way out."""
    words = ruleset.words
    return Nudge(
        greeting=words[f"nudge.greeting.{judgement.verdict}"],
        noticed=_noticed(text, judgement),
        why=_why(judgement, ruleset),
        wordings=_wordings(text, judgement.asks, ruleset),
        private=words["nudge.private"],
    )


def _noticed(text: str, judgement: Judgement) -> tuple[str, ...]:
    """The sender's own words: the ask, then the strongest sign, each once."""
    strongest = [*reversed(_by_weight(judgement)), *judgement.findings]
    quotes = dict.fromkeys(_quote(text, finding) for finding in strongest)
    kept: list[str] = []
    for quote in quotes:
        if quote and not any(quote in other or other in quote for other in kept):
            kept.append(quote)
    return tuple(kept[:_QUOTES])


def _by_weight(judgement: Judgement) -> list[Finding]:
    """The first finding of the strongest sign, then that of the first ask."""
    order = [*judgement.signs[:1], *judgement.asks[:1]]
    return [f for rule in order for f in judgement.findings if f.rule == rule][:2]


def _quote(text: str, finding: Finding) -> str:
    """The sentence around a finding, or as much of it as a note has room for."""
    start, end = finding.start, finding.end
    before = max((found.end() for found in _STOP.finditer(text, 0, start)), default=0)
    after = _STOP.search(text, end)
    whole = _readable(text[before : after.start() if after else len(text)])
    return whole if len(whole) <= LONGEST_QUOTE else _cut(_readable(text[start:end]))


def _readable(words: str) -> str:
    return " ".join(_ENTITY.sub(_plain, words).split()).strip(" .,;:>*_~…")


def _cut(words: str) -> str:
    if len(words) <= LONGEST_QUOTE:
        return words
    return words[:LONGEST_QUOTE].rsplit(" ", 1)[0] + "…"


def _plain(found: re.Match[str]) -> str:
    # A mention is not repeated: the note must not ping, nor point at, anybody. Nor is an address.
    return found.group(1) or found.group(2) or "…"


def _why(judgement: Judgement, ruleset: RuleSet) -> str:
    """One line: the reason of the strongest sign, else that of the ask."""
    reasons = {rule.id: rule.why for rule in ruleset.rules}
    weighty = [Sign.OBLIGATION, Sign.PENALTY]
    signs = [s for s in weighty if s in judgement.signs] or list(judgement.signs)
    serious_asks = [a for a in (Ask.ACCESS, Ask.FAKE) if a in judgement.asks]
    first = next(iter([*serious_asks, *signs, *judgement.asks]))
    return reasons.get(first, ruleset.words["nudge.why"])


def _wordings(text: str, asks: Iterable[Ask], ruleset: RuleSet) -> tuple[str, ...]:
    """Up to two wordings; with the message's own link, where it has one."""
    link = first_link(text)
    kind = "link" if link else "plain"
    made = [ruleset.words[f"nudge.wording.{ask}.{kind}"].format(link=link) for ask in asks]
    if len(made) == 1:
        made.append(ruleset.words[f"nudge.wording.{next(iter(asks))}.other"])
    return tuple(dict.fromkeys(made))[:_WORDINGS]


def first_link(text: str) -> str:
    """The first web address in a message, without its label; empty where there is none."""
    found = _LINK.search(text)
    return (found.group(1) or found.group(2)) if found else ""

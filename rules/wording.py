"""From a judgement to a note: the words come from the pack, the facts from the message."""

import re

from rules.editing import lightly_edited
from rules.model import Ask, Finding, Judgement, Nudge, Sign, Verdict
from rules.ruleset import RuleSet

LONGEST_QUOTE = 200
"""Characters of the sender's own words that a note repeats at a time."""
_STOP = re.compile(r"[.!?…]+(?=\s)|\n")
_QUOTES = 2
_WORDINGS = 3
_STAKES = (Ask.ACCESS, Ask.FAKE, Sign.PENALTY, Sign.OBLIGATION)
"""What makes a message serious, in the order of what is said about it."""
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
        wordings=_wordings(text, judgement, ruleset),
        private=words["nudge.private"],
        edited=lightly_edited(text, judgement, ruleset),
        **_fact(judgement, ruleset),
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


def _fact(judgement: Judgement, ruleset: RuleSet) -> dict[str, str]:
    """What may be at stake, only for a serious message, with its source."""
    borne = (*judgement.asks, *judgement.signs)
    stake = next((stake for stake in _STAKES if stake in borne), None)
    if judgement.verdict is not Verdict.SERIOUS or stake is None:
        return {}
    if stake is Ask.FAKE and Ask.REVIEW in borne:
        stake = Ask.REVIEW
    words = ruleset.words
    return {key: words[f"nudge.fact.{stake}.{key}"] for key in ("fact", "source")}


def _wordings(text: str, judgement: Judgement, ruleset: RuleSet) -> tuple[str, ...]:
    """Two or three wordings; with the message's own link, where it has one."""
    words, asks, link = ruleset.words, judgement.asks, first_link(text)
    kind = "link" if link else "plain"
    made = [words[f"nudge.wording.{ask}.{kind}"].format(link=link) for ask in asks][:2]
    made.append(words[f"nudge.wording.{asks[0]}.other"])
    if {Sign.PENALTY, Sign.OBLIGATION} & set(judgement.signs) and asks[0] is not Ask.REVIEW:
        made.append(words["nudge.wording.course"].format(link=link).strip())
    return tuple(dict.fromkeys(made))[:_WORDINGS]


def first_link(text: str) -> str:
    """The first web address in a message, without its label; empty where there is none."""
    found = _LINK.search(text)
    return (found.group(1) or found.group(2)) if found else ""

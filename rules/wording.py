"""From a judgement to a note: the words come from the pack, the facts from the message."""

import re

from rules.editing import lightly_edited
from rules.judging import judge
from rules.model import Ask, Finding, Judgement, Nudge, Sign, Verdict
from rules.offers import Case
from rules.ruleset import RuleSet

LONGEST_QUOTE = 200
"""Characters of the sender's own words that a note repeats at a time."""
_STOP = re.compile(r"[.!?…]+(?=\s)|\n")
_QUOTES = 2
_WORDINGS = 3
_MAY_BE_ASKED = frozenset({Ask.PROFILE, Ask.AMPLIFY, Ask.NETWORK, Ask.REVIEW, Ask.CONTENT})
"""For the other asks the way out is another course, whatever the signs."""
_STAKES = (Ask.ACCESS, Ask.FAKE, Sign.PENALTY, Sign.OBLIGATION)
"""What makes a message serious, in the order of what is said about it."""
_LINK = re.compile(r"<(https?://[^|<>\s]+)(?:\|[^<>]*)?>|(https?://[^\s<>]+)")
_ENTITY = re.compile(
    r"<[@!#][^<>|]*(?:\|([^<>]*))?>|<https?://[^<>|]*\|([^<>]*)>|<https?://[^<>]*>|https?://\S+"
)


def compose_nudge(text: str, judgement: Judgement, ruleset: RuleSet) -> Nudge:
    """Compose the note for a message that presses: kind, short, with a ready way out."""
    words, offers = ruleset.words, ruleset.offers
    near = _around(text, _main_ask(judgement), judgement)
    case = offers.case(_main_ask(judgement), near, _readable(text))
    return Nudge(
        greeting=words[f"nudge.greeting.{judgement.verdict}"],
        noticed=_noticed(text, judgement),
        why=_why(judgement, ruleset),
        wordings=_wordings(text, case, judgement, ruleset),
        private=words["nudge.private"],
        edited=lightly_edited(text, judgement, ruleset),
        **_fact(case, judgement, ruleset),
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
    whole = _readable(_sentence(text, finding))
    narrow = _readable(text[finding.start : finding.end])
    return whole if len(whole) <= LONGEST_QUOTE else _cut(narrow)


def _sentence(text: str, finding: Finding) -> str:
    before = max((found.end() for found in _STOP.finditer(text, 0, finding.start)), default=0)
    after = _STOP.search(text, finding.end)
    return text[before : after.start() if after else len(text)]


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


def _fact(case: Case | None, judgement: Judgement, ruleset: RuleSet) -> dict[str, str]:
    """What may be at stake, only for a serious message, with its source."""
    borne = (*judgement.asks, *judgement.signs)
    stake = next((stake for stake in _STAKES if stake in borne), None)
    if judgement.verdict is not Verdict.SERIOUS or stake is None:
        return {}
    name = (case and case.fact) or (Ask.CONTROL if Ask.CONTROL in judgement.asks else stake)
    return {key: ruleset.words[f"nudge.fact.{name}.{key}"] for key in ("fact", "source")}


def _main_ask(judgement: Judgement) -> Ask:
    """The ask that weighs most: what is offered answers that one."""
    heavy = [ask for ask in (Ask.ACCESS, Ask.FAKE) if ask in judgement.asks]
    return [*heavy, *judgement.asks][0]


def _wordings(
    text: str, case: Case | None, judgement: Judgement, ruleset: RuleSet
) -> tuple[str, ...]:
    """Two or three wordings that keep the sender's thing and link, each fair by the rules."""
    if case is None:
        return ()
    asked = Sign.REPEAT in judgement.signs
    near, link = _around(text, _main_ask(judgement), judgement), first_link(text)
    thing = ruleset.offers.thing(case, near, _readable(text))
    on = ruleset.offers.platform(text)
    made: list[str] = []
    for wording in _by_signs(case, judgement, ruleset):
        for what in (thing, case.thing):
            filled = wording.format(
                thing=what,
                on=f" on {on}" if on and on.lower() not in what.lower() else "",
                choice=_choice(judgement, ruleset),
                link=f"\n{link}" if link else "",
            )
            if judge(filled, ruleset, asked).verdict <= Verdict.OPTIONAL:
                made.append(filled)
                break
    return tuple(dict.fromkeys(made))[:_WORDINGS]


def _by_signs(case: Case, judgement: Judgement, ruleset: RuleSet) -> list[str]:
    """The case's wordings, and what fits how the message pressed: a rest, or another course."""
    signs, offered = set(judgement.signs), list(case.wordings)
    asked_before = Sign.REPEAT in signs
    if case.ask not in _MAY_BE_ASKED:
        return offered + _rests(ruleset, "forget", "free") * asked_before
    if asked_before:
        return _rests(ruleset, "open", "enough", "offer")
    if Sign.SINGLING in signs:
        return [*offered[:1], *_rests(ruleset, "offer"), *offered[1:]]
    duty = {Sign.OBLIGATION, Sign.PENALTY} & signs
    return [*offered, *([case.course] if duty and case.course else [])]


def _rests(ruleset: RuleSet, *names: str) -> list[str]:
    """Words that let an earlier ask rest."""
    return [ruleset.words[f"nudge.rest.{name}"] for name in names]


def _choice(judgement: Judgement, ruleset: RuleSet) -> str:
    at_work = {Sign.PENALTY, Sign.OBLIGATION} & set(judgement.signs)
    return ruleset.words["nudge.choice.work" if at_work else "nudge.choice.plain"]


def _around(text: str, ask: Ask, judgement: Judgement) -> str:
    """The sentence that asks, as a person reads it."""
    found = next((f for f in judgement.findings if f.rule == ask), None)
    return _readable(_sentence(text, found)) if found else ""


def first_link(text: str) -> str:
    """The first web address in a message, without its label; empty where there is none."""
    found = _LINK.search(text)
    return (found.group(1) or found.group(2)) if found else ""

"""Two or three fair ways to say it, that keep what the sender has at heart."""

from rules.judging import judge
from rules.model import Ask, Judgement, Sign, Verdict
from rules.offers import Case
from rules.quoting import first_link, readable
from rules.ruleset import RuleSet

_FEWEST, _MOST = 2, 3
_MAY_BE_ASKED = frozenset({Ask.PROFILE, Ask.AMPLIFY, Ask.NETWORK, Ask.REVIEW, Ask.CONTENT})
"""For the other asks the way out is another course, whatever the signs."""

_AT_WORK = {Sign.OBLIGATION, Sign.PENALTY}
"""Where work was touched, an offer has to say that it is not."""

Gapped = tuple[str, str]
"""A wording with its gaps, and what to call the thing where the message does not name it."""


def fair_wordings(
    text: str, near: str, case: Case, judgement: Judgement, ruleset: RuleSet
) -> tuple[str, ...]:
    """Fill in the wordings of a case; each that comes out is fair by the rules themselves.

    `near`: the sentence that asks, in which the sender's thing is looked for first.
    """
    named = ruleset.offers.thing(case, near, readable(text))
    asked_before = Sign.REPEAT in judgement.signs

    def fair(gapped: Gapped) -> str:
        ways = (
            _filled(gapped[0], thing, text, judgement, ruleset)
            for thing in filter(None, (named, gapped[1]))
        )
        judged = ((way, judge(way, ruleset, asked_before).verdict) for way in ways)
        return next((way for way, verdict in judged if verdict <= Verdict.OPTIONAL), "")

    made = [fair(each) for each in _by_signs(text, case, judgement, ruleset)]
    kept = list(dict.fromkeys(filter(None, made)))[:_MOST]
    if len(kept) < _FEWEST:
        # Rules that were added may find a wording of ours: words that let it rest stay fair.
        kept += filter(None, map(fair, _rests(ruleset, case, "offer", "forget")))
    return tuple(dict.fromkeys(kept))


def _by_signs(text: str, case: Case, judgement: Judgement, ruleset: RuleSet) -> list[Gapped]:
    """The case's wordings, and what fits how the message pressed: a rest, or another course."""
    signs, offered = set(judgement.signs), [(each, case.thing) for each in case.wordings]
    if case.ask not in _MAY_BE_ASKED:
        return offered + _rests(ruleset, case, "forget", "free") * (Sign.REPEAT in signs)
    if Sign.REPEAT in signs:
        # What was only to be done is nowhere: there is nothing that would still be there.
        lasts = () if case.ask in (Ask.REVIEW, Ask.CONTENT) else ("open",)
        return _rests(ruleset, case, *lasts, "enough", "offer")
    if Sign.SINGLING in signs:
        return [*offered[:1], *_rests(ruleset, case, "offer"), *offered[1:]]
    if Sign.REWARD in signs and ruleset.offers.has_prize(text):
        return [*offered[:1], *_rests(ruleset, case, "prize"), *offered[1:]]
    course = [(case.course, case.thing)] if signs & _AT_WORK and case.course else []
    return [*offered, *course]


def _rests(ruleset: RuleSet, case: Case, *names: str) -> list[Gapped]:
    """Words that let an earlier ask rest."""
    known = case.thing.split()[0] in ruleset.offers.begins
    thing = case.thing if known else ruleset.words["nudge.rest.thing"]
    return [(ruleset.words[f"nudge.rest.{name}"], thing) for name in names]


def _filled(wording: str, thing: str, text: str, judgement: Judgement, ruleset: RuleSet) -> str:
    words, signs = ruleset.words, set(judgement.signs)
    link, platform = first_link(text), ruleset.offers.platform(text)
    says_where = platform and platform.lower() not in thing.lower()
    untracked = words[f"nudge.untracked.{'counted' if Sign.TRACKING in signs else 'plain'}"]
    choice = "work" if signs & _AT_WORK else "plain"
    return wording.format(
        thing=thing,
        on=words["nudge.on"].format(platform=platform) if says_where else "",
        choice=words[f"nudge.choice.{choice}"].format(untracked=untracked),
        untracked=untracked,
        link=f"\n{link}" if link else "",
    )

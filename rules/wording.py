"""From a judgement to a note: the words come from the pack, the facts from the message."""

from rules.editing import lightly_edited
from rules.model import Ask, Judgement, Nudge, Sign, Verdict
from rules.offering import fair_wordings
from rules.offers import Case
from rules.quoting import around, noticed, readable
from rules.ruleset import RuleSet

_STAKES = (Ask.ACCESS, Ask.FAKE, Sign.PENALTY, Sign.OBLIGATION)
"""What makes a message serious, in the order of what is said about it."""
_WEIGHT = (
    Sign.OBLIGATION,
    Sign.PENALTY,
    Sign.REPEAT,
    Sign.REWARD,
    Sign.COMPARISON,
    Sign.TRACKING,
    Sign.HOLLOW,
    Sign.SINGLING,
    Sign.DEADLINE,
)
"""What a note gives as its reason, where several signs are there: the plainest one."""
_AT_WORK = (Sign.OBLIGATION, Sign.PENALTY)


def compose_nudge(text: str, judgement: Judgement, ruleset: RuleSet) -> Nudge:
    """Compose the note for a message that presses: kind, short, with a ready way out."""
    words, ask = ruleset.words, _main_ask(judgement)
    near = around(text, ask, judgement)
    case = ruleset.offers.case(ask, near, readable(text))
    return Nudge(
        greeting=words[f"nudge.greeting.{judgement.verdict}"],
        noticed=noticed(text, judgement),
        why=_why(judgement, ruleset),
        wordings=fair_wordings(text, near, case, judgement, ruleset) if case else (),
        private=words["nudge.private"],
        edited=lightly_edited(text, judgement, ruleset),
        **_fact(case, judgement, ruleset),
    )


def _why(judgement: Judgement, ruleset: RuleSet) -> str:
    """One line: the reason of the strongest sign, else that of the ask."""
    reasons = {rule.id: rule.why for rule in ruleset.rules}
    signs = sorted(judgement.signs, key=_WEIGHT.index)
    if Ask.CONTROL in judgement.asks:
        # Said of an offer, "asking once is fair" is true; it is not of holding somebody back.
        signs = [sign for sign in signs if sign in _AT_WORK]
    serious_asks = [a for a in (Ask.ACCESS, Ask.FAKE) if a in judgement.asks]
    borne = next(iter([*serious_asks, *signs, _main_ask(judgement)]))
    # A company's own rule has a reason of its own.
    first = next((f.rule for f in judgement.findings if f.bears == borne), borne)
    return reasons.get(first, ruleset.words["nudge.why"])


def _fact(case: Case | None, judgement: Judgement, ruleset: RuleSet) -> dict[str, str]:
    """What may be at stake, only for a serious message, with its source."""
    name = (case.fact if case else "") or _stake(judgement)
    if judgement.verdict is not Verdict.SERIOUS or not name:
        return {}
    return {key: ruleset.words[f"nudge.fact.{name}.{key}"] for key in ("fact", "source")}


def _stake(judgement: Judgement) -> str:
    """The first thing that makes a message serious and of which a fact is known."""
    borne = (*judgement.asks, *judgement.signs)
    stake = next((stake for stake in _STAKES if stake in borne), "")
    # What is known of duties and costs is about advertising, not about what somebody may say.
    return "" if stake in judgement.signs and Ask.CONTROL in judgement.asks else stake


def _main_ask(judgement: Judgement) -> Ask:
    """The ask that weighs most: what is offered answers that one."""
    heavy = [ask for ask in (Ask.ACCESS, Ask.FAKE, Ask.CONTROL) if ask in judgement.asks]
    return [*heavy, *judgement.asks][0]

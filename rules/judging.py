"""From text to judgement: the policy's verdict table, strongest row first."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import groupby
from operator import attrgetter

from rules.combination import Combination, concepts
from rules.finding import Findings, find, find_exemptions, may_find
from rules.model import Ask, Finding, Judgement, Sign, Verdict
from rules.prefilter import Lead, Search, stretches
from rules.ruleset import FORWARDED, WITHDRAWN, RuleSet
from rules.scene import Layout, Scene, lay_out, set_scene
from rules.text import clip, read

_SERIOUS_ASKS = {Ask.ACCESS, Ask.FAKE}
_SERIOUS_SIGNS = {Sign.OBLIGATION, Sign.PENALTY}
_FIRM_SIGNS = {
    Sign.TRACKING,
    Sign.SINGLING,
    Sign.REWARD,
    Sign.REPEAT,
    Sign.COMPARISON,
    Sign.HOLLOW,
}
_ASKS = frozenset(map(str, Ask))
_MANY = 15
"""Where more than this may stand, something most likely does: to make sure would cost double."""
OPTION, FREELANCE = "option", "freelance"
"""Concepts that the verdict table asks for by name."""


def decide(asks: set[Ask], signs: set[Sign], *, optional: bool, freelance: bool) -> Verdict:
    """The policy's table ("The verdict"). `freelance`: hours put to people who set their own."""
    if not asks:
        return Verdict.CLEAR
    if asks & _SERIOUS_ASKS or signs & _SERIOUS_SIGNS:
        return Verdict.SERIOUS
    firm_control = Ask.CONTROL in asks and not freelance
    if signs & _FIRM_SIGNS or firm_control:
        return Verdict.FIRM
    return Verdict.OPTIONAL if optional and Ask.CONTROL not in asks else Verdict.GENTLE


def judge(text: str, ruleset: RuleSet, asked_before: bool = False) -> Judgement:
    """Judge one message.

    `asked_before`: the sender's earlier ask here stands, so that another bears `repeat`, and words
    that only press for it are an ask as well (policy, "The verdict" and "Over time").
    """
    shown = clip(text)[0]
    more = (ruleset.follow_ups,) if asked_before else ()
    filters = (ruleset.prefilter, *ruleset.added, *more)
    if not any(_may_stand(each.search(shown), ruleset) for each in filters):
        return Judgement()
    return judge_in_full(text, ruleset, asked_before)


def _may_stand(search: Search, ruleset: RuleSet) -> bool:
    """Whether something to which the leads point does stand there."""
    if not search.leads or len(search.leads) > _MANY:
        return bool(search.leads)
    layouts = cache(partial(_layouts, search, ruleset))
    return any(
        stands(layouts(first, past), combinations, ruleset)
        for first, past, combinations in stretches(_followed(search, layouts, ruleset))
    )


def _followed(
    search: Search, layouts: Callable[[int, int], list[Layout]], ruleset: RuleSet
) -> Iterator[Lead]:
    """The leads whose rarest concepts do stand in their piece."""
    for at, group in groupby(search.leads, key=attrgetter("at")):
        leads = list(group)
        only = {name for lead in leads for name in concepts(lead.rarest)}
        scenes = [layout.scene(ruleset.automaton, only) for layout in layouts(at, at + 1)]
        yield from (lead for lead in leads if any(scene.spans(lead.rarest) for scene in scenes))


def stands(
    layouts: Iterable[Layout], combinations: Iterable[Combination], ruleset: RuleSet
) -> bool:
    """Whether a combination is met, whatever its context and the exceptions make of it."""
    bare = [replace(combination, context=(), none=()) for combination in combinations]
    only = {name for each in bare for group in each.all for name in concepts(group)}
    scenes = (layout.scene(ruleset.automaton, only) for layout in layouts)
    return any(True for scene in scenes for each in bare for _ in scene.matches(each))


def _layouts(search: Search, ruleset: RuleSet, first: int, past: int) -> list[Layout]:
    """Some pieces of a message: without their quotations and, where those may count, with them."""
    reading = read("\n".join(search.pieces[first:past]), ruleset.spelling, ruleset.breakers)
    quoted = search.forwarded and any(token.quoted for token in reading.tokens)
    both = (False, True) if quoted else (False,)
    return [lay_out(reading, ruleset, with_quotes=quotes) for quotes in both]


def judge_in_full(text: str, ruleset: RuleSet, asked_before: bool = False) -> Judgement:
    """Judge without the prefilter: what it must agree with, always."""
    reading = read(text, ruleset.spelling, ruleset.breakers)
    scene = set_scene(reading, ruleset, asked_before=asked_before)
    judgement = _judge_scene(scene, ruleset, asked_before)
    if not judgement.asks and scene.spans([FORWARDED]):
        # A request that is passed on is the sender's own; only an objecting quote stays clear.
        scene = set_scene(reading, ruleset, with_quotes=True, asked_before=asked_before)
        judgement = _judge_scene(scene, ruleset, asked_before)
    return judgement


def _judge_scene(scene: Scene, ruleset: RuleSet, asked_before: bool) -> Judgement:
    ask_rules = ruleset.of_kind("ask")
    if not may_find(scene, (*ask_rules, *ruleset.on_trial)):
        return Judgement(withdraws=may_find(scene, ruleset.named(WITHDRAWN)))
    exemptions = find_exemptions(scene, ruleset)
    asks = find(scene, ask_rules, exemptions)
    tried = _tried(asks, find(scene, ruleset.on_trial, exemptions), ruleset)
    if not asks.found:
        return Judgement(
            exceptions=tuple(dict.fromkeys(asks.spared)),
            withdraws=any(e.case.id == WITHDRAWN for e in exemptions),
            tried=tried,
        )
    signs = find(scene, ruleset.of_kind("sign"), exemptions)
    return replace(_verdict(scene, asks, signs, asked_before), tried=tried)


def _tried(asks: Findings, on_trial: Findings, ruleset: RuleSet) -> tuple[str, ...]:
    """The rules on trial that found something, a sign only beside an ask, or spared an ask."""
    found = [each for each in on_trial.found if asks.found or each.bears in _ASKS]
    cases = {rule.id for rule in ruleset.of_kind("clear") if rule.status == "trial"}
    spared = [each for each in asks.spared if each.rule in cases]
    return tuple(dict.fromkeys(each.rule for each in (*found, *spared)))


def _verdict(scene: Scene, asks: Findings, signs: Findings, asked_before: bool) -> Judgement:
    found_asks = {Ask(name) for name in asks.ids}
    found_signs = {Sign(name) for name in signs.ids} | ({Sign.REPEAT} if asked_before else set())
    verdict = decide(
        found_asks,
        found_signs,
        optional=bool(scene.spans([OPTION])),
        freelance=bool(scene.spans([FREELANCE])),
    )
    return Judgement(
        verdict,
        tuple(ask for ask in Ask if ask in found_asks),
        tuple(sign for sign in Sign if sign in found_signs),
        _tidy([*asks.found, *signs.found]),
        tuple(dict.fromkeys([*asks.spared, *signs.spared])),
    )


def _tidy(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """One finding a rule: the shortest stretch that shows it, in the order of the text."""
    best: dict[str, Finding] = {}
    for finding in findings:
        held = best.get(finding.rule)
        if held is None or _length(finding) < _length(held):
            best[finding.rule] = finding
    return tuple(sorted(best.values(), key=lambda f: (f.start, f.end, f.rule)))


def _length(finding: Finding) -> int:
    return finding.end - finding.start

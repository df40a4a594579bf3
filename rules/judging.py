"""From text to judgement: the policy's verdict table, strongest row first."""

from collections.abc import Sequence
from dataclasses import replace

from rules.finding import Findings, find, find_exemptions, may_find
from rules.model import Ask, Finding, Judgement, Sign, Verdict
from rules.prefilter import Stretch
from rules.ruleset import WITHDRAWN, RuleSet
from rules.scene import Scene, set_scene
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
OPTION, FORWARDED, FREELANCE = "option", "forwarded", "freelance"
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
    filters = (ruleset.prefilter, ruleset.follow_ups) if asked_before else (ruleset.prefilter,)
    stretches = (stretch for each in filters for stretch in each.stretches(shown))
    if not any(_stands(stretch, ruleset) for stretch in stretches):
        return Judgement()
    return judge_in_full(text, ruleset, asked_before)


def _stands(stretch: Stretch, ruleset: RuleSet) -> bool:
    """Whether a combination is met there, whatever its context and the exceptions make of it."""
    reading = read(stretch.text, ruleset.spelling, ruleset.breakers)
    only = {name for each in stretch.combinations for group in each.all for name in group}
    only = {name.split(":")[0] for name in only}
    quoted = {token.quoted for token in reading.tokens}
    bare = [replace(combination, context=(), none=()) for combination in stretch.combinations]
    for quotes in (False, True)[: len(quoted)]:
        scene = set_scene(reading, ruleset, with_quotes=quotes, only=only)
        if any(True for each in bare for _ in scene.matches(each)):
            return True
    return False


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
    if not may_find(scene, ask_rules):
        return Judgement(withdraws=may_find(scene, ruleset.named(WITHDRAWN)))
    exemptions = find_exemptions(scene, ruleset)
    asks = find(scene, ask_rules, exemptions)
    if not asks.found:
        withdraws = any(e.case.id == WITHDRAWN for e in exemptions)
        return Judgement(exceptions=tuple(dict.fromkeys(asks.spared)), withdraws=withdraws)
    signs = find(scene, ruleset.of_kind("sign"), exemptions)
    return _verdict(scene, asks, signs, asked_before)


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

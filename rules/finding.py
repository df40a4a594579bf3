"""Rules on a scene: which asks and signs stand, and which exceptions spared what."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rules.automaton import Span
from rules.combination import Combination
from rules.model import Finding
from rules.ruleset import Rule, RuleSet
from rules.scene import Scene


@dataclass(frozen=True, slots=True)
class Exemption:
    """A case that stays clear, found in the message: what it spares and where."""

    case: Rule
    span: Span


@dataclass(frozen=True, slots=True)
class Sighting:
    """A rule that fired, before it is known whether something spares it."""

    rule: Rule
    combination: Combination
    spans: tuple[Span, ...]

    @property
    def anchor(self) -> Span:
        """Where the first of its concepts stands."""
        return self.spans[0]


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found and what was spared."""

    found: tuple[Finding, ...]
    spared: tuple[Finding, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The asks or signs that were found."""
        return frozenset(finding.bears for finding in self.found)


def may_find(scene: Scene, rules: Sequence[Rule]) -> bool:
    """Whether any of the rules fires at all, before anything is spared."""
    return any(True for rule in rules for _ in _sight(scene, rule))


def find_exemptions(scene: Scene, ruleset: RuleSet) -> list[Exemption]:
    """Every case that stays clear, where nothing of its `unless` stands beside it."""
    return [
        Exemption(sighting.rule, _whole(sighting.spans))
        for case in ruleset.of_kind("clear")
        for sighting in _sight(scene, case)
    ]


def find(scene: Scene, rules: Sequence[Rule], exemptions: Sequence[Exemption]) -> Findings:
    """Every rule's findings, less what an exemption spares and what another rule says better."""
    standing: list[Sighting] = []
    spared: list[Finding] = []
    for rule in rules:
        mine = [e for e in exemptions if rule.bears in e.case.spares]
        for sighting in _sight(_without_eaten(scene, mine), rule):
            exemption = _sparing(sighting, mine, exemptions, scene)
            if exemption is None:
                standing.append(sighting)
            else:
                spared.append(_finding(exemption.case.id, exemption.span, scene))
    surest = _surest(standing)
    by_rule: dict[str, list[Span]] = {}
    for sighting in surest:
        by_rule.setdefault(sighting.rule.bears, []).append(sighting.anchor)
    kept = [s for s in surest if not _said_better(s, by_rule, scene)]
    return Findings(tuple(_finding(s.rule.id, _whole(s.spans), scene) for s in kept), tuple(spared))


def _surest(standing: list[Sighting]) -> list[Sighting]:
    """What was found for certain; only where there is nothing of it, the guesses."""
    return [s for s in standing if not s.combination.wary] or standing


def _sight(scene: Scene, rule: Rule) -> Iterator[Sighting]:
    possible = (c for c in rule.combinations if scene.asked_before or not c.follow_up)
    for combination in possible:
        for spans in scene.matches(combination):
            if not _unless(rule, spans[0], scene):
                yield Sighting(rule, combination, spans)


def _without_eaten(scene: Scene, exemptions: Sequence[Exemption]) -> Scene:
    return scene.without([e.span for e in exemptions if e.case.scope == "words"])


def _sparing(
    sighting: Sighting, mine: Sequence[Exemption], others: Sequence[Exemption], scene: Scene
) -> Exemption | None:
    if sighting.combination.wary:
        return next((e for e in others if _speaks(e.case, sighting.rule)), None)
    return _covering(sighting, mine, scene)


def _speaks(case: Rule, rule: Rule) -> bool:
    """Whether a case makes a guess doubtful: not where it is about other asks alone."""
    return case.scope != "words" and (not case.spares or rule.bears in case.spares)


def _covering(sighting: Sighting, mine: Sequence[Exemption], scene: Scene) -> Exemption | None:
    wider = (e for e in mine if e.case.scope != "words")
    covers = (e for e in wider if scene.together(e.span, sighting.anchor, e.case.scope))
    return next(covers, None)


def _said_better(sighting: Sighting, standing: Mapping[str, list[Span]], scene: Scene) -> bool:
    """`standing`: the anchors of what was found, by rule."""
    others = (at for name in sighting.combination.yields_to for at in standing.get(name, ()))
    return any(scene.together(sighting.anchor, other, "near") for other in others)


def _unless(rule: Rule, at: Span, scene: Scene) -> bool:
    within = "message" if rule.scope == "message" else rule.unless_within
    return scene.near_any(at, rule.unless, within)


def _whole(spans: Iterable[Span]) -> Span:
    spans = list(spans)
    return min(first for first, _ in spans), max(past for _, past in spans)


def _finding(rule_id: str, span: Span, scene: Scene) -> Finding:
    first, last = scene.tokens[span[0]], scene.tokens[span[1] - 1]
    return Finding(rule_id, first.start, last.end)

"""Rules on a scene: which asks and signs stand, and which exceptions spared what."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rules.automaton import Span
from rules.model import Finding
from rules.pack import Rule, RuleSet
from rules.scene import Scene


@dataclass(frozen=True, slots=True)
class Exemption:
    """A case that stays clear, found in the message: what it spares and where."""

    case: Rule
    span: Span

    def spares(self, rule_id: str, at: Span, scene: Scene) -> bool:
        """Whether it covers a finding of this rule that begins there."""
        if rule_id not in self.case.spares:
            return False
        return scene.together(self.span, at, self.case.scope)


@dataclass(frozen=True)
class Findings:
    """What was found and what was spared."""

    found: list[Finding] = field(default_factory=list)
    spared: list[Finding] = field(default_factory=list)

    @property
    def ids(self) -> frozenset[str]:
        """The rules that fired."""
        return frozenset(finding.rule for finding in self.found)


def find_exemptions(scene: Scene, ruleset: RuleSet) -> list[Exemption]:
    """Every case that stays clear, where nothing of its `unless` stands beside it."""
    return [
        Exemption(case, _whole(spans))
        for case in ruleset.of_kind("clear")
        for combination in case.combinations
        for spans in scene.matches(combination)
        if not _unless(case, spans[0], scene)
    ]


def find(scene: Scene, rules: Sequence[Rule], exemptions: Sequence[Exemption]) -> Findings:
    """Every rule's findings, less what an exemption spares."""
    findings = Findings()
    for rule in rules:
        _find_one(scene, rule, exemptions, findings)
    return findings


def _find_one(scene: Scene, rule: Rule, exemptions: Sequence[Exemption], out: Findings) -> None:
    mine = [e for e in exemptions if rule.id in e.case.spares]
    eaten = [e.span for e in mine if e.case.scope == "words"]
    wider = [e for e in mine if e.case.scope != "words"]
    for spans in _spans(scene.without(eaten), rule):
        if _unless(rule, spans[0], scene):
            continue
        exemption = next((e for e in wider if e.spares(rule.id, spans[0], scene)), None)
        if exemption is None:
            out.found.append(_finding(rule.id, _whole(spans), scene))
        else:
            out.spared.append(_finding(exemption.case.id, exemption.span, scene))


def _spans(scene: Scene, rule: Rule) -> Iterator[tuple[Span, ...]]:
    for combination in rule.combinations:
        yield from scene.matches(combination)


def _unless(rule: Rule, at: Span, scene: Scene) -> bool:
    scope = "sentence" if rule.scope == "words" else rule.scope
    return any(scene.together(at, span, scope) for span in scene.spans(rule.unless))


def _whole(spans: Iterable[Span]) -> Span:
    spans = list(spans)
    return min(first for first, _ in spans), max(past for _, past in spans)


def _finding(rule_id: str, span: Span, scene: Scene) -> Finding:
    first, last = scene.tokens[span[0]], scene.tokens[span[1] - 1]
    return Finding(rule_id, first.start, last.end)

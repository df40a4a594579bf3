"""A company's changes laid over the rules that ship: a new rule set, made in one step."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rules.added import all_rules, concept_of, said
from rules.anchors import Rarity
from rules.automaton import Automaton
from rules.finding import may_find
from rules.judging import judge_in_full
from rules.model import RuleError
from rules.needs import Deriver
from rules.operations import Operation
from rules.overlay import Overlay
from rules.phrases import Path
from rules.prefilter import Prefilter
from rules.ruleset import Rule, RuleSet
from rules.scene import set_scene
from rules.text import read


@dataclass(frozen=True, slots=True)
class Refused:
    """An operation that does not apply, its number, and why."""

    index: int
    operation: Operation
    reason: str


@dataclass(frozen=True, slots=True)
class Laid:
    """The rules with all operations that apply, and those that do not."""

    ruleset: RuleSet
    refused: tuple[Refused, ...] = ()


def lay(operations: Sequence[Operation], base: RuleSet) -> Laid:
    """Lay operations over a pack, oldest first. One that does not apply changes nothing else."""
    return settle(operations, base)[1]


def settle(operations: Sequence[Operation], base: RuleSet) -> tuple[Overlay, Laid]:
    """What the operations that apply come to, and the rules with them."""
    overlay, refused = _fold(operations, base)
    made = _made(overlay)
    problems = {rule.id: _problem(rule, made) for rule in made.rules if rule.id in overlay.rules}
    if not any(problems.values()):
        return overlay, Laid(made, tuple(refused))
    for index, operation in enumerate(operations):
        for rule in [name for name, own in overlay.rules.items() if own is operation]:
            if problems[rule]:
                refused.append(Refused(index, operation, problems[rule]))
                overlay.drop(rule)
    return overlay, Laid(_made(overlay), tuple(sorted(refused, key=lambda each: each.index)))


def _fold(operations: Sequence[Operation], base: RuleSet) -> tuple[Overlay, list[Refused]]:
    """Take in each operation that applies by itself."""
    overlay, refused = Overlay(base), list[Refused]()
    for index, operation in enumerate(operations):
        try:
            overlay.take(operation)
        except RuleError as error:
            refused.append(Refused(index, operation, error.problem))
    return overlay, refused


def _made(overlay: Overlay) -> RuleSet:
    base, phrases = overlay.base, dict(said(overlay))
    changed = replace(
        base,
        rules=all_rules(overlay),
        make_prefilter=lambda: base.prefilter,
        make_follow_ups=lambda: base.follow_ups,
    )
    return _with_phrases(changed, phrases, overlay) if phrases else changed


def _with_phrases(ruleset: RuleSet, phrases: Mapping[str, list[str]], overlay: Overlay) -> RuleSet:
    """The rules with an automaton and a prefilter that know the added phrases."""
    own = {
        concept_of(rule): [path for phrase in of for path in overlay.paths[phrase]]
        for rule, of in phrases.items()
    }
    lists = overlay.phrasing.lists(path for of in own.values() for path in of)
    paths: dict[str, Sequence[Path]] = {**ruleset.paths, **own, **lists}
    asks = [r for r in ruleset.rules if r.id in phrases and r.kind == "ask"]
    combinations = [combination for rule in asks for combination in rule.combinations]
    deriver, rarity = Deriver(paths, ruleset.spelling), Rarity(ruleset.often)
    return replace(
        ruleset,
        automaton=Automaton(paths),
        added=(Prefilter(combinations, deriver, rarity),) if combinations else (),
        concepts={**ruleset.concepts, **{concept_of(r): tuple(of) for r, of in phrases.items()}},
        paths=paths,
    )


def _problem(rule: Rule, ruleset: RuleSet) -> str:
    """What is wrong with an added rule's examples; nothing where it holds them."""
    if rule.status == "off":
        return ""
    return next(_problems(rule, ruleset), "")


def _problems(rule: Rule, ruleset: RuleSet) -> Iterator[str]:
    for text in rule.nudged:
        # Whether its own phrases stand there: what else is laid is no reason to refuse it.
        scene = set_scene(read(text, ruleset.spelling, ruleset.breakers), ruleset)
        if not may_find(scene, [rule]):
            yield f"does not find its own example: {text}"
    for text in rule.clear:
        judged = judge_in_full(text, ruleset)
        if rule.id in (*(found.rule for found in judged.findings), *judged.tried):
            yield f"finds what it is to leave alone: {text}"

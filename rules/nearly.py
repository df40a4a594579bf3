"""What a message nearly was: harmless phrases that took words, and asks that lacked one part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rules.automaton import Span
from rules.combination import Combination
from rules.finding import find_exemptions
from rules.model import Finding
from rules.ruleset import RuleSet
from rules.scene import Scene, set_scene
from rules.text import read

MOST = 3
"""Near misses that are told: more would be noise."""
_FEWEST_GROUPS = 2


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An ask of which all but one part stands in the message."""

    rule: str
    words: tuple[str, ...]
    """What stands there, in the message's own words."""
    lacks: str
    """The concepts of which one would have been needed."""


def taken_words(text: str, ruleset: RuleSet) -> tuple[Finding, ...]:
    """The harmless phrases whose words count as nothing else, such as “share the deck”."""
    scene = _scene(text, ruleset)
    spans = (
        (e.case.id, scene.tokens[e.span[0]].start, scene.tokens[e.span[1] - 1].end)
        for e in find_exemptions(scene, ruleset)
        if e.case.scope == "words"
    )
    return tuple(dict.fromkeys(Finding(*span) for span in spans))


def near_misses(text: str, ruleset: RuleSet) -> tuple[NearMiss, ...]:
    """Asks that lacked one part, the first of each rule."""
    scene = _scene(text, ruleset)
    eaten = [e.span for e in find_exemptions(scene, ruleset) if e.case.scope == "words"]
    found: dict[str, NearMiss] = {}
    for rule in ruleset.of_kind("ask"):
        for miss in _of_rule(rule.id, rule.combinations, scene.without(eaten), text):
            found.setdefault(rule.id, miss)
    return tuple(found.values())[:MOST]


def _of_rule(
    rule_id: str, combinations: Sequence[Combination], scene: Scene, text: str
) -> Iterator[NearMiss]:
    for combination in combinations:
        groups = (*combination.all, *combination.context)
        lacking = [group for group in groups if not scene.spans(group)]
        sure = not combination.wary and not combination.follow_up
        if sure and len(groups) > _FEWEST_GROUPS and len(lacking) == 1:
            there = [scene.spans(group)[0] for group in groups if group not in lacking]
            yield NearMiss(rule_id, _words(there, scene, text), " or ".join(lacking[0][:MOST]))


def _words(spans: Sequence[Span], scene: Scene, text: str) -> tuple[str, ...]:
    shown = (text[scene.tokens[a].start : scene.tokens[b - 1].end] for a, b in spans)
    return tuple(dict.fromkeys(words.strip() for words in shown))


def _scene(text: str, ruleset: RuleSet) -> Scene:
    return set_scene(read(text, ruleset.spelling, ruleset.breakers), ruleset)

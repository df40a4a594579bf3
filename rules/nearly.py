"""What a message nearly was: harmless phrases that took words, and asks that lacked one part."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rules.automaton import Span
from rules.combination import Combination
from rules.finding import find_exemptions
from rules.model import Finding
from rules.ruleset import Rule, RuleSet
from rules.samples import samples
from rules.scene import Scene, set_scene
from rules.text import read

MOST = 3
"""Near misses that are told: more would be noise."""
_FEWEST_PARTS = 2


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An ask of which all but one part stands together in the message."""

    rule: str
    words: tuple[str, ...]
    """What stands there, in the message's own words."""
    lacks: str
    """The concepts of which one would have been needed; nothing where all was there."""
    such_as: tuple[str, ...] = ()
    """Words that would have been such a concept."""
    hindered_by: str = ""
    """The concept that stood in the way, where nothing was lacking."""


def taken_words(text: str, ruleset: RuleSet) -> tuple[Finding, ...]:
    """The harmless phrases whose words count as nothing else, such as “share the deck”."""
    scene = _scene(text, ruleset)
    spans = (
        (e.case.id, scene.tokens[e.span[0]].start, scene.tokens[e.span[1] - 1].end)
        for e in find_exemptions(scene, ruleset)
        if e.case.scope == "words"
    )
    return tuple(dict.fromkeys(Finding(*span) for span in spans))


def near_misses(text: str, ruleset: RuleSet, found: Iterable[str] = ()) -> tuple[NearMiss, ...]:
    """Asks that lacked one part, the nearest of each rule, but for those that were found."""
    whole, passed = _scene(text, ruleset), frozenset(found)
    scene = whole.without([e.span for e in find_exemptions(whole, ruleset) if _eats(e.case)])
    near: list[tuple[int, NearMiss]] = []
    for rule in ruleset.of_kind("ask"):
        if rule.id not in passed:
            misses = list(_of_rule(rule, scene, text, ruleset))
            near += sorted(misses, key=lambda miss: -miss[0])[:1]
    near.sort(key=lambda miss: -miss[0])
    return tuple(miss for _, miss in near[:MOST])


def _eats(case: Rule) -> bool:
    return case.scope == "words"


def _of_rule(
    rule: Rule, scene: Scene, text: str, ruleset: RuleSet
) -> Iterator[tuple[int, NearMiss]]:
    """The rule's near misses, with the number of parts that stand there."""
    for combination in rule.combinations:
        if combination.wary or combination.follow_up or any(scene.matches(combination)):
            continue
        free = replace(combination, none=())
        if spans := next(scene.matches(free), None):
            name = next(name for name in combination.none if scene.spans([name]))
            words = _words(spans, scene, text)
            yield len(spans) + 1, NearMiss(rule.id, words, "", hindered_by=name)
        for lacking, less in _less_one(combination):
            if spans := next(scene.matches(less), None):
                words = _words([*spans, *_context(less, scene)], scene, text)
                such_as = samples(lacking, ruleset, MOST)
                yield len(words), NearMiss(rule.id, words, " or ".join(lacking[:MOST]), such_as)


def _less_one(combination: Combination) -> Iterator[tuple[Sequence[str], Combination]]:
    """Each part in turn, and the combination without it; without its first it would say nothing."""
    if len(combination.all) + len(combination.context) <= _FEWEST_PARTS:
        return
    for group in combination.context:
        rest = tuple(each for each in combination.context if each != group)
        yield group, replace(combination, context=rest)
    for group in combination.all[1:]:
        yield group, replace(combination, all=tuple(g for g in combination.all if g != group))


def _context(combination: Combination, scene: Scene) -> Iterator[Span]:
    yield from (scene.spans(group)[0] for group in combination.context)


def _words(spans: Iterable[Span], scene: Scene, text: str) -> tuple[str, ...]:
    shown = (text[scene.tokens[a].start : scene.tokens[b - 1].end] for a, b in spans)
    return tuple(dict.fromkeys(words.strip() for words in shown))


def _scene(text: str, ruleset: RuleSet) -> Scene:
    return set_scene(read(text, ruleset.spelling, ruleset.breakers), ruleset)

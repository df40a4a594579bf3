"""The pack with one thing taken out at a time: what no example misses, none has proven."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import Final

from rules.automaton import Automaton
from rules.examples import Example, all_on, examples
from rules.judging import judge_in_full
from rules.model import Ask, Sign
from rules.phrases import Path, PhraseBook
from rules.ruleset import Rule, RuleSet, switch
from rules.scene import set_scene
from rules.text import read

_GROUPS: Final = {"asks": frozenset(map(str, Ask)), "signs": frozenset(map(str, Sign))}


@dataclass(frozen=True, slots=True)
class Mutant:
    """The rules less one thing."""

    kind: str
    """What was taken out: a rule, a concept, or an exception: unless, none or spares."""
    where: str
    """The rule it belongs to; nothing for a concept, which belongs to all."""
    name: str
    needs: tuple[frozenset[str], ...]
    """One concept of each must stand in a message, else the mutant judges as the rules do."""
    make: Callable[[], RuleSet] = field(repr=False)

    def may_tell(self, standing: frozenset[str]) -> bool:
        """Whether a message with these concepts may be judged otherwise."""
        return all(need & standing for need in self.needs)

    def __str__(self) -> str:
        """Its name for a person: “the concept act.share”, “own-act, unless please.word”."""
        return (
            f"{self.where}, {self.kind} {self.name}" if self.where else f"{self.kind} {self.name}"
        )


@dataclass(frozen=True, slots=True)
class Proof:
    """A mutant and the example that tells it from the rules; none where it survives."""

    mutant: Mutant
    example: Example | None


def mutants(ruleset: RuleSet) -> Iterator[Mutant]:
    """Everything that can be taken out, one at a time."""
    ruleset = all_on(ruleset)
    for rule in ruleset.rules:
        yield _without_rule(ruleset, rule)
        yield from _without_exceptions(ruleset, rule)
    yield from _without_concepts(ruleset)


def unexercised(ruleset: RuleSet) -> Iterator[Mutant]:
    """What stands in no example at all, so that none can prove it: cheaper than to prove it."""
    known = [_standing(example, ruleset) for example in examples(ruleset)]
    for mutant in mutants(ruleset):
        if not any(map(mutant.may_tell, known)):
            yield mutant


def prove(ruleset: RuleSet) -> Callable[[Mutant], Proof]:
    """Give the function that looks for an example that breaks where a mutant is at work."""
    known = [(example, _standing(example, ruleset)) for example in examples(all_on(ruleset))]

    def proof(mutant: Mutant) -> Proof:
        near = [example for example, standing in known if mutant.may_tell(standing)]
        changed = mutant.make() if near else ruleset
        broken = (example for example in near if example.problem(changed, judge_in_full))
        return Proof(mutant, next(broken, None))

    return proof


def _standing(example: Example, ruleset: RuleSet) -> frozenset[str]:
    """The concepts that stand in an example, be it in a quotation."""
    reading = read(example.text, ruleset.spelling, ruleset.breakers)
    scenes = (set_scene(reading, ruleset, with_quotes=quotes) for quotes in (False, True))
    return frozenset(_plain(name.strip("{}")) for scene in scenes for name in scene.hits)


def _without_rule(ruleset: RuleSet, rule: Rule) -> Mutant:
    return Mutant("rule", "", rule.id, (_firsts(rule),), lambda: switch(ruleset, rule.id, "off"))


def _without_exceptions(ruleset: RuleSet, rule: Rule) -> Iterator[Mutant]:
    for name in rule.unless:
        less = replace(rule, unless=_less(rule.unless, name))
        yield _hindered("unless", ruleset, name, less)
    for name in dict.fromkeys(name for each in rule.combinations for name in each.none):
        ways = tuple(replace(each, none=_less(each.none, name)) for each in rule.combinations)
        yield _hindered("none", ruleset, name, replace(rule, combinations=ways))
    for name, spared in _spared(rule):
        less = replace(rule, spares=rule.spares - spared)
        others = frozenset[str]().union(*(_firsts(r) for r in ruleset.rules if r.id in spared))
        needs = _firsts(rule), others
        yield Mutant("spares", rule.id, name, needs, _changed(ruleset, less))


def _hindered(kind: str, ruleset: RuleSet, name: str, rule: Rule) -> Mutant:
    needs = frozenset({_plain(name)}), _firsts(rule)
    return Mutant(kind, rule.id, name, needs, _changed(ruleset, rule))


def _changed(ruleset: RuleSet, rule: Rule) -> Callable[[], RuleSet]:
    rules = tuple(rule if each.id == rule.id else each for each in ruleset.rules)
    return lambda: replace(ruleset, rules=rules)


def _firsts(rule: Rule) -> frozenset[str]:
    """The concepts of which one stands wherever the rule does."""
    return frozenset(_plain(name) for each in rule.combinations for name in each.all[0])


def _spared(rule: Rule) -> Iterator[tuple[str, frozenset[str]]]:
    """What a clear case spares, in the words of its file: all asks are one word."""
    left = rule.spares if rule.kind == "clear" else frozenset()
    for word, group in _GROUPS.items():
        if group <= left:
            left -= group
            yield word, group
    yield from ((name, frozenset({name})) for name in sorted(left))


def _without_concepts(ruleset: RuleSet) -> Iterator[Mutant]:
    emptied = _emptier(ruleset)
    for name in ruleset.concepts:
        yield Mutant("concept", "", name, (frozenset({name}),), partial(emptied, name))


def _emptier(ruleset: RuleSet) -> Callable[[str], RuleSet]:
    """Give the function that compiles the rules without a concept; phrases are parsed once."""

    @cache
    def parsed() -> dict[str, list[Path]]:
        book = PhraseBook()
        paths = {
            name: [path for phrase in phrases for path in book.parse(phrase)]
            for name, phrases in ruleset.concepts.items()
        }
        return paths | book.lists

    return lambda name: replace(ruleset, automaton=Automaton(parsed() | {name: []}))


def _less(names: Sequence[str], name: str) -> tuple[str, ...]:
    return tuple(each for each in names if each != name)


def _plain(name: str) -> str:
    return name.partition(":")[0]

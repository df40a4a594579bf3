"""The rules' own examples held against the rules, and concepts that nothing uses."""

from collections.abc import Iterator

from rules.examples import all_on, examples
from rules.judging import FREELANCE, OPTION, judge
from rules.phrases import references
from rules.ruleset import FORWARDED, Rule, RuleSet

# The engine asks for these by name; no rule file needs to.
_ENGINE = frozenset({OPTION, FORWARDED, FREELANCE})


def failures(ruleset: RuleSet) -> Iterator[str]:
    """Give a line for each example that is judged otherwise and each concept without a use."""
    ruleset = all_on(ruleset)
    problems = (example.problem(ruleset, judge) for example in examples(ruleset))
    yield from filter(None, problems)
    for concept in unused_concepts(ruleset):
        yield f"unused: the concept “{concept}” is named by no rule; name it in one or take it out"


def count_examples(ruleset: RuleSet) -> int:
    """Tell how many examples the rules have."""
    return sum(1 for _ in examples(ruleset))


def unused_concepts(ruleset: RuleSet) -> list[str]:
    """Name the concepts that no rule reaches, directly or through other concepts."""
    reached: set[str] = set()
    waiting = set(_ENGINE & ruleset.concepts.keys())
    for rule in ruleset.rules:
        waiting |= _named(rule)
    while waiting:
        concept = waiting.pop()
        reached.add(concept)
        for phrase in ruleset.concepts.get(concept, ()):
            waiting |= references(phrase) - reached
    return sorted(ruleset.concepts.keys() - reached)


def _named(rule: Rule) -> set[str]:
    names = set(rule.unless)
    for combination in rule.combinations:
        names.update(combination.none)
        for group in (*combination.all, *combination.context):
            names.update(group)
    return {name.split(":")[0] for name in names}

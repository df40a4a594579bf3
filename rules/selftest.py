"""The rules' own examples held against the rules, and concepts that nothing uses."""

from collections.abc import Iterator

from rules.judging import FORWARDED, FREELANCE, OPTION, judge
from rules.model import Judgement
from rules.phrases import references
from rules.ruleset import Rule, RuleSet, switch

# The engine asks for these by name; no rule file needs to.
_ENGINE = frozenset({OPTION, FORWARDED, FREELANCE})


def failures(ruleset: RuleSet) -> Iterator[str]:
    """Give a line for each example that is judged otherwise and each concept without a use."""
    for rule in ruleset.rules:
        # Rules on trial, or off, keep their promises too.
        ruleset = switch(ruleset, rule.id, "on")
    for rule in ruleset.rules:
        yield from _failing_examples(rule, ruleset)
    for concept in unused_concepts(ruleset):
        yield f"unused: the concept “{concept}” is named by no rule; name it in one or take it out"


def count_examples(ruleset: RuleSet) -> int:
    """Tell how many examples the rules have."""
    return sum(
        len(rule.nudged) + len(rule.clear) + len(rule.after_an_ask) for rule in ruleset.rules
    )


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


def _failing_examples(rule: Rule, ruleset: RuleSet) -> Iterator[str]:
    for text in rule.nudged:
        judgement = judge(text, ruleset)
        if not _nudged_rightly(rule, judgement):
            yield f"missed in {rule.id}: {text} (judged {_told(judgement)})"
    for text in rule.after_an_ask:
        if not _nudged_rightly(rule, judge(text, ruleset, asked_before=True)):
            yield f"missed after an ask in {rule.id}: {text}"
        if judge(text, ruleset).nudges:
            yield f"needs no earlier ask in {rule.id}: {text}"
    for text in rule.clear:
        judgement = judge(text, ruleset)
        if not _clear_rightly(rule, judgement):
            yield f"false alarm in {rule.id}: {text} (judged {_told(judgement)})"


def _nudged_rightly(rule: Rule, judgement: Judgement) -> bool:
    """Whether the example gets a nudge for the rule; near misses of a clear case get any."""
    return judgement.nudges and (rule.kind == "clear" or rule.id in _borne(judgement))


def _clear_rightly(rule: Rule, judgement: Judgement) -> bool:
    """Whether the example is free of the rule, or of all that a clear case spares."""
    return not _borne(judgement) & (rule.spares if rule.kind == "clear" else {rule.id})


def _borne(judgement: Judgement) -> set[str]:
    return {str(name) for name in (*judgement.asks, *judgement.signs)}


def _named(rule: Rule) -> set[str]:
    names = set(rule.unless)
    for combination in rule.combinations:
        names.update(combination.none)
        for group in (*combination.all, *combination.context):
            names.update(group)
    return {name.split(":")[0] for name in names}


def _told(judgement: Judgement) -> str:
    names = [*judgement.asks, *judgement.signs]
    return f"{judgement.verdict}: {', '.join(names)}" if names else str(judgement.verdict)

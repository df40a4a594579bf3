"""What a change of rules would do to messages whose judgement is known, before it is saved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from rules.added import concept_of
from rules.examples import examples
from rules.judging import judge, stands
from rules.model import Verdict
from rules.packs import labelled_texts
from rules.ruleset import Rule, RuleSet
from rules.scene import lay_out
from rules.text import read


@dataclass(frozen=True, slots=True)
class DryRun:
    """The differences between two rule sets."""

    changed: tuple[tuple[str, Verdict, Verdict], ...] = ()
    """Messages that would be judged otherwise: each with its verdict now, and then."""
    broken: tuple[tuple[str, str], ...] = ()
    """Rules that would no longer do what an example of theirs promises, with that example."""
    judged: int = 0
    """How many messages were looked at."""


def dry_run(before: RuleSet, after: RuleSet) -> DryRun:
    """Hold two rule sets against the rules' examples and the labelled messages of the pack."""
    promised = (example.text for rules in (before, after) for example in examples(rules))
    texts = sorted({*promised, *labelled_texts()})
    touched, heard = _touched(texts, before, after), cache(judge)
    both = [
        (text, heard(text, before, False).verdict, heard(text, after, False).verdict)
        for text in touched
    ]
    broken = (
        (example.rule.id, example.text)
        for example in examples(after)
        if example.text in touched
        and example.problem(after, heard)
        and not example.problem(before, heard)
    )
    return DryRun(tuple(each for each in both if each[1] is not each[2]), tuple(broken), len(texts))


def _touched(texts: Sequence[str], before: RuleSet, after: RuleSet) -> list[str]:
    """The messages in which something stands that the two rule sets take differently."""
    sides = ((before, _unlike(before, after)), (after, _unlike(after, before)))
    return [text for text in texts if any(_speaks(text, side, rules) for side, rules in sides)]


def _unlike(one: RuleSet, other: RuleSet) -> list[Rule]:
    """The rules of the one that the other has not alike; a reason finds nothing."""

    def held(ruleset: RuleSet) -> dict[str, tuple[Rule, tuple[str, ...]]]:
        said = ruleset.concepts
        return {
            rule.id: (replace(rule, why=""), said.get(concept_of(rule.id), ()))
            for rule in ruleset.rules
        }

    known = held(other)
    return [
        rule for name, (rule, phrases) in held(one).items() if known.get(name) != (rule, phrases)
    ]


def _speaks(text: str, ruleset: RuleSet, rules: Sequence[Rule]) -> bool:
    """Whether what one of the rules needs stands in a message, in a quotation of it too."""
    combinations = [combination for rule in rules for combination in rule.combinations]
    if not combinations:
        return False
    reading = read(text, ruleset.spelling, ruleset.breakers)
    layouts = [lay_out(reading, ruleset, with_quotes=quotes) for quotes in (False, True)]
    return stands(layouts, combinations, ruleset)

"""What a change of rules would do to messages whose judgement is known, before it is saved."""

from dataclasses import dataclass
from functools import cache, lru_cache

from rules.examples import Judge, examples
from rules.judging import judge
from rules.model import Verdict
from rules.packs import labelled_texts
from rules.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class DryRun:
    """The differences between two rule sets."""

    changed: tuple[tuple[str, Verdict, Verdict], ...] = ()
    """Messages that would be judged otherwise: each with its verdict now, and then."""
    broken: tuple[tuple[str, str], ...] = ()
    """Rules that would no longer do what an example of theirs promises, with that example."""
    judged: int = 0
    """How many messages were judged both ways."""


def dry_run(before: RuleSet, after: RuleSet) -> DryRun:
    """Hold two rule sets against the rules' examples and the labelled messages of the pack."""
    promised = (example.text for rules in (before, after) for example in examples(rules))
    texts = sorted({*promised, *labelled_texts()})
    now, then = _judge_of(before), _judge_of(after)
    both = (
        (text, now(text, before, False).verdict, then(text, after, False).verdict) for text in texts
    )
    broken = (
        (example.rule.id, example.text)
        for example in examples(after)
        if example.problem(after, then) and not example.problem(before, now)
    )
    return DryRun(
        tuple(each for each in both if each[1] is not each[2]),
        tuple(broken),
        len(texts),
    )


@lru_cache(maxsize=2)
def _judge_of(_ruleset: RuleSet) -> Judge:
    """Judges each text once: what is in force now is looked at again with each draft."""
    return cache(judge)

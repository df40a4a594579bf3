"""The rules' own examples as values: what each one promises, and whether it holds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from rules.model import Judgement, Verdict
from rules.ruleset import WITHDRAWN, Rule, RuleSet, switch

Judge = Callable[[str, RuleSet, bool], Judgement]
"""A text, the rules, and whether its sender asked before."""


Promise = Literal["nudged", "optional", "clear"]
"""It gets a note for the rule; it asks and leaves the choice open; it is free of the rule."""


@dataclass(frozen=True, slots=True)
class Example:
    """One message of a rule file and what it promises."""

    rule: Rule
    text: str
    promise: Promise
    asked_before: bool = False

    def problem(self, ruleset: RuleSet, judge: Judge) -> str:
        """What is wrong with it, in a line; nothing where it is judged as it promises."""
        judgement = judge(self.text, ruleset, self.asked_before)
        if self.asked_before:
            return self._after_an_ask(judgement, ruleset, judge)
        if self._holds(judgement):
            return ""
        what = "false alarm" if self.promise == "clear" else "missed"
        return f"{what} in {self.rule.id}: {self.text} (judged {_told(judgement)})"

    def _after_an_ask(self, judgement: Judgement, ruleset: RuleSet, judge: Judge) -> str:
        if not self._holds(judgement):
            return f"missed after an ask in {self.rule.id}: {self.text}"
        if judge(self.text, ruleset, False).nudges:
            return f"needs no earlier ask in {self.rule.id}: {self.text}"
        return ""

    def _holds(self, judgement: Judgement) -> bool:
        borne = {str(name) for name in (*judgement.asks, *judgement.signs)}
        if self.promise != "clear":  # near misses of a clear case ask for anything
            optional = judgement.verdict is Verdict.OPTIONAL
            kept = judgement.nudges if self.promise == "nudged" else optional
            return kept and (self.rule.kind == "clear" or self.rule.id in borne)
        if self.rule.id == WITHDRAWN and not judgement.withdraws:
            return False
        return not borne & (self.rule.spares if self.rule.kind == "clear" else {self.rule.id})


def examples(ruleset: RuleSet) -> Iterator[Example]:
    """Every example of every rule."""
    for rule in ruleset.rules:
        yield from (Example(rule, text, "nudged") for text in rule.nudged)
        yield from (Example(rule, text, "nudged", asked_before=True) for text in rule.after_an_ask)
        yield from (Example(rule, text, "optional") for text in rule.optional)
        yield from (Example(rule, text, "clear") for text in rule.clear)


def all_on(ruleset: RuleSet) -> RuleSet:
    """The rules with those on trial, or off, switched on: they keep their promises, too."""
    for rule in ruleset.rules:
        ruleset = switch(ruleset, rule.id, "on")
    return ruleset


def _told(judgement: Judgement) -> str:
    names = [*judgement.asks, *judgement.signs]
    return f"{judgement.verdict}: {', '.join(names)}" if names else str(judgement.verdict)

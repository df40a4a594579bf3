"""How often people find a rule right: answers to its notes, since it was last changed. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.changes import Kept, undone_by
from bot.model import Outcome
from bot.ports import CountRow
from bot.weeks import run_of, week_of
from rules import RuleError, RuleSet, SetStatus

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Answers:
    """What people said about the notes of one rule."""

    rule: str
    helpful: int
    not_pressure: int

    @property
    def all(self) -> int:
        """How many said anything."""
        return self.helpful + self.not_pressure

    def is_below(self, percent: int) -> bool:
        """Whether fewer of them than so many in a hundred called it helpful."""
        return self.helpful * HUNDRED < percent * self.all


def answers(
    rows: Iterable[CountRow], history: Sequence[Kept], ruleset: RuleSet, week: str
) -> list[Answers]:
    """The answers to each rule in force, in this run of weeks and since its status was changed.

    Whoever switches a rule on again has it on until there are enough new answers.
    """
    since, held = changed_in(history), [row for row in rows if run_of(week) <= row.week <= week]
    found = []
    for rule in ruleset.rules:
        if rule.status == "on":
            mine = [r for r in held if (r.kind, r.name) == ("rule", rule.id)]
            new = [r for r in mine if r.week > since.get(rule.id, "")]
            helpful, not_pressure = (
                sum(row.count for row in new if row.outcome is outcome)
                for outcome in (Outcome.HELPFUL, Outcome.NOT_PRESSURE)
            )
            found.append(Answers(rule.id, helpful, not_pressure))
    return found


def changed_in(history: Sequence[Kept]) -> dict[str, str]:
    """The week in which each rule's status was last changed, or a change of it undone."""
    rules = {kept.id: _rules_of(kept) for kept in history}
    weeks: dict[str, str] = {}
    for kept in history:
        undone = undone_by(kept)
        concerned = rules.get(undone, ()) if undone is not None else rules[kept.id]
        weeks |= dict.fromkeys(concerned, week_of(kept.at))
    return weeks


def _rules_of(kept: Kept) -> tuple[str, ...]:
    try:
        return tuple(change.rule for change in kept.changes if isinstance(change, SetStatus))
    except RuleError:
        return ()

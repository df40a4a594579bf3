"""The counts as a report: weeks, and rules over fixed runs of weeks, small numbers hidden. Pure.

A week that is over never changes, and nothing is summed over weeks that move, so that no report can
be set against an earlier one. What people can watch growing is shown in steps of the minimum only.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.ports import CountRow
from bot.suppression import (
    ALL,
    ASKED,
    BY_RULE,
    CHANGED,
    REWORDED,
    SIMPLE,
    TRIAL,
    WEEKLY,
    WITHDRAWN,
    Key,
    shown_of_week,
)
from bot.weeks import RUN_WEEKS, later, run_of


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it may be shown; None: it is small, or a small one would follow from it."""

    value: int | None
    at_least: bool = False
    """It is a step: the number itself may be larger, by less than the minimum."""


@dataclass(frozen=True, slots=True)
class Page:
    """The figures of one workspace in one week, or in a run of weeks."""

    workspace: str
    first: str
    last: str
    running: bool
    """It is not over."""
    figures: Mapping[Key, Figure]

    @property
    def period(self) -> str:
        """Its name: the week, or the run's first and last."""
        return self.first if self.first == self.last else f"{self.first}/{self.last}"


@dataclass(frozen=True, slots=True)
class Report:
    """What may be told of a workspace: its weeks, and its rules by runs of weeks, oldest first."""

    workspace: str
    weeks: tuple[Page, ...]
    rules: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is made from: the week it is now, the minimum, how long counts are kept."""

    week: str
    minimum: int = 5
    keep_weeks: int = 53


def reports(rows: Iterable[CountRow], scope: Scope) -> list[Report]:
    """One report a workspace."""
    by_workspace: dict[str, list[CountRow]] = {}
    for row in rows:
        by_workspace.setdefault(row.workspace, []).append(row)
    return [report(name, held, scope) for name, held in sorted(by_workspace.items())]


def report(workspace: str, rows: Sequence[CountRow], scope: Scope) -> Report:
    """The report of one workspace, from its rows.

    What has no figure to show is left out, so that nothing looks the same as little.
    """
    by_week = _grouped(rows, lambda week: week)
    # A run of which weeks are already forgotten would shrink from week to week.
    oldest = later(scope.week, -scope.keep_weeks)
    by_run = {run: held for run, held in _grouped(rows, run_of).items() if run >= oldest}
    weeks = [_week(workspace, week, held, scope) for week, held in sorted(by_week.items())]
    runs = [_run(workspace, first, held, scope) for first, held in sorted(by_run.items())]
    told = [[page for page in pages if page.figures] for pages in (weeks, runs)]
    return Report(workspace, tuple(told[0]), tuple(told[1]))


def _grouped(rows: Iterable[CountRow], period: Callable[[str], str]) -> dict[str, list[CountRow]]:
    found: dict[str, list[CountRow]] = {}
    for row in rows:
        found.setdefault(period(row.week), []).append(row)
    return found


def _week(workspace: str, week: str, rows: Sequence[CountRow], scope: Scope) -> Page:
    values, running = week_values(rows), week == scope.week
    if running:
        steps = {key: _step(values[key], scope) for key in SIMPLE}
        figures = {key: steps.get(key, Figure(None)) for key in WEEKLY}
    else:
        shown = shown_of_week(values, scope.minimum)
        figures = {key: Figure(values[key] if key in shown else None) for key in WEEKLY}
    is_blank = all(figure.value is None for figure in figures.values())
    return Page(workspace, week, week, running, {} if is_blank else figures)


def _run(workspace: str, first: str, rows: Sequence[CountRow], scope: Scope) -> Page:
    """Answers are no parts of a shown total: a note may be answered weeks after it was sent."""
    last, values, figures = later(first, RUN_WEEKS - 1), run_values(rows), dict[Key, Figure]()
    for name in sorted({name for _, name, _ in values}):
        found = {key: _step(values[key], scope) for key in _keys_of(name)}
        if any(figure.value for figure in found.values()):
            figures |= found
    return Page(workspace, first, min(last, scope.week), last >= scope.week, figures)


def _step(value: int, scope: Scope) -> Figure:
    """A number that grew in sight of its readers: rounded down to a multiple of the minimum."""
    step = value // scope.minimum * scope.minimum
    return Figure(step or None, at_least=bool(step))


def week_values(rows: Iterable[CountRow]) -> dict[Key, int]:
    """The numbers of a week: as they are kept, and summed over verdicts."""
    sums = _sums(rows)
    sums[CHANGED] = sums[REWORDED] + sums[WITHDRAWN]
    sums[ASKED] -= sums[TRIAL]
    return {key: sums[key] for key in WEEKLY}


def run_values(rows: Iterable[CountRow]) -> dict[Key, int]:
    """The numbers of a run of weeks: what was answered, and counted on trial, by rule."""
    sums = _sums(rows)
    names = sorted({name for kind, name, _ in sums if kind == "rule"})
    return {key: sums[key] for name in names for key in _keys_of(name)}


def _keys_of(rule: str) -> list[Key]:
    return [("rule", rule, outcome) for outcome in BY_RULE]


def _sums(rows: Iterable[CountRow]) -> Counter[Key]:
    sums: Counter[Key] = Counter()
    for row in rows:
        sums[row.kind, row.name, row.outcome] += row.count
        if row.kind == "verdict":
            sums[row.kind, ALL, row.outcome] += row.count
    return sums

"""A report in words: for Slack, as a table, and as data for machines. Pure."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from bot.blocks import Words
from bot.model import Outcome
from bot.mrkdwn import escape
from bot.report import Figure, Page, Report
from bot.suppression import (
    ASKED,
    CHANGED,
    CHECKED,
    FAILED,
    FAIR,
    FIRM,
    GENTLE,
    HELD_BACK,
    NUDGED,
    REWORDED,
    SERIOUS,
    WITHDRAWN,
    Key,
)

IN_WORDS = {
    "asked": ASKED,
    "fair": FAIR,
    "nudged": NUDGED,
    "gentle": GENTLE,
    "firm": FIRM,
    "serious": SERIOUS,
    "held_back": HELD_BACK,
    "changed": CHANGED,
    "reworded": REWORDED,
    "withdrawn": WITHDRAWN,
    "checked": CHECKED,
    "failed": FAILED,
}
RULES_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One figure. `count`: None where it is not shown; `at_least`: it may be a little more."""

    workspace: str
    week: str
    kind: str
    name: str
    outcome: str
    count: int | None
    at_least: bool


def as_lines(reports: Iterable[Report]) -> list[Line]:
    """Every figure of some reports."""
    return [
        Line(page.workspace, page.period, *key, figure.value, figure.at_least)
        for report in reports
        for page in (*report.weeks, *report.rules)
        for key, figure in page.figures.items()
    ]


def as_table(lines: Sequence[Line], words: Words, minimum: int) -> str:
    """Columns of text: week, what it is about, its name, the outcome, the count."""
    heads = [words[f"bot.table.{key}"] for key in ("week", "kind", "name", "outcome", "count")]
    rows = [
        heads,
        *([x.week, x.kind, x.name, str(x.outcome), _counted(x, words, minimum)] for x in lines),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _counted(line: Line, words: Words, minimum: int) -> str:
    if line.count is None:
        return words["bot.stats.hidden"].format(minimum=minimum)
    key = "bot.stats.step" if line.at_least else "bot.stats.exact"
    return words[key].format(count=line.count)


def as_data(lines: Iterable[Line]) -> list[dict[str, object]]:
    """The same for machines: `count` is null where it is not shown."""
    return [asdict(line) for line in lines]


def as_csv(lines: Iterable[Line]) -> str:
    """The same for spreadsheets: `count` is empty where it is not shown."""
    page = io.StringIO()
    writer = csv.DictWriter(page, list(Line.__dataclass_fields__), lineterminator="\n")
    writer.writeheader()
    writer.writerows(as_data(lines))
    return page.getvalue()


def in_words(
    report: Report, titles: Mapping[str, str], words: Words, *, minimum: int, weeks: int
) -> list[str]:
    """The last weeks, the newest first, and the rules, as paragraphs of mrkdwn."""
    told = [week_in_words(page, words) for page in reversed(report.weeks[-weeks:])]
    rules = [line for page in report.rules[-1:] for line in _rules(page, titles, words)]
    if not told and not rules:
        return [words["bot.stats.none"].format(minimum=minimum)]
    legend = words["bot.stats.legend"].format(minimum=minimum)
    return [*told, *rules, f"{legend} {words['bot.stats.note']}"]


def week_in_words(page: Page, words: Words) -> str:
    """One week as a paragraph of mrkdwn."""
    if page.running:
        said = {
            name: _said(page.figures[key], words)
            for name, key in IN_WORDS.items()
            if key in page.figures
        }
        return words["bot.stats.running"].format(week=page.period, **said)
    said = {name: _said(page.figures[key], words) for name, key in IN_WORDS.items()}
    share = share_changed(page)
    tail = words["bot.stats.share"].format(share=share) if share is not None else ""
    return words["bot.stats.week"].format(week=page.period, share=tail, **said)


def share_changed(page: Page) -> int | None:
    """Of a hundred messages that had a note, how many were reworded or withdrawn."""
    changed, nudged = page.figures[CHANGED].value, page.figures[NUDGED].value
    return None if changed is None or not nudged else round(100 * changed / nudged)


def _said(figure: Figure, words: Words) -> str:
    if figure.value is None:
        return words["bot.stats.small"]
    key = "bot.stats.step" if figure.at_least else "bot.stats.exact"
    return words[key].format(count=figure.value)


def _rules(page: Page, titles: Mapping[str, str], words: Words) -> list[str]:
    names = list(dict.fromkeys(name for _, name, _ in page.figures))
    if not names:
        return []
    head = words["bot.stats.rules"].format(first=page.first, last=page.last)
    lines = [_rule(page.figures, name, titles, words) for name in names[:RULES_SHOWN]]
    pages = ["\n".join(lines[at : at + 10]) for at in range(0, len(lines), 10)]
    return [head, *pages]


def _rule(figures: Mapping[Key, Figure], name: str, titles: Mapping[str, str], words: Words) -> str:
    helpful, not_pressure, trial = (
        figures["rule", name, outcome]
        for outcome in (Outcome.HELPFUL, Outcome.NOT_PRESSURE, Outcome.TRIAL)
    )
    said = words["bot.stats.rule"].format(
        title=escape(titles.get(name, name), 200),
        helpful=_said(helpful, words),
        not_pressure=_said(not_pressure, words),
    )
    if trial.value is None:
        return said
    return f"{said} {words['bot.stats.trial'].format(trial=_said(trial, words))}"

"""Counts as people may see them: small ones hidden, nobody's name in them. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from bot.blocks import Words
from bot.ports import CountRow


@dataclass(frozen=True, slots=True)
class Line:
    """One sum, ready to be shown. `count` is a number, or words where the number is too small."""

    workspace: str
    week: str
    kind: str
    name: str
    outcome: str
    count: str


def shown(rows: Iterable[CountRow], words: Words, *, minimum: int) -> list[Line]:
    """Hide every count below `minimum`: a small number may point at one person."""
    fewer = words["bot.fewer"].format(minimum=minimum)
    return [
        Line(
            row.workspace,
            row.week,
            row.kind,
            row.name,
            row.outcome.value,
            str(row.count) if row.count >= minimum else fewer,
        )
        for row in rows
    ]


def as_table(lines: Sequence[Line], words: Words) -> str:
    """Columns of text: week, what it is about, its name, the outcome, the count."""
    heads = [words[f"bot.table.{key}"] for key in ("week", "kind", "name", "outcome", "count")]
    rows = [heads, *([x.week, x.kind, x.name, x.outcome, x.count] for x in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def as_data(lines: Sequence[Line]) -> list[dict[str, str]]:
    """The same for machines."""
    return [asdict(line) for line in lines]


def last_weeks(rows: Sequence[CountRow], weeks: int) -> list[CountRow]:
    """The rows of the last `weeks` weeks that have any."""
    recent = sorted({row.week for row in rows})[-weeks:]
    return [row for row in rows if row.week in recent]

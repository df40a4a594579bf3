"""What a person sees in the terminal: explanations and tables, drawn with rich."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rules.explain import Explanation, Notice, printable
from rules.model import Ask, Sign, Verdict
from rules.mutants import Proof
from rules.nearly import NearMiss
from rules.ruleset import Rule
from rules.scoring import Agreement, Score, Scored, Tally

_VERDICT_STYLES: Final = {
    Verdict.CLEAR: "bold green",
    Verdict.OPTIONAL: "bold green",
    Verdict.GENTLE: "bold yellow",
    Verdict.FIRM: "bold dark_orange",
    Verdict.SERIOUS: "bold red",
}
_KIND_STYLES: Final = {"ask": "bold yellow", "sign": "bold magenta", "clear": "green"}
_NARROWEST_ID = 12
_EXAMPLE: Final = 40
"""Characters of an example that are enough to know it again."""


def draw_explanation(told: Explanation) -> RenderableType:
    """Draw one message explained."""
    return Group(*_parts(told))


def _parts(told: Explanation) -> Iterator[RenderableType]:
    yield Text.assemble((told.verdict.value, _VERDICT_STYLES[told.verdict]), f": {told.meaning}")
    yield Padding(_highlighted(told), (1, 2))
    if told.withdraws:
        yield "It takes an earlier ask back: this sender's count in the channel is cleared."
    if told.noticed:
        yield from _section("Noticed", told.noticed, "fine")
    if told.spared:
        yield from _section("Left alone", told.spared, "")
    if not (told.noticed or told.spared or told.withdraws):
        yield "Nothing was noticed: no rule stands on these words."
    yield from _nearly(told)
    if told.wordings:
        yield Text("\nThis would have been fine", style="bold")
        for wording in told.wordings:
            yield Padding(Text(wording), (0, 2))


def _nearly(told: Explanation) -> Iterator[RenderableType]:
    if told.nearly:
        yield Text("\nNearly", style="bold")
    table = _grid()
    for miss in told.nearly:
        table.add_row(Text(f"  {miss.rule}"), Text(_nearly_told(miss)))
    yield table


def _nearly_told(miss: NearMiss) -> str:
    words = ", ".join(f"“{printable(part)}”" for part in miss.words)
    if miss.hindered_by:
        return f"{words}, but {miss.hindered_by} stands there, too"
    such_as = ", ".join(f"“{part}”" for part in miss.such_as)
    return f"{words}, but no {miss.lacks}" + (f" (such as {such_as})" if such_as else "")


def _highlighted(told: Explanation) -> Text:
    text = Text(told.text)
    for mark in told.marks:
        # Underlined as well: where NO_COLOR is set, colour alone would show nothing.
        text.stylize(f"underline {_KIND_STYLES[mark.kind]}", mark.start, mark.end)
    return text


def _section(head: str, notices: Iterable[Notice], fine: str) -> Iterator[RenderableType]:
    yield Text(head, style="bold")
    table = _grid()
    for notice in notices:
        table.add_row(Text(f"  {notice.rule}", style=_KIND_STYLES[notice.kind]), _words(notice))
        if notice.title:
            table.add_row("", Text(f"{notice.title}. {notice.why}"))
        if fine and notice.fine:
            table.add_row("", Text(f"Fine: {notice.fine}", style="dim"))
    yield table


def _grid() -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(min_width=_NARROWEST_ID, no_wrap=True)
    table.add_column()
    return table


def _words(notice: Notice) -> Text:
    if not notice.words:
        return Text("(from what was asked before)")
    return Text(", ".join(f"“{words}”" for words in notice.words))


def draw_rules(rules: Iterable[Rule]) -> RenderableType:
    """Draw the rules: id, kind, status, title."""
    table = _table("id", "kind", "status", "title")
    for rule in rules:
        table.add_row(
            Text(rule.id, style=_KIND_STYLES[rule.kind]), rule.kind, rule.status, Text(rule.title)
        )
    return table


def draw_scan(rows: list[dict[str, Any]]) -> RenderableType:
    """Draw the counts of a scan, a row for each week and channel, and their sums."""
    heads = [name for name in rows[0] if name not in ("week", "channel")] if rows else []
    table = _table(*(rows[0] if rows else ()), numbers=len(heads))
    for row in rows:
        table.add_row(*(Text(printable(str(value))) for value in row.values()))
    sums = {head: sum(row[head] for row in rows) for head in heads}
    notes = sums.get("gentle", 0) + sums.get("firm", 0) + sums.get("serious", 0)
    told = f"{sums.get('messages', 0)} messages, {notes} would have got a private note."
    return Group(table, "", told)


def draw_proofs(proofs: Iterable[Proof]) -> RenderableType:
    """Draw what was taken out and the example that tells it, survivors last; and the sums."""
    proofs = sorted(proofs, key=lambda proof: proof.example is None)
    table = _table("taken out", "of", "name", "told by an example of", "it reads")
    for proof in proofs:
        example, mutant = proof.example, proof.mutant
        names = Text(mutant.kind), Text(mutant.where), Text(mutant.name)
        if example:
            table.add_row(*names, Text(example.rule.id), _shortened(example.text))
        else:
            table.add_row(*names, Text("survives", style="bold red"), "")
    survivors = sum(proof.example is None for proof in proofs)
    return Group(table, "", f"{len(proofs)} taken out in turn: {survivors} told by no example")


def _shortened(text: str) -> Text:
    line = " ".join(text.split())
    return Text(f"{line[:_EXAMPLE]}…" if len(line) > _EXAMPLE else line)


def draw_score(score: Score) -> RenderableType:
    """Draw the score in tables that fit 80 columns."""
    parts: list[RenderableType] = [
        _agreements("all", {"all messages": score.overall}),
        _confusion(score),
        _tallies("ask", score.asks, score.all_asks),
        _tallies("sign", score.signs, score.all_signs),
    ]
    if score.kinds:
        parts.append(_agreements("kind", score.kinds))
    if score.writers:
        parts.append(_agreements("writer", score.writers))
    return Group(*(part for drawn in parts for part in (drawn, "")))


def draw_misses(misses: Iterable[Scored]) -> RenderableType:
    """Draw the messages that are judged otherwise than labelled."""
    table = _table("id", "labelled", "judged", "text")
    for miss in misses:
        labels, judged = miss.labels, miss.judgement
        table.add_row(
            Text(miss.id),
            Text(" ".join([labels.verdict, *(labels.asks or ()), *(labels.signs or ())])),
            Text(" ".join([judged.verdict, *judged.asks, *judged.signs])),
            Text(labels.text),
        )
    return table


def _agreements(head: str, groups: Mapping[str, Agreement]) -> Table:
    names = ("nudged: precision", "recall", "F1", "exact verdict", "messages")
    table = _table(head, *names, numbers=len(names))
    for name, group in sorted(groups.items()):
        shares = (group.nudged.precision, group.nudged.recall, group.nudged.f1, group.exact)
        table.add_row(Text(name), *map(_percent, shares), str(group.messages))
    return table


def _confusion(score: Score) -> Table:
    table = _table("labelled \\ judged", *Verdict, numbers=len(Verdict))
    for labelled in Verdict:
        cells = (score.confusion[labelled, judged] for judged in Verdict)
        table.add_row(labelled, *(str(cell) if cell else "·" for cell in cells))
    return table


def _tallies(head: str, tallies: Mapping[Ask, Tally] | Mapping[Sign, Tally], total: Tally) -> Table:
    names = ("precision", "recall", "F1", "hits", "false alarms", "missed")
    table = _table(head, *names, numbers=len(names))
    rows = [*((name.value, tally) for name, tally in tallies.items()), (f"all {head}s", total)]
    for name, tally in rows:
        shares = map(_percent, (tally.precision, tally.recall, tally.f1))
        table.add_row(name, *shares, str(tally.hits), str(tally.false_alarms), str(tally.missed))
    return table


def _table(*names: str, numbers: int = 0) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for n, name in enumerate(names):
        table.add_column(name, justify="right" if n >= len(names) - numbers else "left")
    return table


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"

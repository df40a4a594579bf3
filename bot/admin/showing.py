"""Rules and their history, as an admin reads them. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from bot.admin.files import as_text
from bot.admin.telling import reason_told, told
from bot.blocks import Note, Words, plain_note, to_copy
from bot.changes import Kept, standing, undone_by
from bot.mrkdwn import escape, moment, readable
from bot.rulebook import Snapshot
from rules import Rule, RuleError

PAGE, SHOWN = 2_900, 20
EXAMPLES, OWN, COPIED = 3, 20, 40


def rules_note(snapshot: Snapshot) -> Note:
    """Every rule by its kind, with its status; and what no longer applies."""
    words = snapshot.ruleset.words
    parts = [words["bot.admin.rules"]]
    for kind in ("ask", "sign", "clear"):
        lines = [_line(rule, words) for rule in snapshot.ruleset.rules if rule.kind == kind]
        parts += pages([words[f"bot.admin.kind.{kind}"], *lines])
    for each in snapshot.unapplied[:SHOWN]:
        parts.append(words["bot.admin.unapplied"].format(reason=reason_told(each, words)))
    return plain_note(*parts)


def rule_note(rule_id: str, snapshot: Snapshot, rows: Sequence[Kept]) -> Note:
    """One rule: its reason, where that stands, examples, and what admins changed in it."""
    words = snapshot.ruleset.words
    rule = next(each for each in snapshot.ruleset.rules if each.id == rule_id)
    source = words["bot.why.source"].format(source=escape(rule.source, 600)) if rule.source else ""
    own = [f"• {line}" for line in _own(rule.id, rows, words)][-OWN:]
    return plain_note(
        _line(rule, words),
        escape(rule.why, 1_000),
        source,
        _examples("nudged", rule.nudged, words),
        _examples("clear", rule.clear, words),
        *pages([words["bot.admin.own"], *own] if own else []),
    )


def history_note(rows: Sequence[Kept], lines: Callable[[Kept], list[str]], words: Words) -> Note:
    """The last saves, the newest first: what, when, and whether it still stands."""
    stands = {row.id for row in standing(rows)}
    saves = [row for row in reversed(rows) if undone_by(row) is None][:SHOWN]
    if not saves:
        return plain_note(words["bot.admin.nothing"])
    told_rows = [_save(row, lines(row), words, stands=row.id in stands) for row in saves]
    return plain_note(words["bot.admin.history"], *pages(told_rows))


def export_note(files: Mapping[str, str], words: Words) -> Note:
    """All changes that stand as text to copy."""
    if not files:
        return plain_note(words["bot.admin.nothing"])
    note = plain_note(words["bot.admin.export"])
    return Note(note.text, [*note.blocks, *to_copy(as_text(files))[:COPIED]])


def pages(lines: Iterable[str]) -> list[str]:
    """Lines put together into as few texts as a section takes."""
    made: list[str] = []
    for line in lines:
        if made and len(made[-1]) + len(line) < PAGE:
            made[-1] += f"\n{line}"
        else:
            made.append(line)
    return made


def _line(rule: Rule, words: Words) -> str:
    status = words[f"bot.admin.status.{rule.status}"]
    return f"`{rule.id}` {escape(rule.title, 200)}{status}"


def _examples(key: str, examples: Sequence[str], words: Words) -> str:
    shown = [f"• {escape(readable(each), 300)}" for each in examples[:EXAMPLES]]
    return "\n".join([words[f"bot.admin.examples.{key}"], *shown]) if shown else ""


def _own(rule_id: str, rows: Sequence[Kept], words: Words) -> Iterator[str]:
    """What admins changed in a rule and what still stands of it."""
    for row in standing(rows):
        try:
            changes = row.changes
        except RuleError:
            continue
        yield from (told(each, words) for each in changes if getattr(each, "rule", "") == rule_id)


def _save(row: Kept, lines: Sequence[str], words: Words, *, stands: bool) -> str:
    key = "bot.admin.saved_at" if stands else "bot.admin.undone_at"
    by = words["bot.admin.by"].format(who=f"<@{row.by}>") if row.by else ""
    shown = "; ".join(lines[:5])[:1_000]
    return f"• {words[key].format(at=moment(row.at), what=shown)}{by}"

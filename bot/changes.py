"""What an admin changes, as operations that are kept: rules, settings, a pause, an undo. Pure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from rules import Operation, RuleError, read_operation

Value = bool | int | str | list[str]
"""What a setting may hold, as TOML has it."""


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SetSetting(_Kept):
    """One setting of config.toml with another value, like `nudge.daily`."""

    kind: Literal["setting"] = "setting"
    name: str = Field(max_length=100)
    value: Value


class Pause(_Kept):
    """The app rests until a time, in seconds since 1970."""

    kind: Literal["pause"] = "pause"
    until: float


class Resume(_Kept):
    """The app works again."""

    kind: Literal["resume"] = "resume"


class Undo(_Kept):
    """An earlier change no longer stands."""

    kind: Literal["undo"] = "undo"
    id: int


Own = SetSetting | Pause | Resume | Undo
Change = Operation | Own
"""What one row of the history holds, once or several times."""

_OWN: TypeAdapter[Own] = TypeAdapter(Annotated[Own, Field(discriminator="kind")])
_OWN_KINDS = ("setting", "pause", "resume", "undo")


@dataclass(frozen=True, slots=True)
class Kept:
    """One save as it is kept: all its changes stand and fall together."""

    id: int
    at: float
    """Seconds since 1970."""
    body: str
    by: str = ""
    """Who saved it; empty unless the config asks for it."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """What was changed. Raises `RuleError` for what this version cannot read."""
        return read_changes(self.body)


@dataclass(frozen=True, slots=True)
class Unapplied:
    """A change that does not apply, and why. `saved`: the row that holds it; None before that."""

    change: Change | None
    reason: str
    saved: int | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of a change: the row that keeps it, or why it was refused and nothing changed."""

    saved: Kept | None
    unapplied: tuple[Unapplied, ...] = ()


def write_changes(changes: Sequence[Change]) -> str:
    """Write what is kept of a save."""
    return f"[{','.join(change.model_dump_json() for change in changes)}]"


def read_changes(body: str) -> tuple[Change, ...]:
    """Read what was kept. Raises `RuleError`."""
    try:
        parts = json.loads(body)
        return tuple(_read(part) for part in parts)
    except (ValueError, TypeError, AttributeError) as error:
        raise RuleError("change", "", "cannot be read by this version of the app") from error


def _read(part: dict[str, object]) -> Change:
    if part.get("kind") in _OWN_KINDS:
        return _OWN.validate_python(part)
    return read_operation(json.dumps(part))


def rule_changes(rows: Sequence[Kept]) -> list[Operation]:
    """The changes of rules that stand, oldest first; what cannot be read is left out."""
    found: list[Operation] = []
    for row in standing(rows):
        try:
            found += [each for each in row.changes if not isinstance(each, Own)]
        except RuleError:
            continue
    return found


def undone_by(row: Kept) -> int | None:
    """The change that a row takes back; None where it is none of that kind, or cannot be read."""
    if '"undo"' not in row.body:  # Most rows are none: they need not be read for that.
        return None
    try:
        (first, *_) = row.changes or (None,)
    except RuleError:
        return None
    return first.id if isinstance(first, Undo) else None


def standing(rows: Sequence[Kept]) -> list[Kept]:
    """The changes that stand, oldest first: what was undone is left out, and each undo."""
    undone = {undone_by(row) for row in rows}
    return [row for row in rows if row.id not in undone and undone_by(row) is None]

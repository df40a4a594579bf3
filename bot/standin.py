"""Until the rules bring their own operations: the smallest that stands in for them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from rules import RuleError, RuleSet, Verdict, judge, load_defaults, parse_pack
from rules.examples import examples
from rules.packs import pack_files
from rules.ruleset import Status, switch


class _Operation(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SetStatus(_Operation):
    """A rule on, on trial or off."""

    kind: Literal["status"] = "status"
    rule: str
    status: Status


class AddPhrase(_Operation):
    """One more phrase for an ask or a sign."""

    kind: Literal["phrase"] = "phrase"
    rule: str
    phrase: str
    trial: bool = False


class AddException(_Operation):
    """Words that are no thing of ours."""

    kind: Literal["exception"] = "exception"
    words: str
    means: str
    spares: tuple[str, ...] = ("asks",)
    trial: bool = False


class AddRule(_Operation):
    """A rule of one's own."""

    kind: Literal["rule"] = "rule"
    id: str
    about: str
    title: str
    why: str
    phrases: tuple[str, ...]
    nudged: tuple[str, ...] = ()
    clear: tuple[str, ...] = ()
    status: Status = "on"


class SetWhy(_Operation):
    """Another reason for a rule."""

    kind: Literal["why"] = "why"
    rule: str
    why: str


Operation = SetStatus | AddPhrase | AddException | AddRule | SetWhy
_ANY: TypeAdapter[Operation] = TypeAdapter(Annotated[Operation, Field(discriminator="kind")])


def read_operation(body: str) -> Operation:
    """Read one. Raises `RuleError`."""
    try:
        return _ANY.validate_json(body)
    except ValidationError as error:
        raise RuleError("operation", "", "cannot be read") from error


@dataclass(frozen=True, slots=True)
class Refused:
    """An operation that does not apply, and why."""

    index: int
    operation: Operation
    reason: str


@dataclass(frozen=True, slots=True)
class Laid:
    """The rules with all operations that apply."""

    ruleset: RuleSet
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a change would do to the shipped examples."""

    changed: tuple[tuple[str, Verdict, Verdict], ...] = ()
    broken: tuple[str, ...] = ()
    too_common: tuple[tuple[str, float, float], ...] = ()
    judged: int = 0


def lay(operations: Sequence[Operation], language: str = "en") -> Laid:
    """Lay operations over the defaults."""
    files, refused = dict(pack_files(language)), []
    known = {rule.id for rule in load_defaults(language).rules}
    status: dict[str, Status] = {}
    for index, operation in enumerate(operations):
        before = dict(files)
        if isinstance(operation, SetStatus | AddPhrase | SetWhy) and operation.rule not in known:
            refused.append(Refused(index, operation, f"there is no rule {operation.rule}"))
            continue
        if isinstance(operation, SetStatus):
            status[operation.rule] = operation.status
        elif isinstance(operation, AddPhrase):
            _edit(files, operation.rule, "say = [", f"say = [\n{json.dumps(operation.phrase)},")
        elif isinstance(operation, AddException):
            files[f"clear/own-{index}.toml"] = (
                f'id = "own-{index}"\nkind = "clear"\ntitle = "Own words"\n'
                f'why = "Words of ours: {operation.means}"\nscope = "words"\n'
                f"say = [{json.dumps(operation.words)}]\n"
                '[examples]\nnudged = ["x"]\nclear = ["x"]\n'
            )
        try:
            if files != before:
                parse_pack(files)
        except RuleError as error:
            files = before
            refused.append(Refused(index, operation, error.problem))
    ruleset = parse_pack(files) if files != pack_files(language) else load_defaults(language)
    for rule, now in status.items():
        known_filters = ruleset.prefilter, ruleset.follow_ups
        ruleset = switch(ruleset, rule, now)
        vars(ruleset).update(prefilter=known_filters[0], follow_ups=known_filters[1])
    return Laid(ruleset, tuple(refused))


def dry_run(before: RuleSet, after: RuleSet) -> DryRun:
    """Judge the examples by both."""
    pairs = [
        (each.text, judge(each.text, before), judge(each.text, after))
        for each in list(examples(load_defaults()))[::10]
    ]
    return DryRun(
        tuple((t, a.verdict, b.verdict) for t, a, b in pairs if a.verdict != b.verdict),
        judged=len(pairs),
    )


def export_folder(operations: Sequence[Operation]) -> dict[str, str]:
    """The operations as files."""
    lines = [operation.model_dump_json() for operation in operations]
    return {"changes.jsonl": "\n".join(lines)} if lines else {}


def import_folder(files: Mapping[str, str]) -> list[Operation]:
    """The operations of such files. Raises `RuleError`."""
    return [read_operation(line) for text in files.values() for line in text.splitlines() if line]


def _edit(files: dict[str, str], rule: str, old: str, new: str) -> None:
    name = next(name for name in files if name.endswith(f"/{rule}.toml"))
    files[name] = files[name].replace(old, new, 1)

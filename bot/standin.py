"""Until the rules bring their own operations: the smallest that stands in for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from rules import RuleError, RuleSet, load_defaults
from rules.ruleset import Status, switch


class SetStatus(BaseModel):
    """A rule on, on trial or off."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: Literal["status"] = "status"
    rule: str
    status: Status


Operation = SetStatus


def read_operation(body: str) -> Operation:
    """Read one. Raises `RuleError`."""
    try:
        return SetStatus.model_validate_json(body)
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


def lay(operations: Sequence[Operation], language: str = "en") -> Laid:
    """Lay operations over the defaults."""
    ruleset, refused = load_defaults(language), []
    for index, operation in enumerate(operations):
        if operation.rule not in {rule.id for rule in ruleset.rules}:
            refused.append(Refused(index, operation, f"there is no rule {operation.rule}"))
        ruleset = switch(ruleset, operation.rule, operation.status)
    return Laid(ruleset, tuple(refused))

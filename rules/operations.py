"""What an admin changes in the rules, as operations: small, frozen, kept as JSON."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from rules.model import RuleError
from rules.ruleset import Status

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_000)]
Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
MOST_LINES = 2_000
"""Phrases that one rule may bring."""


class _Operation(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SetStatus(_Operation):
    """A rule on, on trial (counted, never nudged) or off."""

    kind: Literal["status"] = "status"
    rule: Line
    status: Status


class AddPhrase(_Operation):
    """One more phrase for an ask or a sign."""

    kind: Literal["phrase"] = "phrase"
    rule: Line
    phrase: Phrase
    trial: bool = False


class AddException(_Operation):
    """Words that mean something else here, so that no ask is found in them."""

    kind: Literal["exception"] = "exception"
    words: Phrase
    means: Line
    spares: tuple[Line, ...] = ("asks",)
    trial: bool = False


class AddRule(_Operation):
    """A rule of one's own for an ask or a sign; without a passing hit and miss it does not load."""

    kind: Literal["rule"] = "rule"
    id: Name
    about: Line
    title: Annotated[Line, Field(min_length=3, max_length=100)]
    why: Annotated[Line, Field(min_length=10)]
    phrases: tuple[Phrase, ...] = Field(min_length=1, max_length=MOST_LINES)
    nudged: tuple[Line, ...] = Field(min_length=1, max_length=50)
    clear: tuple[Line, ...] = Field(min_length=1, max_length=50)
    status: Status = "on"


class SetWhy(_Operation):
    """Another reason for a rule, in the words of the company."""

    kind: Literal["why"] = "why"
    rule: Line
    why: Annotated[Line, Field(min_length=10)]


Operation = SetStatus | AddPhrase | AddException | AddRule | SetWhy
_ANY: TypeAdapter[Operation] = TypeAdapter(Annotated[Operation, Field(discriminator="kind")])


def read_operation(body: str) -> Operation:
    """Read one operation from JSON, as `model_dump_json` wrote it. Raises `RuleError`."""
    try:
        return _ANY.validate_json(body)
    except ValidationError as error:
        raise RuleError("operation", "", "cannot be read by this version of the app") from error

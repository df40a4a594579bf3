"""The form of rule files; every mistake is named by file, key and cure."""

import tomllib
from difflib import get_close_matches
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rules.combination import Window
from rules.model import Ask, RuleError
from rules.ruleset import Kind, Scope, Status

Model = TypeVar("Model", bound=BaseModel)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class When(_Strict):
    """Concepts that must stand together."""

    all: list[str] = Field(min_length=1)
    context: list[str] = []
    none: list[str] = []
    within: Window = "sentence"
    yields_to: list[str] = []
    wary: bool = False
    follow_up: bool = False


class Examples(_Strict):
    """What must be found and what must not, judged by `rules test`."""

    nudged: list[str] = Field(min_length=1)
    clear: list[str] = Field(min_length=1)
    after_an_ask: list[str] = []
    optional: list[str] = []


class RuleFile(_Strict):
    """One ask, sign or case that stays clear."""

    id: str
    kind: Kind
    title: str = Field(min_length=3)
    why: str = Field(min_length=10)
    source: str = ""
    status: Status = "on"
    say: list[str] = []
    when: list[When] = []
    scope: Scope = "sentence"
    spares: list[str] = ["asks"]
    unless: list[str] = []
    unless_within: Window = "sentence"
    examples: Examples


class LexiconFile(_Strict):
    """Named concepts, each a list of phrases."""

    concepts: dict[str, list[str]]


class LanguageFile(_Strict):
    """Spelling, and the small words that shape clauses."""

    spelling: dict[str, str]
    openers: list[str]
    breakers: list[str]
    common: list[str] = []


class FrequencyFile(_Strict):
    """In how many of a thousand messages common words are; tells the prefilter which are rare."""

    in_a_thousand: dict[Annotated[str, Field(pattern=r"^\d+$")], str]


class PhraseWords(_Strict):
    """The small words by which the name of a thing is told in a message."""

    begins: list[str]
    fresh: str
    ends: list[str]
    more: list[str]
    tails: list[str]
    times: list[str]
    dangling: list[str]
    goes_on: list[str]
    bare: list[str]
    prizes: list[str]


class OfferCase(_Strict):
    """What is offered for an ask, by what the message is about."""

    ask: Ask
    words: list[str] = []
    things: list[str] = []
    thing: str = Field(min_length=2)
    wordings: list[str] = Field(min_length=2)
    course: str = ""
    fact: str = ""


class OffersFile(_Strict):
    """What can be offered instead, for every ask."""

    platforms: dict[str, str]
    turns: dict[str, str]
    phrase: PhraseWords
    case: list[OfferCase]


def parse_toml(name: str, text: str) -> dict[str, object]:
    """Read a file's TOML. Raises `RuleError` with its place."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(name, "", f"is not valid TOML: {error}") from error


def checked(model: type[Model], name: str, data: dict[str, object]) -> Model:
    """Check a file's data against its form. Raises `RuleError` with key and cure."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise RuleError(name, key, _cure(model, first["type"], key, first["msg"])) from error


def _cure(model: type[BaseModel], kind: str, key: str, message: str) -> str:
    if kind == "extra_forbidden":
        known = sorted(model.model_fields)
        near = get_close_matches(key, known, 1)
        hint = f"did you mean “{near[0]}”?" if near else f"known keys are {', '.join(known)}"
        return f"is an unknown key; {hint}"
    return "is missing; add it" if kind == "missing" else message

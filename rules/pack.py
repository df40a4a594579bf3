"""Rule files to a rule set: checked strictly, every mistake named by file, key and cure."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rules.automaton import Automaton
from rules.model import Ask, RuleError, Sign
from rules.phrases import Path, PhraseBook, PhraseError, references
from rules.prefilter import Deriver, Prefilter

Model = TypeVar("Model", bound=BaseModel)

Kind = Literal["ask", "sign", "clear"]
Status = Literal["on", "trial", "off"]
Window = Literal["clause", "sentence", "near", "message"]
WITHDRAWN = "withdrawn"
"""The case that takes an earlier ask back: the engine knows it by name."""
Scope = Literal["words", "clause", "sentence", "near", "message"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _When(_Strict):
    all: list[str] = Field(min_length=1)
    context: list[str] = []
    none: list[str] = []
    within: Window = "sentence"
    yields_to: list[str] = []


class _Examples(_Strict):
    nudged: list[str] = Field(min_length=1)
    clear: list[str] = Field(min_length=1)


class _RuleFile(_Strict):
    id: str
    kind: Kind
    title: str = Field(min_length=3)
    why: str = Field(min_length=10)
    source: str = ""
    status: Status = "on"
    say: list[str] = []
    when: list[_When] = []
    scope: Scope = "sentence"
    spares: list[str] = ["asks"]
    unless: list[str] = []
    unless_within: Window = "sentence"
    examples: _Examples


class _LexiconFile(_Strict):
    concepts: dict[str, list[str]]


class _LanguageFile(_Strict):
    spelling: dict[str, str]
    openers: list[str]
    breakers: list[str]
    common: list[str] = []


@dataclass(frozen=True, slots=True)
class Combination:
    """Concepts that must stand together in a window: one of each group, none of `none`.

    `context`: one of each of these groups must stand anywhere in the message.
    """

    all: tuple[tuple[str, ...], ...]
    context: tuple[tuple[str, ...], ...]
    none: tuple[str, ...]
    within: Window
    yields_to: frozenset[str] = frozenset()
    """Asks that say the same better: where one of them stands nearby, this one is dropped."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One file of the pack: an ask, a sign, or a case that stays clear."""

    id: str
    kind: Kind
    title: str
    why: str
    source: str
    status: Status
    combinations: tuple[Combination, ...]
    scope: Scope
    spares: frozenset[str]
    unless: tuple[str, ...]
    unless_within: Window
    nudged: tuple[str, ...]
    clear: tuple[str, ...]


@dataclass(frozen=True)
class RuleSet:
    """All rules, compiled: immutable, so it may be shared between threads."""

    rules: tuple[Rule, ...]
    automaton: Automaton = field(repr=False)
    prefilter: Prefilter = field(repr=False)
    concepts: Mapping[str, tuple[str, ...]] = field(repr=False)
    spelling: Mapping[str, str] = field(repr=False)
    openers: frozenset[str] = field(repr=False)
    breakers: frozenset[str] = field(repr=False)
    words: Mapping[str, str] = field(repr=False)

    def of_kind(self, kind: Kind) -> tuple[Rule, ...]:
        """The rules of a kind that are not switched off."""
        return self._by_kind[kind]

    def named(self, rule_id: str) -> tuple[Rule, ...]:
        """The rule of that id, if there is one and it is not switched off."""
        return tuple(r for r in self.rules if r.id == rule_id and r.status != "off")

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Rule, ...]]:
        live = [rule for rule in self.rules if rule.status != "off"]
        return {k: tuple(r for r in live if r.kind == k) for k in ("ask", "sign", "clear")}


def parse_pack(files: Mapping[str, str]) -> RuleSet:
    """Compile a pack from its files' texts. Raises `RuleError`."""
    concepts: dict[str, list[str]] = {}
    rules: list[Rule] = []
    language, words = _LanguageFile(spelling={}, openers=[], breakers=[]), dict[str, str]()
    for name, text in sorted(files.items()):
        data = _toml(name, text)
        if name.endswith("/words.toml"):
            words.update(_flatten(data, ""))
        elif name.endswith("/language.toml"):
            language = _checked(_LanguageFile, name, data)
        elif "lexicon/" in name:
            _merge(concepts, _checked(_LexiconFile, name, data).concepts, name)
        else:
            file = _checked(_RuleFile, name, data)
            _merge(concepts, {f"say.{file.id}": file.say} if file.say else {}, name)
            rules.append(_rule(file, name))
    _check_references(concepts, rules)
    paths = _paths(concepts)
    return RuleSet(
        tuple(_unique(rules)),
        Automaton(paths),
        _prefilter(paths, rules, language),
        {name: tuple(phrases) for name, phrases in concepts.items()},
        language.spelling,
        frozenset(language.openers),
        frozenset(language.breakers),
        words,
    )


def switch(ruleset: RuleSet, rule_id: str, status: Status) -> RuleSet:
    """The same rules with one of them on, on trial or off."""
    rules = (replace(r, status=status) if r.id == rule_id else r for r in ruleset.rules)
    return replace(ruleset, rules=tuple(rules))


def _toml(name: str, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(name, "", f"is not valid TOML: {error}") from error


def _checked(model: type[Model], name: str, data: dict[str, object]) -> Model:
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


def _flatten(data: Mapping[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


def _merge(concepts: dict[str, list[str]], more: Mapping[str, list[str]], name: str) -> None:
    for concept, phrases in more.items():
        if concept in concepts:
            raise RuleError(name, f"concepts.{concept}", "is named twice; join the two lists")
        concepts[concept] = list(phrases)


def _rule(file: _RuleFile, name: str) -> Rule:
    if not name.endswith(f"/{file.id}.toml"):
        raise RuleError(name, "id", f"is “{file.id}”; a rule's id is its file's name")
    combinations = [_combination(when) for when in file.when]
    if file.say:
        combinations.append(Combination(((f"say.{file.id}",),), (), (), "sentence"))
    if not combinations:
        raise RuleError(name, "when", "is missing; write [[when]] or say, else nothing can match")
    return Rule(
        file.id,
        file.kind,
        file.title,
        file.why,
        file.source,
        file.status,
        tuple(combinations),
        file.scope,
        _spared(file, name),
        tuple(file.unless),
        file.unless_within,
        tuple(file.examples.nudged),
        tuple(file.examples.clear),
    )


def _combination(when: _When) -> Combination:
    return Combination(
        _groups(when.all),
        _groups(when.context),
        tuple(when.none),
        when.within,
        frozenset(when.yields_to),
    )


def _groups(alternatives: list[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(group.split("|")) for group in alternatives)


def _spared(file: _RuleFile, name: str) -> frozenset[str]:
    known = {"asks": frozenset(map(str, Ask)), "signs": frozenset(map(str, Sign))}
    spared: set[str] = set()
    for word in file.spares:
        one = known.get(word, frozenset({word}))
        if not one <= known["asks"] | known["signs"]:
            raise RuleError(name, "spares", f"“{word}” is no ask and no sign; say asks or signs")
        spared |= one
    return frozenset(spared)


def _check_references(concepts: Mapping[str, list[str]], rules: list[Rule]) -> None:
    for concept, phrases in concepts.items():
        for phrase in phrases:
            for name in references(phrase) - concepts.keys():
                raise RuleError(f"concept {concept}", phrase, _unknown(name, concepts))
    for rule in rules:
        for name in set(_named(rule)):
            if name.split(":")[0] not in concepts:
                raise RuleError(f"{rule.id}.toml", "when", _unknown(name, concepts))


def _named(rule: Rule) -> Iterator[str]:
    yield from rule.unless
    for combination in rule.combinations:
        yield from combination.none
        for group in (*combination.all, *combination.context):
            yield from group


def _unknown(name: str, concepts: Mapping[str, list[str]]) -> str:
    near = get_close_matches(name, list(concepts), 1)
    hint = f"did you mean “{near[0]}”?" if near else "write it in the lexicon first"
    return f"names the concept “{name}”, which does not exist; {hint}"


def _paths(concepts: Mapping[str, list[str]]) -> dict[str, list[Path]]:
    book = PhraseBook()
    named = {name: _parsed(name, phrases, book) for name, phrases in concepts.items()}
    return named | book.lists


def _parsed(concept: str, phrases: list[str], book: PhraseBook) -> list[Path]:
    paths: list[Path] = []
    for phrase in phrases:
        try:
            paths += book.parse(phrase)
        except PhraseError as error:
            raise RuleError(f"concept {concept}", phrase, str(error)) from error
    return paths


def _prefilter(
    paths: dict[str, list[Path]], rules: list[Rule], language: _LanguageFile
) -> Prefilter:
    """What can make a judgement other than plain clear: an ask, or an ask taken back."""
    deriver = Deriver(paths, language.spelling, frozenset(language.common))
    combinations = (
        c for r in rules if r.kind == "ask" or r.id == WITHDRAWN for c in r.combinations
    )
    return Prefilter([deriver.group(g) for g in (*c.all, *c.context)] for c in combinations)


def _unique(rules: list[Rule]) -> list[Rule]:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleError(f"{rule.id}.toml", "id", "stands twice; rename one of the files")
        seen.add(rule.id)
    return rules

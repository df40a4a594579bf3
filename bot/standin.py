"""Until the rules bring their own operations: the smallest that stands in for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from inspect import signature
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from rules import Ask, RuleError, RuleSet, Sign, Verdict, judge, load_defaults
from rules.anchors import Rarity
from rules.automaton import Automaton
from rules.combination import Combination
from rules.examples import examples
from rules.needs import Deriver
from rules.phrases import Path, PhraseBook, PhraseError
from rules.prefilter import Prefilter
from rules.ruleset import Rule, Status


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


@cache
def _paths(language: str) -> dict[str, list[Path]]:
    book = PhraseBook()
    named = {
        name: [path for phrase in phrases for path in book.parse(phrase)]
        for name, phrases in load_defaults(language).concepts.items()
    }
    return named | book.lists


@dataclass
class _Table:
    """The rules while operations are laid on them."""

    rules: dict[str, Rule]
    own: dict[str, list[Path]] = field(default_factory=dict)
    asks: bool = False
    """Whether an ask has new phrases: then the prefilter is made anew."""

    def lay(self, operation: Operation, number: int) -> None:
        """Lay one. Raises `RuleError`."""
        if isinstance(operation, AddException):
            self._except(operation, f"own-{number}")
        elif isinstance(operation, AddRule):
            for phrase in operation.phrases:
                self._hear(operation.about, phrase, operation.status == "on")
        elif operation.rule not in self.rules:
            raise RuleError("operation", "rule", f"there is no rule {operation.rule}")
        elif isinstance(operation, SetStatus):
            self._put(operation.rule, status=operation.status)
        elif isinstance(operation, SetWhy):
            self._put(operation.rule, why=operation.why)
        else:
            self._hear(operation.rule, operation.phrase, not operation.trial)

    def _put(self, rule: str, **new: Any) -> None:
        self.rules[rule] = replace(self.rules[rule], **new)

    def _except(self, operation: AddException, name: str) -> None:
        concept = self._concept(operation.words)
        self.rules[name] = Rule(
            id=name,
            kind="clear",
            title=operation.words,
            why=operation.means,
            source="",
            status="trial" if operation.trial else "on",
            combinations=(Combination(((concept,),), (), (), "sentence"),),
            scope="words",
            spares=frozenset(map(str, (*Ask, *Sign))),
            unless=(),
            unless_within="sentence",
            nudged=(),
            clear=(),
        )

    def _hear(self, rule: str, phrase: str, live: bool) -> None:
        concept = self._concept(phrase)
        if live:
            self.asks = self.asks or self.rules[rule].kind == "ask"
            more = Combination(((concept,),), (), (), "sentence")
            self._put(rule, combinations=(*self.rules[rule].combinations, more))

    def _concept(self, phrase: str) -> str:
        book = PhraseBook()
        try:
            paths = book.parse(phrase)
        except PhraseError as error:
            raise RuleError("operation", phrase, str(error)) from error
        concept = f"own.{len(self.own)}"
        self.own |= {concept: paths} | book.lists
        return concept


def lay(operations: Sequence[Operation], language: str = "en") -> Laid:
    """Lay operations over the defaults."""
    base = load_defaults(language)
    table, refused = _Table({rule.id: rule for rule in base.rules}), []
    for index, operation in enumerate(operations):
        try:
            table.lay(operation, index)
        except RuleError as error:
            refused.append(Refused(index, operation, error.problem))
    paths = _paths(language) | table.own if table.own else {}
    concepts = dict(base.concepts) | dict.fromkeys(table.own, ())
    made = replace(
        base,
        rules=tuple(table.rules.values()),
        automaton=Automaton(paths) if table.own else base.automaton,
        concepts=concepts,
    )
    if table.asks:
        deriver, rarity = Deriver(paths, base.spelling), Rarity({})
        forwarded = {"forwarded"} & concepts.keys()
        combos = [c for r in made.rules if r.kind == "ask" for c in r.combinations]
        once = [c for c in combos if not c.follow_up]
        made = replace(made, make_prefilter=lambda: _prefilter(once, deriver, rarity, forwarded))
    else:
        vars(made).update(prefilter=base.prefilter)
    vars(made).update(follow_ups=base.follow_ups)
    return Laid(made, tuple(refused))


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


def _prefilter(
    combinations: Sequence[Combination], deriver: Deriver, rarity: Rarity, forwarded: set[str]
) -> Prefilter:
    more: tuple[Any, ...] = (forwarded,) if "forwarded" in str(signature(Prefilter)) else ()
    return Prefilter(combinations, deriver, rarity, *more)

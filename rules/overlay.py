"""What a company's operations come to: each checked by itself, a later one over an earlier."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import assert_never

from rules.model import RuleError
from rules.operations import AddException, AddPhrase, AddRule, Operation, SetStatus, SetWhy
from rules.phrases import Path, PhraseError
from rules.phrasing import phrasing_of
from rules.ruleset import RuleSet, Status

ADDED, TRIED = "added", "trial"
"""What the ids of rules with single added phrases end with: in force, and on trial."""
OWN = "own"
"""What the ids of a company's own exceptions begin with."""
_BOUNDS = {"ask": 5.0, "clear": 5.0, "sign": 50.0}
"""In how many of a thousand messages a phrase may stand. A sign counts only beside an ask."""
_ECHO, _LONGEST_SLUG = 60, 40


@dataclass
class Overlay:
    """Changes of a rule set, folded."""

    base: RuleSet
    phrases: dict[tuple[str, str], bool] = field(default_factory=dict)
    """Ask or sign, and phrase: whether it is in force, else on trial."""
    exceptions: dict[str, AddException] = field(default_factory=dict)
    rules: dict[str, AddRule] = field(default_factory=dict)
    """By rule id, as the exceptions."""
    statuses: dict[str, Status] = field(default_factory=dict)
    whys: dict[str, str] = field(default_factory=dict)
    paths: dict[str, list[Path]] = field(default_factory=dict)
    """The added phrases, read."""

    def __post_init__(self) -> None:
        self.phrasing = phrasing_of(self.base)
        self._kinds = {rule.id: rule.kind for rule in self.base.rules}

    def take(self, operation: Operation) -> None:
        """Fold one more in. Raises `RuleError` where it does not apply; then nothing is changed."""
        match operation:
            case SetStatus():
                self._set_status(operation.rule, operation.status)
            case SetWhy():
                self._need(operation.rule, [*self._kinds, *self.exceptions, *self.rules])
                self.whys[operation.rule] = operation.why
            case AddPhrase():
                self._need(operation.rule, self._bearers())
                self._read([operation.phrase], self._kinds[operation.rule])
                self.phrases[operation.rule, operation.phrase] = not operation.trial
            case AddException():
                self._except(operation)
            case AddRule():
                self._add(operation)
            case _:
                assert_never(operation)

    def drop(self, rule: str) -> None:
        """Take an added rule out, and what was set for it."""
        del self.rules[rule]
        self._forget(rule)

    def ids(self) -> list[str]:
        """Every rule there is now."""
        added = {f"{rule}.{ADDED if live else TRIED}" for (rule, _), live in self.phrases.items()}
        return [*self._kinds, *sorted(added), *self.exceptions, *self.rules]

    def added(self, rule: str, *, live: bool) -> list[str]:
        """The single phrases that were added to an ask or sign."""
        return [phrase for (of, phrase), on in self.phrases.items() if (of, on) == (rule, live)]

    def _set_status(self, rule: str, status: Status) -> None:
        self._need(rule, self.ids())
        bears, _, last = rule.partition(".")
        if last in (ADDED, TRIED):
            self._move(bears, self.added(bears, live=last == ADDED), status)
        else:
            self.statuses[rule] = status

    def _move(self, rule: str, phrases: Iterable[str], status: Status) -> None:
        """Single phrases have no rule of their own: a status is where they are, or are not."""
        for phrase in phrases:
            if status == "off":
                del self.phrases[rule, phrase]
            else:
                self.phrases[rule, phrase] = status == "on"

    def _except(self, operation: AddException) -> None:
        for spared in operation.spares:
            self._need(spared, [*self._bearers(), "asks", "signs"])
        self._read([operation.words], "clear")
        rule = f"{OWN}.{_slug(operation.words)}"
        self._forget(rule)
        self.exceptions[rule] = operation

    def _add(self, operation: AddRule) -> None:
        self._need(operation.about, self._bearers())
        if operation.id in (ADDED, TRIED):
            raise RuleError("rule", "id", f"“{operation.id}” is kept for single phrases: rename it")
        self._read(operation.phrases, self._kinds[operation.about])
        rule = f"{operation.about}.{operation.id}"
        self._forget(rule)
        self.rules[rule] = operation

    def _forget(self, rule: str) -> None:
        """What was set for an earlier one of that name."""
        self.statuses.pop(rule, None)
        self.whys.pop(rule, None)

    def _read(self, phrases: Iterable[str], kind: str) -> None:
        """Read phrases that are new."""
        fresh = {phrase: self._paths_of(phrase, kind) for phrase in phrases}
        self.paths.update(fresh)

    def _paths_of(self, phrase: str, kind: str) -> list[Path]:
        try:
            return self.phrasing.read(phrase, _BOUNDS[kind])
        except PhraseError as error:
            told = phrase if len(phrase) <= _ECHO else f"{phrase[:_ECHO]}…"
            raise RuleError("phrase", phrase, f"“{told}” {error}") from error

    def _bearers(self) -> list[str]:
        return [rule for rule, kind in self._kinds.items() if kind != "clear"]

    def _need(self, rule: str, known: list[str]) -> None:
        if rule not in known:
            near = get_close_matches(rule, known, 1)
            hint = f"; did you mean “{near[0]}”?" if near else ""
            raise RuleError("operation", rule, f"there is no “{rule}”{hint}")


def _slug(words: str) -> str:
    """A name for an exception, the same each time: its words, or a few signs drawn from them."""
    plain = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
    if plain and words.lower() == plain.replace("-", " ") and len(plain) <= _LONGEST_SLUG:
        return plain
    return hashlib.sha256(words.encode()).hexdigest()[:8]

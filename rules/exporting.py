"""A company's changes as a folder of TOML files: to keep, to take along, to put beside a config."""

from collections.abc import Iterator, Mapping, Sequence

import tomli_w
from pydantic import BaseModel, ConfigDict

from rules.files import checked, parse_toml
from rules.laying import settle
from rules.operations import AddException, AddPhrase, AddRule, Operation, SetStatus, SetWhy
from rules.overlay import Overlay
from rules.ruleset import RuleSet

_NAMES = {
    "phrase": "phrases.toml",
    "exception": "exceptions.toml",
    "rule": "rules.toml",
    "status": "statuses.toml",
    "why": "reasons.toml",
}
"""Where each kind of change is written to; read, it may stand in any file."""


class ChangesFile(BaseModel):
    """Changes by their kind. What a status or a reason is for has to be there first."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    phrase: list[AddPhrase] = []
    exception: list[AddException] = []
    rule: list[AddRule] = []
    status: list[SetStatus] = []
    why: list[SetWhy] = []


def export_folder(operations: Sequence[Operation], base: RuleSet) -> dict[str, str]:
    """What the operations come to, as files by name. What does not apply is left out."""
    by_kind: dict[str, list[dict[str, object]]] = {}
    for each in _settled(settle(operations, base)[0]):
        by_kind.setdefault(each.kind, []).append(each.model_dump(exclude={"kind"}))
    return {_NAMES[kind]: tomli_w.dumps({kind: found}) for kind, found in by_kind.items()}


def import_folder(files: Mapping[str, str]) -> list[Operation]:
    """The operations that such files stand for. Raises `RuleError` with file, key and cure."""
    read = [checked(ChangesFile, name, parse_toml(name, files[name])) for name in sorted(files)]
    return [each for kind in _NAMES for file in read for each in getattr(file, kind)]


def _settled(overlay: Overlay) -> Iterator[Operation]:
    for (rule, phrase), live in overlay.phrases.items():
        yield AddPhrase(rule=rule, phrase=phrase, trial=not live)
    yield from overlay.exceptions.values()
    yield from overlay.rules.values()
    for rule, status in overlay.statuses.items():
        yield SetStatus(rule=rule, status=status)
    for rule, why in overlay.whys.items():
        yield SetWhy(rule=rule, why=why)

"""The detector's one door: text in, judgement and words out."""

from functools import cache

from rules.dryrun import DryRun, dry_run
from rules.exporting import export_folder, import_folder
from rules.judging import judge
from rules.laying import Laid, Refused, lay
from rules.ledger import Ledger
from rules.model import Ask, Finding, Judgement, Nudge, RuleError, Sign, Verdict, of_rule
from rules.operations import (
    AddException,
    AddPhrase,
    AddRule,
    Operation,
    SetStatus,
    SetWhy,
    read_operation,
)
from rules.pack import parse_pack
from rules.packs import pack_files
from rules.ruleset import Rule, RuleSet
from rules.wording import compose_nudge

__all__ = [
    "AddException",
    "AddPhrase",
    "AddRule",
    "Ask",
    "DryRun",
    "Finding",
    "Judgement",
    "Laid",
    "Ledger",
    "Nudge",
    "Operation",
    "Refused",
    "Rule",
    "RuleError",
    "RuleSet",
    "SetStatus",
    "SetWhy",
    "Sign",
    "Verdict",
    "compose_nudge",
    "dry_run",
    "export_folder",
    "import_folder",
    "judge",
    "lay",
    "load_defaults",
    "of_rule",
    "parse_pack",
    "read_operation",
]


@cache
def load_defaults(language: str = "en") -> RuleSet:
    """Compile the rules that ship with the app: a second or two, once; they are immutable."""
    return parse_pack(pack_files(language))

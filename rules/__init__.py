"""The detector's one door: text in, judgement and words out."""

from functools import cache

from rules.judging import judge
from rules.ledger import Ledger
from rules.model import Ask, Finding, Judgement, Nudge, RuleError, Sign, Verdict
from rules.pack import parse_pack
from rules.packs import pack_files
from rules.ruleset import Rule, RuleSet
from rules.wording import compose_nudge

__all__ = [
    "Ask",
    "Finding",
    "Judgement",
    "Ledger",
    "Nudge",
    "Rule",
    "RuleError",
    "RuleSet",
    "Sign",
    "Verdict",
    "compose_nudge",
    "judge",
    "load_defaults",
    "parse_pack",
]


@cache
def load_defaults(language: str = "en") -> RuleSet:
    """Compile the rules that ship with the app: a second or two, once; they are immutable."""
    return parse_pack(pack_files(language))

"""The detector's one door: text in, judgement and words out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from rules.ledger import Ledger
from rules.model import Ask, Finding, Judgement, Nudge, RuleError, Sign, Verdict

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
]


@dataclass(frozen=True)
class Rule:
    id: str
    kind: str
    status: str
    why: str
    title: str


@dataclass(frozen=True)
class RuleSet:
    words: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()


def load_defaults() -> RuleSet:
    return RuleSet({}, (Rule("amplify", "ask", "on", "Your feed is yours.", "Sharing"),))


def judge(text: str, ruleset: RuleSet, asked_before: bool = False) -> Judgement:
    found = re.search(r"please (share|like|repost)\b.*", text)
    if not found:
        return Judgement(withdraws="forget what I asked" in text)
    verdict = Verdict.FIRM if asked_before else Verdict.GENTLE
    signs = (Sign.REPEAT,) if asked_before else ()
    return Judgement(
        verdict, (Ask.AMPLIFY,), signs, (Finding("amplify", found.start(), found.end()),)
    )


def compose_nudge(text: str, judgement: Judgement, ruleset: RuleSet) -> Nudge:
    noticed = tuple(text[f.start : f.end] for f in judgement.findings)
    return Nudge(
        "Thank you for spreading the word.",
        noticed,
        "Your colleagues' feeds are theirs.",
        ("Our post is here if anyone would like it. No need to reply.",),
        "Only you can see this.",
    )

"""One judgement told to a person: what was noticed, which rule and why, what would be fine."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rules.model import Finding, Judgement, Sign, Verdict
from rules.nearly import NearMiss, near_misses, taken_words
from rules.ruleset import Kind, Rule, RuleSet

MEANING: Final = {
    Verdict.CLEAR: "nothing is said",
    Verdict.OPTIONAL: "an offer; nothing is said, and it counts as the one ask",
    Verdict.GENTLE: "a light nudge, seen by the sender alone",
    Verdict.FIRM: "a nudge, seen by the sender alone",
    Verdict.SERIOUS: "a nudge that says why it may break the law or a platform's terms",
}
"""What the bot does on each verdict (policy, "The verdict")."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A rule on this message: the words it stands on, why it is there, a message that is fine."""

    rule: str
    kind: Kind
    title: str
    why: str
    words: tuple[str, ...]
    fine: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the shown text to bring out, and the kind of rule that stands on it."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that a person is told of one judgement."""

    verdict: Verdict
    meaning: str
    text: str
    marks: tuple[Mark, ...]
    noticed: tuple[Notice, ...]
    spared: tuple[Notice, ...]
    withdraws: bool
    wordings: tuple[str, ...]
    nearly: tuple[NearMiss, ...] = ()
    """Asks that lacked one part."""


def explain(
    text: str, judgement: Judgement, ruleset: RuleSet, wordings: Sequence[str] = ()
) -> Explanation:
    """Explain a judgement. `wordings` are ways to say it that would have been fine."""
    shown = printable(text)
    rules = {rule.id: rule for rule in ruleset.rules}
    spared = (*judgement.exceptions, *taken_words(text, ruleset))
    nearly = near_misses(text, ruleset, found=map(str, judgement.asks))
    return Explanation(
        judgement.verdict,
        MEANING[judgement.verdict],
        shown,
        tuple(_marks(judgement, rules)),
        tuple(_notices(shown, _noticed(judgement), judgement.findings, rules)),
        tuple(_notices(shown, _ids(spared), spared, rules)),
        judgement.withdraws,
        tuple(wordings),
        nearly,
    )


def printable(text: str) -> str:
    """The text with control characters as dots, so that none reaches a terminal; same length."""
    text = text.replace("\t", " ")
    return "".join(char if char.isprintable() or char == "\n" else "·" for char in text)


def _noticed(judgement: Judgement) -> list[str]:
    """Asks first, then signs, as the policy lists them; then what else was found."""
    named = [*map(str, judgement.asks), *map(str, judgement.signs)]
    return [*named, *(name for name in _ids(judgement.findings) if name not in named)]


def _ids(findings: Sequence[Finding]) -> list[str]:
    return list(dict.fromkeys(finding.rule for finding in findings))


def _marks(judgement: Judgement, rules: dict[str, Rule]) -> Iterator[Mark]:
    for finding in (*judgement.exceptions, *judgement.findings):
        if finding.rule in rules:
            yield Mark(finding.start, finding.end, rules[finding.rule].kind)


def _notices(
    text: str, names: Sequence[str], findings: Sequence[Finding], rules: dict[str, Rule]
) -> Iterator[Notice]:
    for name in names:
        words = tuple(
            dict.fromkeys(text[f.start : f.end].strip() for f in findings if f.rule == name)
        )
        if name in rules:
            rule = rules[name]
            yield Notice(name, rule.kind, rule.title, rule.why, words, next(iter(rule.clear), ""))
        else:
            kind: Kind = "sign" if name in tuple(Sign) else "ask"
            yield Notice(name, kind, "", "", words, "")

"""The use case of a note's buttons: an answer counts once, for the rule, not the person."""

from collections.abc import Hashable
from dataclasses import dataclass

from bot.model import Outcome, count_named
from bot.ports import Claims, Counts
from bot.reasons import Reasons
from rules import Verdict


@dataclass(frozen=True, slots=True)
class Feedback:
    """Counts "helpful" and "not pressure"."""

    counts: Counts
    claims: Claims
    rules: frozenset[str]

    async def take(self, team: str, note: Hashable, reasons: Reasons, outcome: Outcome) -> None:
        """Count an answer to a note, the first time. What names no rule of ours is left out."""
        if not await self.claims.claim(("feedback", note)):
            return
        verdict = reasons.verdict if reasons.verdict in set(Verdict) else Verdict.GENTLE.value
        known = tuple(rule for rule in dict.fromkeys(reasons.rules) if rule in self.rules)
        await self.counts.add(team, count_named(verdict, known, outcome))

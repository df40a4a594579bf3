"""The rules, called from the event loop."""

import asyncio
import threading

from rules import Judgement, RuleSet, judge

LONG_TEXT = 500
"""Characters. Above it the loop would stand still too long; Slack allows 40,000."""


class RuleJudge:
    """Judges by a rule set; long texts beside the event loop."""

    def __init__(self, ruleset: RuleSet) -> None:
        self._ruleset = ruleset
        # Made while the app connects, so that neither waits for the other.
        threading.Thread(target=self._warm, daemon=True).start()

    def _warm(self) -> None:
        _ = self._ruleset.prefilter, self._ruleset.follow_ups

    async def __call__(self, text: str, *, asked_before: bool = False) -> Judgement:
        """Judge one text."""
        if len(text) <= LONG_TEXT:
            return self.now(text, asked_before=asked_before)
        return await asyncio.to_thread(self.now, text, asked_before=asked_before)

    def now(self, text: str, *, asked_before: bool = False) -> Judgement:
        """Judge one text at once, on the caller's thread."""
        return judge(text, self._ruleset, asked_before=asked_before)

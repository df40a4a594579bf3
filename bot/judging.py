"""The rules, called from the event loop."""

import asyncio

from rules import Judgement, RuleSet, judge

LONG_TEXT = 500
"""Characters. Above it the loop would stand still too long; Slack allows 40,000."""


class RuleJudge:
    """Judges by a rule set; long texts beside the event loop."""

    def __init__(self, ruleset: RuleSet) -> None:
        self._ruleset = ruleset
        # Made before the app connects: a form is given up after three seconds.
        _ = ruleset.prefilter, ruleset.follow_ups

    async def __call__(self, text: str, *, asked_before: bool = False) -> Judgement:
        """Judge one text."""
        if len(text) <= LONG_TEXT:
            return self.now(text, asked_before=asked_before)
        return await asyncio.to_thread(self.now, text, asked_before=asked_before)

    def now(self, text: str, *, asked_before: bool = False) -> Judgement:
        """Judge one text at once, on the caller's thread."""
        return judge(text, self._ruleset, asked_before=asked_before)

"""The use case of *Use a kinder wording*: the message is read again, and nothing of it is kept."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from bot.kinder import Suggestion
from bot.model import Place
from bot.note import wordings_of
from bot.ports import Judge, Reader
from bot.reasons import Reasons
from rules import Judgement, Nudge, Sign


@dataclass(frozen=True, slots=True)
class Rewording:
    """Finds what to offer the sender for a message of theirs."""

    judge: Judge
    compose: Callable[[str, Judgement], Nudge]
    reader: Reader

    async def suggest(self, sender: str, reasons: Reasons) -> Suggestion:
        """Offer wordings by what the message says now; where it cannot be read, by the rules."""
        text, link = await asyncio.gather(
            self.reader.text(reasons.place, sender), self.reader.link(reasons.place)
        )
        if text is None:
            return _offer(await asyncio.to_thread(self._by_rules, reasons), link)
        return await self._offer_for(text, link, asked_before=Sign.REPEAT in reasons.rules)

    async def suggest_for(self, text: str, place: Place) -> Suggestion:
        """Offer wordings for a message of one's own that one picked oneself."""
        return await self._offer_for(text, await self.reader.link(place))

    async def _offer_for(
        self, text: str, link: str | None, *, asked_before: bool = False
    ) -> Suggestion:
        judgement = await self.judge(text, asked_before=asked_before)
        if not judgement.nudges:
            return Suggestion(link=link or "", is_fair=True)
        return _offer(await asyncio.to_thread(self.compose, text, judgement), link)

    def _by_rules(self, reasons: Reasons) -> Nudge | None:
        judgement = reasons.judgement()
        return self.compose(reasons.said, judgement) if judgement else None


def _offer(nudge: Nudge | None, link: str | None) -> Suggestion:
    if nudge is None:
        return Suggestion(link=link or "")
    return Suggestion(wordings_of(nudge), nudge.edited, link or "")

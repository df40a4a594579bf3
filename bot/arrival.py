"""The app was invited to a channel: it introduces itself, once and never again."""

from dataclasses import dataclass

from bot.blocks import Words, plain_note
from bot.ports import Claims, Introducer, OwnWords


@dataclass(frozen=True, slots=True)
class Arrival:
    """Says who it is where it has not spoken yet.

    Which channels know the app is written down nowhere: their history tells.
    """

    words: Words
    claims: Claims
    past: OwnWords
    introducer: Introducer

    async def joined(self, team: str, channel: str, own: str) -> None:
        """Introduce the app, whose bot user is `own`; where Slack does not tell, say nothing."""
        if not await self.claims.claim(("introduction", team, channel)):
            return
        if await self.past.spoke_in(team, channel, own) is False:
            note = plain_note(self.words["bot.introduction.text"])
            await self.introducer.introduce(channel, note)

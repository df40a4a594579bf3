"""The end of a note: closed where Slack allows, with thanks, once."""

from bot.blocks import Words, plain_note
from bot.memory import Expiring
from bot.model import Message, Noted, Outcome, Place
from bot.ports import Answering, Claims, Clock

OPEN_SECONDS = 30 * 60.0
"""How long a `response_url` can be used (Slack, "Handling user interaction")."""
KEEP_OPEN, KEEP_CLOSED, CLOSED_SECONDS = 10_000, 10_000, 14 * 86_400.0


class Farewell:
    """Knows which notes can still be closed, and which are. In memory only, and bounded.

    Slack lets an app change a private note only by the address that comes with a press of one of
    its buttons. A note nobody touched stays until its reader reloads; the thanks come beside it.
    """

    def __init__(self, answering: Answering, claims: Claims, words: Words, clock: Clock) -> None:
        self._answering, self._claims, self._words = answering, claims, words
        self._open = Expiring[str](seconds=OPEN_SECONDS, limit=KEEP_OPEN, clock=clock)
        self._closed = Expiring[bool](seconds=CLOSED_SECONDS, limit=KEEP_CLOSED, clock=clock)

    def touched(self, team: str, place: Place, url: str) -> None:
        """A button was pressed that leaves the note open: it can be closed for half an hour."""
        self._open.put((team, place.channel, place.ts), url)

    def closed(self, team: str, place: Place) -> None:
        """The note was closed with an answer of its own: nothing more is said about it."""
        self._closed.put((team, place.channel, place.ts), value=True)

    async def thank(self, message: Message, noted: Noted, outcome: Outcome) -> None:
        """Close the note and say thanks in a few words, to the sender alone, once a message."""
        if self._closed.get(message.key) or not await self._claims.claim(("thanks", *message.key)):
            return
        thanks = plain_note(self._words[f"bot.thanks.{outcome.value}"])
        url = self._open.pop(message.key)
        if noted.direct:
            await self._answering.change(noted.direct, thanks)
        elif not url or not await self._answering.respond(url, thanks, replace=True):
            await self._answering.whisper(_to(message, noted.sender), thanks)


def _to(message: Message, sender: str) -> Message:
    return Message(message.team, message.channel, sender, message.ts, "", message.thread_ts)

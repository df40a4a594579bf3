"""The fair way: material offered once in a channel, as a resource, in a person's name."""

import html
import re
from dataclasses import dataclass, field

from bot.blocks import Note, Words, section
from bot.mrkdwn import escape
from bot.ports import Asker, Clock, Judge, Publisher, RecentAsks

WHAT_LIMIT, LINK_LIMIT, WHERE_LIMIT, NOTE_LIMIT = 150, 500, 150, 600
"""Characters a field takes; together they stay far below a section's limit."""
_LINK = re.compile(r"https?://[^\s<>|\"]+")


@dataclass(frozen=True, slots=True)
class Resource:
    """What somebody would like to hand over. Nothing of it appears in a repr."""

    what: str = field(repr=False)
    link: str = field(default="", repr=False)
    where: str = field(default="", repr=False)
    note: str = field(default="", repr=False)


class ShareError(Exception):
    """A form that cannot be posted as it is: names the field and the key of what to say."""

    def __init__(self, field_name: str, key: str) -> None:
        super().__init__(key)
        self.field_name, self.key = field_name, key


@dataclass(frozen=True, slots=True)
class Sharing:
    """Posts one resource in a channel, and counts it as its sender's one ask there."""

    words: Words
    judge: Judge
    asks: RecentAsks
    publisher: Publisher
    clock: Clock

    def asked_here(self, asker: Asker) -> bool:
        """Whether the person has asked in this channel lately, as far as this process knows."""
        return self.asks.known_before(asker, self.clock())

    async def share(self, asker: Asker, resource: Resource) -> None:
        """Post it. Raises `ShareError` where a field presses, is no link, or Slack says no."""
        await self._check(resource)
        note = resource_note(resource, asker[2], self.words)
        ts = await self.publisher.publish(asker[1], note)
        if ts is None:
            raise ShareError("what", "bot.share.unposted")
        await self.asks.remember(asker, float(ts))

    async def _check(self, resource: Resource) -> None:
        if resource.link and not _LINK.fullmatch(resource.link):
            raise ShareError("link", "bot.share.no_link")
        for name in ("what", "where", "note"):
            await self._check_words(name, getattr(resource, name))
        await self._check_words("note", _as_text(resource))

    async def _check_words(self, name: str, typed: str) -> None:
        # Alone, and beside the offer it is part of: "everyone must use one" presses only there.
        for text in (typed, f"{typed}\n{self.words['bot.share.choice']}"):
            # A field holds what was typed; a message would come with & < > as entities.
            if (await self.judge(html.escape(text, quote=False))).nudges:
                raise ShareError(name, "bot.share.presses")


def resource_note(resource: Resource, sender: str, words: Words) -> Note:
    """The message as it is posted: what it is, where it is, by whom, and that it is a choice."""
    lines = [f"*{escape(resource.what, 5 * WHAT_LIMIT)}*"]
    if resource.link:
        lines.append(f"<{html.escape(resource.link, quote=False)}>")
    if resource.where:
        lines.append(words["bot.share.found"].format(where=escape(resource.where, 5 * WHERE_LIMIT)))
    if resource.note:
        lines.append(escape(resource.note, 2 * NOTE_LIMIT))
    lines.append(words["bot.share.choice"])
    lines.append(words["bot.share.by"].format(sender=f"<@{sender}>"))
    summary = f"{_as_text(resource)}\n{words['bot.share.choice']}"
    return Note(escape(summary, 3_000), [section("\n".join(lines))])


def _as_text(resource: Resource) -> str:
    parts = (resource.what, resource.link, resource.where, resource.note)
    return "\n".join(part for part in parts if part)

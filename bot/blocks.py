"""From words to Block Kit. Pure; everything echoed is escaped and within Slack's limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.mrkdwn import clip, escape

Words = Mapping[str, str]
Block = dict[str, Any]

SECTION_LIMIT, TEXT_LIMIT = 3_000, 3_900
"""Characters Slack takes in a section and in `text` (reference/block-kit)."""


@dataclass(frozen=True, slots=True)
class Note:
    """A message ready to be sent: blocks, and the text for where blocks cannot show."""

    text: str
    blocks: list[Block]


def plain_note(*paragraphs: str) -> Note:
    """A note of own words, one section each: already written for mrkdwn."""
    shown = [paragraph for paragraph in paragraphs if paragraph]
    text = " ".join(shown)
    return Note(clip(text, TEXT_LIMIT), [section(clip(p, SECTION_LIMIT)) for p in shown])


def section(text: str) -> Block:
    """A section of mrkdwn in which Slack makes no links or mentions of its own accord."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def to_copy(text: str) -> list[Block]:
    """Text to be copied as it is: plain sections, in which Slack reads no markup at all."""
    parts = [text[at : at + SECTION_LIMIT] for at in range(0, len(text), SECTION_LIMIT)]
    return [{"type": "section", "text": plain(part)} for part in parts if part.strip()]


def context(text: str) -> Block:
    """A line in small print."""
    return {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": clip(text, 1_000), "verbatim": True}],
    }


def quoted(text: str) -> str:
    """Text as a quotation, escaped line by line."""
    lines = text.splitlines() or [""]
    escaped = escape("\n".join(lines), SECTION_LIMIT - 200)
    # A message of very many lines would pass the limit by the marks alone.
    return clip("\n".join(f"> {line}" for line in escaped.split("\n")[:90]), SECTION_LIMIT)


def plain(text: str) -> Block:
    """A plain text object, emoji names left as they are."""
    return {"type": "plain_text", "text": text, "emoji": False}

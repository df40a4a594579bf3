"""From words to Block Kit. Pure; everything echoed is escaped and within Slack's limits."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.model import rules_of
from bot.mrkdwn import clip, escape, readable
from rules import Judgement, Nudge

Words = Mapping[str, str]
Block = dict[str, Any]

SECTION_LIMIT, TEXT_LIMIT, VALUE_LIMIT = 3_000, 3_900, 2_000
"""Characters Slack takes in a section, in `text`, and in a button's value (reference/block-kit)."""
PHRASES, PHRASE_LIMIT, WORDINGS = 3, 150, 3

WHY, HELPFUL, NOT_PRESSURE = "nudge_why", "nudge_helpful", "nudge_not_pressure"


@dataclass(frozen=True, slots=True)
class Note:
    """A message ready to be sent: blocks, and the text for where blocks cannot show."""

    text: str
    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class Reasons:
    """What a note's buttons carry: rules and the words that were noticed, never an address."""

    verdict: str
    rules: tuple[str, ...]
    noticed: tuple[str, ...] = ()

    def dump(self) -> str:
        """Write it as a button's value; drops phrases until Slack's limit holds."""
        for kept in range(len(self.noticed), -1, -1):
            value = json.dumps(
                {"v": self.verdict, "r": self.rules, "n": self.noticed[:kept]},
                ensure_ascii=False,
                separators=(",", ":"),
            )
            if len(value) <= VALUE_LIMIT:
                return value
        return json.dumps({"v": self.verdict, "r": [], "n": []})

    @classmethod
    def parse(cls, value: str) -> "Reasons":
        """Read a button's value; what is no value of ours reads as empty."""
        try:
            data = json.loads(value)
            return cls(str(data["v"]), _strings(data["r"]), _strings(data["n"]))
        except (ValueError, KeyError, TypeError):
            return cls("", ())


def reasons_of(judgement: Judgement, nudge: Nudge) -> Reasons:
    """What the buttons of a note carry."""
    return Reasons(judgement.verdict.value, rules_of(judgement), phrases(nudge.noticed))


def phrases(noticed: Iterable[str]) -> tuple[str, ...]:
    """The first few things that were noticed, each readable, short and once."""
    read = (clip(readable(phrase), PHRASE_LIMIT) for phrase in noticed)
    return tuple(dict.fromkeys(phrase for phrase in read if phrase))[:PHRASES]


def nudge_note(
    nudge: Nudge, judgement: Judgement, words: Words, *, channel: str | None = None
) -> Note:
    """Lay out a private note. `channel`: name the place, for a note that comes elsewhere."""
    place = [_context(words["bot.nudge.place"].format(channel=channel))] if channel else []
    blocks = [
        *place,
        section(escape(nudge.greeting, SECTION_LIMIT)),
        *_noticed(nudge, words),
        section(escape(nudge.why, SECTION_LIMIT)),
        *_wordings(nudge, words),
        _buttons(reasons_of(judgement, nudge).dump(), words),
        _context(escape(nudge.private, SECTION_LIMIT)),
    ]
    summary = f"{nudge.greeting} {nudge.why} {nudge.private}"
    return Note(escape(summary, TEXT_LIMIT), blocks)


def preview_blocks(nudge: Nudge, words: Words) -> list[Block]:
    """What a note about a draft would say, without its buttons."""
    return [
        *_noticed(nudge, words),
        section(escape(nudge.why, SECTION_LIMIT)),
        *_wordings(nudge, words),
    ]


def plain_note(*paragraphs: str) -> Note:
    """A note of own words, one section each: already written for mrkdwn."""
    shown = [paragraph for paragraph in paragraphs if paragraph]
    text = " ".join(shown)
    return Note(clip(text, TEXT_LIMIT), [section(clip(p, SECTION_LIMIT)) for p in shown])


def section(text: str) -> Block:
    """A section of mrkdwn in which Slack makes no links or mentions of its own accord."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def quoted(text: str) -> str:
    """Text as a quotation, escaped line by line."""
    lines = text.splitlines() or [""]
    escaped = escape("\n".join(lines), SECTION_LIMIT - 200)
    # A message of very many lines would pass the limit by the marks alone.
    return clip("\n".join(f"> {line}" for line in escaped.split("\n")[:90]), SECTION_LIMIT)


def plain(text: str) -> Block:
    """A plain text object, emoji names left as they are."""
    return {"type": "plain_text", "text": text, "emoji": False}


def _noticed(nudge: Nudge, words: Words) -> list[Block]:
    found = phrases(nudge.noticed)
    if not found:
        return []
    lines = "\n".join(f"> {escape(phrase, 5 * PHRASE_LIMIT)}" for phrase in found)
    return [section(f"{words['bot.nudge.noticed']}\n{lines}")]


def _wordings(nudge: Nudge, words: Words) -> list[Block]:
    wordings = [wording for wording in nudge.wordings if wording.strip()][:WORDINGS]
    if not wordings:
        return []
    return [section(words["bot.nudge.wordings"]), *(section(quoted(w)) for w in wordings)]


def _buttons(value: str, words: Words) -> Block:
    names = ((WHY, "why"), (HELPFUL, "helpful"), (NOT_PRESSURE, "not_pressure"))
    elements = [
        {
            "type": "button",
            "action_id": action,
            "text": plain(words[f"bot.nudge.{name}"]),
            "accessibility_label": words[f"bot.nudge.{name}_label"],
            "value": value,
        }
        for action, name in names
    ]
    return {"type": "actions", "block_id": "nudge_buttons", "elements": elements}


def _context(text: str) -> Block:
    return {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": clip(text, 1_000), "verbatim": True}],
    }


def _strings(values: object) -> tuple[str, ...]:
    return tuple(str(value) for value in values) if isinstance(values, list) else ()

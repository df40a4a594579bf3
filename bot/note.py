"""A private note as Block Kit: its tone by the case, its length by what went before. Pure."""

import html

from bot.blocks import (
    SECTION_LIMIT,
    TEXT_LIMIT,
    Block,
    Note,
    Words,
    context,
    plain,
    quoted,
    section,
    to_copy,
)
from bot.model import NOWHERE, STRANGER, Manner, Place, main_rule
from bot.mrkdwn import escape
from bot.reasons import PHRASE_LIMIT, Chosen, phrases, reasons_of
from bot.snoozing import ALL, DAY, DIRECT, HERE, RULE, WEEK
from rules import Ask, Judgement, Nudge, Sign, Verdict

KINDER, WHY, HELPFUL = "nudge_kinder", "nudge_why", "nudge_helpful"
NOT_PRESSURE, SNOOZE = "nudge_not_pressure", "nudge_snooze"
WORDINGS = 3
_GRAVE = {Ask.ACCESS, Ask.FAKE, Sign.PENALTY}
EDITED_PARTS = 4
"""Sections for an edit to copy: the longest that is offered fits."""


def nudge_note(
    nudge: Nudge,
    judgement: Judgement,
    words: Words,
    manner: Manner = STRANGER,
    place: Place = NOWHERE,
    *,
    elsewhere: bool = False,
) -> Note:
    """Lay out a private note. `elsewhere`: it comes in another place than its message."""
    paragraphs = _paragraphs(nudge, judgement, words, manner)
    about = words["bot.nudge.place"].format(channel=place.channel)
    small = _small_print(nudge, judgement, words, manner)
    blocks = [
        *([context(about)] if elsewhere and place.channel else []),
        *map(section, paragraphs),
        _buttons(nudge, judgement, words, manner, place),
        *([context(escape(small, SECTION_LIMIT))] if small else []),
    ]
    summary = " ".join([*(p.replace("\n> ", " ") for p in paragraphs), small]).strip()
    return Note(summary if len(summary) <= TEXT_LIMIT else _short(nudge), blocks)


def preview_blocks(nudge: Nudge, words: Words) -> list[Block]:
    """What a note about a draft would say, without its buttons."""
    wordings = wordings_of(nudge)
    return [
        *map(section, _noticed(nudge, words)),
        section(escape(nudge.why, SECTION_LIMIT)),
        *([section(words["bot.nudge.wordings"])] if wordings else []),
        *(section(quoted(wording)) for wording in wordings),
        *_edited(nudge, words),
    ]


def _edited(nudge: Nudge, words: Words) -> list[Block]:
    if not nudge.edited:
        return []
    return [section(words["bot.kinder.edited"]), *to_copy(nudge.edited)[:EDITED_PARTS]]


def wordings_of(nudge: Nudge) -> tuple[str, ...]:
    """The wordings as plain text: an address in them comes as Slack wrote it, with entities."""
    return tuple(html.unescape(each) for each in nudge.wordings if each.strip())[:WORDINGS]


def _paragraphs(nudge: Nudge, judgement: Judgement, words: Words, manner: Manner) -> list[str]:
    """Gentle: two lines. Firm: what makes it pressure. Serious: what may be at stake, too."""
    why = _why(nudge, judgement, words, manner)
    fact = [escape(_stake(nudge, words), SECTION_LIMIT)] if _is_grave(nudge, judgement) else []
    if manner.again:
        return [f"{words['bot.nudge.again']} {why}", *fact]
    if judgement.verdict <= Verdict.GENTLE:
        return [f"{escape(nudge.greeting, SECTION_LIMIT // 2)}\n{why}"]
    return [
        escape(nudge.greeting, SECTION_LIMIT),
        *_noticed(nudge, words),
        why,
        *fact,
        *_wording(nudge, words),
    ]


def _is_grave(nudge: Nudge, judgement: Judgement) -> bool:
    """Whether a fact is needed at once: for a mere order it waits behind "Why this?"."""
    return bool(nudge.fact) and bool(_GRAVE & {*judgement.asks, *judgement.signs})


def _stake(nudge: Nudge, words: Words) -> str:
    if not nudge.source:
        return nudge.fact
    return words["bot.nudge.fact"].format(fact=nudge.fact, source=nudge.source)


def _why(nudge: Nudge, judgement: Judgement, words: Words, manner: Manner) -> str:
    why = escape(nudge.why, SECTION_LIMIT // 3)
    said_before = manner.again and Sign.HOLLOW not in judgement.signs
    if not manner.manager or said_before:
        return why
    return f"{why} {words['bot.nudge.manager']}"


def _noticed(nudge: Nudge, words: Words) -> list[str]:
    found = phrases(nudge.noticed)
    lines = "\n".join(f"> {escape(phrase, 5 * PHRASE_LIMIT)}" for phrase in found)
    return [f"{words['bot.nudge.noticed']}\n{lines}"] if found else []


def _wording(nudge: Nudge, words: Words) -> list[str]:
    """One wording; the others are behind the button."""
    first = [quoted(wording) for wording in wordings_of(nudge)[:1]]
    return [words["bot.nudge.edit"], *first] if first else []


def _small_print(nudge: Nudge, judgement: Judgement, words: Words, manner: Manner) -> str:
    if manner.first:
        return words["bot.nudge.first"]
    return "" if manner.again or judgement.verdict <= Verdict.GENTLE else nudge.private


def _buttons(
    nudge: Nudge, judgement: Judgement, words: Words, manner: Manner, place: Place
) -> Block:
    value = reasons_of(judgement, nudge, place).dump()
    names = ((KINDER, "kinder"), (WHY, "why"), (HELPFUL, "helpful"), (NOT_PRESSURE, "not_pressure"))
    buttons = [
        {
            "type": "button",
            "action_id": action,
            "text": plain(words[f"bot.nudge.{name}"]),
            "accessibility_label": words[f"bot.nudge.{name}_label"],
            "value": value,
        }
        for action, name in names
    ]
    menu = _menu(main_rule(judgement), words, place, direct=manner.direct)
    return {"type": "actions", "block_id": "nudge_buttons", "elements": [*buttons, menu]}


def _menu(rule: str, words: Words, place: Place, *, direct: bool) -> Block:
    """A menu with a name that can be read: an overflow would show three dots alone."""
    choices = (DAY, WEEK, RULE, ALL, HERE if direct else DIRECT)
    options = [
        {"text": plain(words[f"bot.snooze.{each}"]), "value": Chosen(each, rule, place).dump()}
        for each in choices
    ]
    label = plain(words["bot.snooze.label"])
    return {"type": "static_select", "action_id": SNOOZE, "placeholder": label, "options": options}


def _short(nudge: Nudge) -> str:
    return escape(f"{nudge.greeting} {nudge.why}", TEXT_LIMIT)

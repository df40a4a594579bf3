"""The form *Use a kinder wording*: wordings to copy, the message lightly edited, the way to it."""

from dataclasses import dataclass, field

from bot.blocks import Block, Words, plain, section, to_copy
from bot.note import EDITED_PARTS
from bot.views import DRAFT_BLOCK, DRAFT_FORM, DRAFT_INPUT, DRAFT_LIMIT, View, modal

OPEN_MESSAGE = "open_message"
_WORDINGS, _URL_LIMIT = 3, 3_000


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What can be offered for a message. Nothing of it appears in a repr."""

    wordings: tuple[str, ...] = field(default=(), repr=False)
    edited: str = field(default="", repr=False)
    link: str = field(default="", repr=False)
    is_fair: bool = False
    """The message presses no more."""


def kinder_view(suggestion: Suggestion, words: Words) -> View:
    """Lay the form out. Its field can be checked, as a draft can; nothing is posted by it."""
    if suggestion.is_fair:
        said = [section(words["bot.kinder.fine"]), *_link(suggestion, words)]
        return modal("kinder", words["bot.kinder.title"], words, said)
    blocks = [
        section(words["bot.kinder.intro"]),
        *_link(suggestion, words),
        *_to_copy(suggestion, words),
        _field(suggestion, words),
    ]
    form = modal(DRAFT_FORM, words["bot.kinder.title"], words, blocks)
    return form | {"submit": plain(words["bot.check.submit"])}


def _to_copy(suggestion: Suggestion, words: Words) -> list[Block]:
    blocks: list[Block] = []
    for number, wording in enumerate(suggestion.wordings[:_WORDINGS], start=1):
        label = section(words["bot.kinder.wording"].format(number=number))
        blocks += [label, *to_copy(wording)[:EDITED_PARTS]] if wording.strip() else []
    if len(suggestion.edited) > DRAFT_LIMIT:
        # Longer than a field of Slack's: to copy, then, whole.
        blocks += [section(words["bot.kinder.edited"]), *to_copy(suggestion.edited)[:EDITED_PARTS]]
    return blocks


def _field(suggestion: Suggestion, words: Words) -> Block:
    edited = suggestion.edited if len(suggestion.edited) <= DRAFT_LIMIT else ""
    start = edited or next(iter(suggestion.wordings), "")[:DRAFT_LIMIT]
    element: Block = {
        "type": "plain_text_input",
        "action_id": DRAFT_INPUT,
        "multiline": True,
        "max_length": DRAFT_LIMIT,
        "placeholder": plain(words["bot.check.placeholder"]),
    }
    label = "bot.kinder.edited_label" if edited else "bot.kinder.own_label"
    return {
        "type": "input",
        "block_id": DRAFT_BLOCK,
        "label": plain(words[label]),
        "hint": plain(words["bot.kinder.hint"]),
        "element": element | ({"initial_value": start} if start else {}),
    }


def _link(suggestion: Suggestion, words: Words) -> list[Block]:
    if not suggestion.link.startswith("https://") or len(suggestion.link) > _URL_LIMIT:
        return []
    button = {
        "type": "button",
        "action_id": OPEN_MESSAGE,
        "text": plain(words["bot.kinder.open"]),
        "accessibility_label": words["bot.kinder.open_label"],
        "url": suggestion.link,
    }
    return [{"type": "actions", "block_id": "kinder_link", "elements": [button]}]

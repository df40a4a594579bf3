"""The form of `/askonce share`: built, and read again. Pure."""

from collections.abc import Mapping
from typing import Any

from bot.blocks import Block, Words, plain, section
from bot.sharing import LINK_LIMIT, NOTE_LIMIT, WHAT_LIMIT, WHERE_LIMIT, Resource
from bot.views import View

SHARE_FORM = "share_form"
_INPUT = "typed"
_FIELDS = {"what": WHAT_LIMIT, "link": LINK_LIMIT, "where": WHERE_LIMIT, "note": NOTE_LIMIT}


def share_form(channel: str, words: Words, *, asked_before: bool) -> View:
    """Ask for what is to be shared. The channel travels in the form, and is kept nowhere."""
    again = [section(words["bot.share.again"])] if asked_before else []
    blocks = [section(words["bot.share.intro"]), *again]
    blocks += [_field(name, limit, words) for name, limit in _FIELDS.items()]
    return {
        "type": "modal",
        "callback_id": SHARE_FORM,
        "private_metadata": channel,
        "title": plain(words["bot.share.title"]),
        "close": plain(words["bot.close"]),
        "submit": plain(words["bot.share.submit"]),
        "blocks": blocks,
    }


def read_share_form(view: Mapping[str, Any]) -> tuple[str, Resource]:
    """The channel and what was typed; a field left empty reads as nothing."""
    values = view["state"]["values"]
    typed = {
        name: (values.get(name, {}).get(_INPUT, {}).get("value") or "").strip() for name in _FIELDS
    }
    return view["private_metadata"], Resource(**typed)


def _field(name: str, limit: int, words: Words) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "optional": name != "what",
        "label": plain(words[f"bot.share.label.{name}"]),
        "element": {
            "type": "plain_text_input",
            "action_id": _INPUT,
            "multiline": name == "note",
            "max_length": limit,
            "placeholder": plain(words[f"bot.share.placeholder.{name}"]),
        },
    }

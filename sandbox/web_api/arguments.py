"""Arguments as apps send them, as JSON or as a form, checked as Slack checks them."""

import json
import re

from sandbox.limits import MESSAGE_TEXT, message_problems
from sandbox.views import with_block_ids
from sandbox.workspace import Json, Refusal

_TS = re.compile(r"\d{1,12}(\.\d{1,9})?", re.ASCII)
_MOST, _DIGITS = 1_000, 9


def required(args: Json, name: str) -> str:
    """A string that must be there. Raises `Refusal` invalid_arguments."""
    value = args.get(name)
    if not isinstance(value, str) or not value:
        raise _invalid(f"missing required field: {name}", name)
    return value


def optional_ts(args: Json, name: str) -> str | None:
    """A message's ts, where given. Raises `Refusal` invalid_arguments."""
    value = args.get(name)
    if value in (None, ""):
        return None
    if not isinstance(value, str | int | float) or not _TS.fullmatch(str(value)):
        raise _invalid("must be a timestamp", name)
    return str(value)


def flag(args: Json, name: str) -> bool:
    """A switch, in JSON or as a form says it."""
    return str(args.get(name, "")).lower() in ("1", "true")


def content(args: Json) -> tuple[str, list[Json] | None]:
    """Text and blocks. Raises `Refusal`: no_text, msg_too_long, invalid_blocks with reasons."""
    text, blocks = args.get("text") or args.get("markdown_text") or "", loaded(args, "blocks")
    if not isinstance(text, str):
        raise _invalid("must be a string", "text")
    if not text and not blocks:
        raise Refusal("no_text")
    if len(text) > MESSAGE_TEXT:
        raise Refusal("msg_too_long")
    if blocks is None:
        return text, None
    problems = message_problems(blocks)
    if problems or not isinstance(blocks, list):
        raise Refusal("invalid_blocks", response_metadata={"messages": problems})
    return text, with_block_ids(blocks)


def view_of(args: Json) -> Json:
    """A view. Raises `Refusal` invalid_arguments."""
    view = loaded(args, "view")
    if not isinstance(view, dict):
        raise _invalid("missing required field: view", "view")
    return view


def loaded(args: Json, name: str) -> object:
    """Blocks or a view: as they are, or as JSON in a form; None if empty. Raises `Refusal`."""
    value = args.get(name) or None
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value) or None
    except (json.JSONDecodeError, RecursionError):
        raise Refusal("invalid_blocks" if name == "blocks" else "invalid_arguments") from None


def page(found: list[Json], args: Json, key: str, default: int = 100) -> Json:
    """One page of a list, by `cursor` and `limit`. Raises `Refusal` invalid_cursor."""
    start, limit = _number(args, "cursor", 0), _number(args, "limit", default)
    if not 1 <= limit <= _MOST:
        raise Refusal("invalid_limit")
    more = len(found) > start + limit
    cursor = str(start + limit) if more else ""
    return {
        key: found[start : start + limit],
        "has_more": more,
        "response_metadata": {"next_cursor": cursor},
    }


def _number(args: Json, name: str, default: int) -> int:
    value = str(args.get(name) or default)
    if not value.isascii() or not value.isdecimal() or len(value) > _DIGITS:
        raise Refusal(f"invalid_{name}")
    return int(value)


def _invalid(what: str, name: str) -> Refusal:
    message = f"[ERROR] {what} [json-pointer:/{name}]"
    return Refusal("invalid_arguments", response_metadata={"messages": [message]})

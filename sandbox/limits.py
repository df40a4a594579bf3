"""Block Kit's limits, as Slack enforces them (docs.slack.dev/reference/block-kit)."""

from collections.abc import Callable, Iterator
from typing import Any

Json = dict[str, Any]
MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
TEXT, MESSAGE_TEXT = 3_000, 40_000
_TITLE, _ID, _BUTTON, _VALUE, _METADATA = 24, 255, 75, 2_000, 3_000
_FIELDS, _CONTEXT, _ACTIONS, _ALT, _OPTION = 10, 10, 25, 2_000, 150


def message_problems(blocks: object) -> list[str]:
    """What Slack would refuse in a message's blocks."""
    return list(_blocks(blocks, MESSAGE_BLOCKS))


def view_problems(view: Json) -> list[str]:
    """What Slack would refuse in a modal or Home tab."""
    return [*_view_frame(view), *_blocks(view.get("blocks"), VIEW_BLOCKS)]


def _view_frame(view: Json) -> Iterator[str]:
    kind = view.get("type")
    if kind not in ("modal", "home"):
        yield f"unsupported view type: {kind}"
    if kind == "modal" and not isinstance(view.get("title"), dict):
        yield "missing required field: title"
    for key in ("title", "submit", "close"):
        if key in view and view[key] is not None:
            yield from _text(view[key], key, _TITLE, plain=True)
    if len(view.get("private_metadata") or "") > _METADATA:
        yield f"private_metadata: must be at most {_METADATA} characters"
    if len(view.get("callback_id") or "") > _ID:
        yield f"callback_id: must be at most {_ID} characters"
    inputs = any(b.get("type") == "input" for b in view.get("blocks") or [] if isinstance(b, dict))
    if kind == "modal" and inputs and not view.get("submit"):
        yield "a modal with an input block needs submit"


def _blocks(blocks: object, most: int) -> Iterator[str]:
    if not isinstance(blocks, list):
        yield "blocks: must be a list"
        return
    if len(blocks) > most:
        yield f"blocks: no more than {most} items allowed"
    ids = [b.get("block_id") for b in blocks if isinstance(b, dict) and b.get("block_id")]
    if len(ids) != len(set(ids)):
        yield "block_id: must be unique"
    for number, block in enumerate(blocks):
        for problem in _block(block):
            yield f"blocks[{number}]: {problem}"


def _block(block: object) -> Iterator[str]:
    if not isinstance(block, dict):
        yield "must be an object"
        return
    check = _CHECKS.get(str(block.get("type")))
    if check is None:
        yield f"unsupported type: {block.get('type')}"
        return
    if len(block.get("block_id") or "") > _ID:
        yield f"block_id: must be at most {_ID} characters"
    yield from check(block)


def _section(block: Json) -> Iterator[str]:
    if "text" not in block and "fields" not in block:
        yield "needs text or fields"
    if "text" in block:
        yield from _text(block["text"], "text", TEXT)
    fields = block.get("fields", [])
    if len(fields) > _FIELDS:
        yield f"fields: no more than {_FIELDS}"
    for each in fields:
        yield from _text(each, "fields", 2_000)
    if "accessory" in block:
        yield from _element(block["accessory"])


def _header(block: Json) -> Iterator[str]:
    yield from _text(block.get("text"), "text", 150, plain=True)


def _context(block: Json) -> Iterator[str]:
    elements = block.get("elements", [])
    if not 1 <= len(elements) <= _CONTEXT:
        yield "elements: between 1 and 10"
    for each in elements:
        if each.get("type") != "image":
            yield from _text(each, "elements", TEXT)


def _actions(block: Json) -> Iterator[str]:
    elements = block.get("elements", [])
    if not 1 <= len(elements) <= _ACTIONS:
        yield "elements: between 1 and 25"
    ids = [e.get("action_id") for e in elements]
    if len(ids) != len(set(ids)):
        yield "action_id: must be unique in a block"
    for each in elements:
        yield from _element(each)


def _input(block: Json) -> Iterator[str]:
    yield from _text(block.get("label"), "label", 2_000, plain=True)
    if "hint" in block:
        yield from _text(block["hint"], "hint", 2_000, plain=True)
    if not isinstance(block.get("element"), dict):
        yield "element: missing"
    else:
        yield from _element(block["element"])


def _image(block: Json) -> Iterator[str]:
    if not (block.get("image_url") or block.get("slack_file")):
        yield "image_url: missing"
    if not 1 <= len(block.get("alt_text") or "") <= _ALT:
        yield "alt_text: between 1 and 2000 characters"


def _nothing(_block: Json) -> Iterator[str]:
    return iter(())


def _element(element: Json) -> Iterator[str]:
    if len(element.get("action_id") or "") > _ID:
        yield f"action_id: must be at most {_ID} characters"
    if element.get("type") == "button":
        yield from _button(element)
    if "options" in element or element.get("type") == "overflow":
        yield from _options(element)
    if "placeholder" in element:
        yield from _text(element["placeholder"], "placeholder", 150, plain=True)
    if element.get("initial_options") == []:
        yield "initial_options: must not be empty"
    if "confirm" in element:
        yield from _confirm(element["confirm"])


def _button(element: Json) -> Iterator[str]:
    yield from _text(element.get("text"), "button", _BUTTON, plain=True)
    if len(element.get("value") or "") > _VALUE:
        yield f"value: must be at most {_VALUE} characters"
    if element.get("style", "primary") not in ("primary", "danger"):
        yield "style: primary or danger"
    if len(element.get("accessibility_label") or "") > _BUTTON:
        yield f"accessibility_label: must be at most {_BUTTON} characters"


def _options(element: Json) -> Iterator[str]:
    options = element.get("options", [])
    least, most = (1, 5) if element.get("type") == "overflow" else (1, 100)
    if not least <= len(options) <= most:
        yield f"options: between {least} and {most}"
    for option in options:
        yield from _text(option.get("text"), "option", _BUTTON)
        if not 1 <= len(option.get("value") or "") <= _OPTION:
            yield "option value: between 1 and 150 characters"


def _confirm(confirm: Json) -> Iterator[str]:
    for key, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        if key in confirm:
            yield from _text(confirm[key], key, most)


def _text(value: object, name: str, most: int, *, plain: bool = False) -> Iterator[str]:
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        yield f"{name}: must be a text object"
        return
    if value.get("type") not in (("plain_text",) if plain else ("plain_text", "mrkdwn")):
        yield f"{name}: unsupported text type {value.get('type')}"
    if not 1 <= len(value["text"]) <= most:
        yield f"{name}: must be between 1 and {most} characters"


_CHECKS: dict[str, Callable[[Json], Iterator[str]]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "image": _image,
    "divider": _nothing,
    "rich_text": _nothing,
}

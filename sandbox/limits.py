"""Block Kit's limits on messages, modals and Home tabs (docs.slack.dev/reference/block-kit)."""

from collections.abc import Callable, Iterator

from sandbox.elements import INPUTS, Problem, element, items, length, text
from sandbox.workspace import Json

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
MESSAGE_TEXT = 40_000
_ID, _TITLE, _METADATA, _TABLES, _COLUMNS = 255, 24, 3_000, 1, 20
_MESSAGE, _MODAL, _HOME = "message", "modal", "home"
_NOT_ON: dict[str, tuple[str, ...]] = {
    "alert": (_MESSAGE, _HOME),
    "context_actions": (_MODAL, _HOME),
    "file": (_MODAL, _HOME),
    "markdown": (_MODAL, _HOME),
    "table": (_MODAL, _HOME),
}
"""Blocks that Slack shows on some surfaces only."""


def message_problems(blocks: object) -> list[str]:
    """What Slack would refuse in a message's blocks, in the words of its answer."""
    return [_worded(each) for each in _blocks(blocks, "/blocks", _MESSAGE)]


def view_problems(view: object) -> list[str]:
    """What Slack would refuse in a modal or Home tab, in the words of its answer."""
    if not isinstance(view, dict) or view.get("type") not in (_MODAL, _HOME):
        return [_worded(("/view/type", "unsupported view type"))]
    kind = str(view["type"])
    found = [*_frame(view, kind), *_blocks(view.get("blocks"), "/view/blocks", kind)]
    return [_worded(each) for each in found]


def _worded(problem: Problem) -> str:
    where, what = problem
    return f"[ERROR] {what} [json-pointer:{where}]"


def _frame(view: Json, kind: str) -> Iterator[Problem]:
    if kind == _MODAL and view.get("title") is None:
        yield "/view", "missing required field: title"
    for key in ("title", "submit", "close"):
        if view.get(key) is not None:
            if kind == _HOME:
                yield f"/view/{key}", "not allowed in a Home tab"
            yield from text(view[key], f"/view/{key}", _TITLE, plain=True)
    yield from length(view.get("private_metadata"), "/view/private_metadata", _METADATA)
    yield from length(view.get("callback_id"), "/view/callback_id", _ID)
    yield from length(view.get("external_id"), "/view/external_id", _ID)
    blocks = view.get("blocks")
    kinds = (
        [b.get("type") for b in blocks if isinstance(b, dict)] if isinstance(blocks, list) else []
    )
    if kind == _MODAL and "input" in kinds and not view.get("submit"):
        yield "/view", "missing required field: submit, as there is an input block"


def _blocks(blocks: object, where: str, surface: str) -> Iterator[Problem]:
    most = MESSAGE_BLOCKS if surface == _MESSAGE else VIEW_BLOCKS
    if not isinstance(blocks, list):
        yield where, "must be an array"
        return
    if len(blocks) > most:
        yield where, f"no more than {most} items allowed"
    taken: set[str] = set()
    for number, block in enumerate(blocks):
        pointer = f"{where}/{number}"
        if not isinstance(block, dict):
            yield pointer, "must be an object"
            continue
        name = block.get("block_id")
        if isinstance(name, str) and name in taken:
            yield f"{pointer}/block_id", f"block_id already in use: {name}"
        taken.add(str(name))
        yield from _block(block, pointer, surface)
    tables = sum(1 for b in blocks if isinstance(b, dict) and b.get("type") == "table")
    if tables > _TABLES:
        yield where, "only one table is allowed"


def _block(block: Json, where: str, surface: str) -> Iterator[Problem]:
    kind = str(block.get("type"))
    if kind not in _CHECKS or surface in _NOT_ON.get(kind, ()):
        yield where, f"unsupported type: {kind}"
        return
    yield from length(block.get("block_id"), f"{where}/block_id", _ID)
    yield from _CHECKS[kind](block, where)


def _section(block: Json, where: str) -> Iterator[Problem]:
    if block.get("text") is None and not block.get("fields"):
        yield where, "missing required field: text or fields"
    if block.get("text") is not None:
        yield from text(block["text"], f"{where}/text", 3_000)
    if block.get("fields") is not None:
        for pointer, each in items(block, "fields", where):
            yield from text(each, pointer, 2_000)
        yield from _count(block, "fields", where, 10)
    if block.get("accessory") is not None:
        yield from element(block["accessory"], f"{where}/accessory")


def _header(block: Json, where: str) -> Iterator[Problem]:
    yield from text(block.get("text"), f"{where}/text", 150, plain=True)


def _context(block: Json, where: str) -> Iterator[Problem]:
    yield from _count(block, "elements", where, 10)
    for pointer, each in items(block, "elements", where):
        if isinstance(each, dict) and each.get("type") == "image":
            yield from element(each, pointer)
        else:
            yield from text(each, pointer, 3_000)


def _actions(block: Json, where: str) -> Iterator[Problem]:
    yield from _count(block, "elements", where, 25)
    yield from _touchables(block, where)


def _context_actions(block: Json, where: str) -> Iterator[Problem]:
    yield from _count(block, "elements", where, 5)
    yield from _touchables(block, where)


def _touchables(block: Json, where: str) -> Iterator[Problem]:
    taken: set[str] = set()
    for pointer, each in items(block, "elements", where):
        yield from element(each, pointer)
        name = each.get("action_id") if isinstance(each, dict) else None
        if isinstance(name, str) and name in taken:
            yield f"{pointer}/action_id", f"action_id already in use: {name}"
        taken.add(str(name))


def _input(block: Json, where: str) -> Iterator[Problem]:
    yield from text(block.get("label"), f"{where}/label", 2_000, plain=True)
    if block.get("hint") is not None:
        yield from text(block["hint"], f"{where}/hint", 2_000, plain=True)
    held = block.get("element")
    if not isinstance(held, dict) or held.get("type") not in INPUTS:
        yield f"{where}/element", "must be an input element"
        return
    yield from element(held, f"{where}/element")


def _image(block: Json, where: str) -> Iterator[Problem]:
    yield from element(block | {"type": "image"}, where)
    if block.get("title") is not None:
        yield from text(block["title"], f"{where}/title", 2_000, plain=True)


def _markdown(block: Json, where: str) -> Iterator[Problem]:
    yield from length(block.get("text"), f"{where}/text", 12_000, least=1)


def _alert(block: Json, where: str) -> Iterator[Problem]:
    yield from text(block.get("text"), f"{where}/text", 200)


def _table(block: Json, where: str) -> Iterator[Problem]:
    yield from _count(block, "rows", where, 100)
    for pointer, row in items(block, "rows", where):
        if not isinstance(row, list) or not 1 <= len(row) <= _COLUMNS:
            yield pointer, "must be a row of 1 to 20 cells"


def _rich_text(block: Json, where: str) -> Iterator[Problem]:
    if not isinstance(block.get("elements"), list):
        yield f"{where}/elements", "must be an array"


def _nothing(_block: Json, _where: str) -> Iterator[Problem]:
    return iter(())


def _count(block: Json, key: str, where: str, most: int) -> Iterator[Problem]:
    held = block.get(key)
    if not isinstance(held, list) or not 1 <= len(held) <= most:
        yield f"{where}/{key}", f"must be an array of 1 to {most} items"


_CHECKS: dict[str, Callable[[Json, str], Iterator[Problem]]] = {
    "actions": _actions,
    "alert": _alert,
    "context": _context,
    "context_actions": _context_actions,
    "divider": _nothing,
    "file": _nothing,
    "header": _header,
    "image": _image,
    "input": _input,
    "markdown": _markdown,
    "rich_text": _rich_text,
    "section": _section,
    "table": _table,
}

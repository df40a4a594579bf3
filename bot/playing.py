"""What the tour does for a person, and what that person sees: in words, as a reader hears them."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from bot.admin.preview import WAITING
from bot.note import SNOOZE
from bot.stage import Stage
from bot.story import (
    CHOOSE,
    COMMAND,
    DELETE,
    EDIT,
    FIELD,
    FORM_PRESS,
    HOME,
    INVITE,
    SHORTCUT,
    SUBMIT,
    Deed,
)

Seen = Mapping[str, Any]
PATIENCE_SECONDS = 20


async def act(stage: Stage, user: str, deed: Deed, channel: str, ts: str) -> None:
    """Do one deed. A form that was open is closed, once it has been read, or sent."""
    seen = await stage.seen_by(user)
    if deed.kind in (SUBMIT, FORM_PRESS):
        await (_submit if deed.kind == SUBMIT else _press_in_form)(stage, user, seen, deed)
        await _worked_out(stage, user, seen["modals"][-1])
        return
    text = _field(seen) if deed.what == FIELD else deed.what
    for view in reversed(seen["modals"]):
        await stage.do("close", user=user, view_id=view["id"])
    message = {"user": user, "channel": channel, "ts": ts}
    picked = {"channel": channel, "message_ts": ts} if ts else {}
    doings: dict[str, tuple[str, dict[str, str]]] = {
        EDIT: ("edit", {**message, "text": text}),
        DELETE: ("delete", message),
        COMMAND: ("command", _command(user, channel, text)),
        SHORTCUT: ("shortcut", {"user": user, "callback_id": deed.what, **picked}),
        HOME: ("home", {"user": user}),
        INVITE: ("invite", {"user": user, "channel": channel}),
    }
    if deed.kind in doings:
        doing, values = doings[deed.kind]
        await stage.do(doing, **values)
    else:
        await _press(stage, user, seen, deed)


async def say(stage: Stage, user: str, channel: str, text: str) -> str:
    """Post a message, or use the command; the message's `ts`. Nothing to say is not said."""
    if not text:
        return ""
    if text.startswith("/askonce "):
        asked = _command(user, channel, text.removeprefix("/askonce "))
        await stage.do("command", **asked)
        return ""
    return str((await stage.do("post", user=user, channel=channel, text=text))["ts"])


def _command(user: str, channel: str, text: str) -> dict[str, str]:
    return {"user": user, "channel": channel, "command": "/askonce", "text": text}


async def _submit(stage: Stage, user: str, seen: Seen, deed: Deed) -> None:
    view = seen["modals"][-1]
    inputs = {block["block_id"]: block["element"] for block in view["blocks"] if "element" in block}
    values = {
        name: {inputs[name]["action_id"]: {"type": inputs[name]["type"], "value": value}}
        for name, value in deed.typed
    }
    await stage.do("submit", user=user, view_id=view["id"], values=values)


async def _press_in_form(stage: Stage, user: str, seen: Seen, deed: Deed) -> None:
    view = seen["modals"][-1]
    inputs = {block["block_id"]: block["element"] for block in view["blocks"] if "element" in block}
    state = {name: {inputs[name]["action_id"]: value} for name, value in deed.typed}
    await stage.do("press", user=user, view_id=view["id"], action_id=deed.what, state=state)


async def _worked_out(stage: Stage, user: str, before: Mapping[str, Any]) -> None:
    """Wait until a form was answered: another content, or what is wrong with it."""
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not _is_answered((await stage.seen_by(user))["modals"], before):
                await asyncio.sleep(0.05)


def _is_answered(views: Sequence[Mapping[str, Any]], before: Mapping[str, Any]) -> bool:
    same = next((view for view in views if view["id"] == before["id"]), None)
    if same is None or same["errors"]:
        return True
    return bool(same["hash"] != before["hash"] and same["callback_id"] != WAITING)


async def _press(stage: Stage, user: str, seen: Seen, deed: Deed) -> None:
    note = max(_notes(seen), key=lambda note: float(note["ts"]))
    where = {"user": user, "message_ts": note["ts"]}
    if deed.kind != CHOOSE:
        await stage.do("press", **where, action_id=deed.what)
        return
    buttons = next(block for block in note["blocks"] if block["type"] == "actions")
    options = buttons["elements"][-1]["options"]
    chosen = next(each for each in options if each["value"].startswith(f"{deed.what} "))
    await stage.do("press", **where, action_id=SNOOZE, action={"selected_option": chosen})


def notes_of(seen: Seen) -> dict[str, Any]:
    """A person's private notes, and what the app said to all that they see, by their times."""
    private = {note["ts"]: words_of(note) for note in _notes(seen)}
    said = [m for room in seen["messages"].values() for m in room if m["bot"]]
    return {
        "notes": private,
        "public": {m["ts"]: words_of(m) for m in said if m["ts"] not in private},
    }


def new_notes(before: Seen, after: Seen) -> list[str]:
    """The notes that came or changed."""
    return [words for ts, words in after["notes"].items() if before["notes"].get(ts) != words]


def new_words(before: Seen, after: Seen) -> list[str]:
    """What the app said to all since."""
    return [words for ts, words in after["public"].items() if ts not in before["public"]]


def words_of(message: Mapping[str, Any]) -> str:
    """A note's words, block by block, as a screen reader would read them."""
    lines = [_line(block) for block in message["blocks"] or []]
    return "\n".join(line for line in lines if line) or str(message["text"])


def form_words(view: Mapping[str, Any]) -> str:
    """A form's words, its title first, what is wrong with it last."""
    lines = [
        _text(view["title"]),
        *map(_line, view["blocks"]),
        *(view.get("errors") or {}).values(),
    ]
    return "\n".join(filter(None, lines))


def home_words(seen: Seen) -> list[str]:
    """The words of a person's Home tab, as one text; nothing where it was never opened."""
    home = seen["home"]
    return ["\n".join(filter(None, map(_line, home["blocks"])))] if home else []


def _notes(seen: Seen) -> list[dict[str, Any]]:
    """What the app said to a person alone: beside a message, or directly."""
    return [
        message
        for room, messages in seen["messages"].items()
        for message in messages
        if message["bot"] and (message["ephemeral"] or room == seen["bot"]["dm"])
    ]


def _field(seen: Seen) -> str:
    blocks = seen["modals"][-1]["blocks"]
    return str(next(b["element"]["initial_value"] for b in blocks if b["type"] == "input"))


def _line(block: Mapping[str, Any]) -> str:
    if block["type"] == "input":
        return f"{_text(block['label'])}: {block['element'].get('initial_value', '')}"
    parts = [block.get("text"), *block.get("elements", [])]
    return "  ".join(filter(None, (_text(part) for part in parts if isinstance(part, dict))))


def _text(part: Mapping[str, Any]) -> str:
    inner = part.get("text") or part.get("placeholder")
    if isinstance(inner, Mapping):
        return f"[{inner['text']}]"
    return str(inner or "")

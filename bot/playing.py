"""What the tour does for a person, and what that person sees: in words, as a reader hears them."""

from collections.abc import Mapping
from typing import Any

from bot.note import SNOOZE
from bot.stage import Stage
from bot.story import CHOOSE, COMMAND, DELETE, EDIT, FIELD, SUBMIT, Deed

Seen = Mapping[str, Any]


async def act(stage: Stage, user: str, deed: Deed, channel: str, ts: str) -> None:
    """Do one deed. A form that was open is closed, once it has been read, or sent."""
    seen = await stage.seen_by(user)
    if deed.kind == SUBMIT:
        await _submit(stage, user, seen, deed)
        return
    text = _field(seen) if deed.what == FIELD else deed.what
    for view in reversed(seen["modals"]):
        await stage.do("close", user=user, view_id=view["id"])
    message = {"user": user, "channel": channel, "ts": ts}
    if deed.kind == EDIT:
        await stage.do("edit", **message, text=text)
    elif deed.kind == DELETE:
        await stage.do("delete", **message)
    elif deed.kind == COMMAND:
        await command(stage, user, channel, text)
    else:
        await _press(stage, user, seen, deed)


async def say(stage: Stage, user: str, channel: str, text: str) -> str:
    """Post a message, or use the command; the message's `ts`."""
    if text.startswith("/askonce "):
        await command(stage, user, channel, text.removeprefix("/askonce "))
        return ""
    return str((await stage.do("post", user=user, channel=channel, text=text))["ts"])


async def command(stage: Stage, user: str, channel: str, text: str) -> None:
    """Use `/askonce` with some words."""
    await stage.do("command", user=user, channel=channel, command="/askonce", text=text)


async def _submit(stage: Stage, user: str, seen: Seen, deed: Deed) -> None:
    values = {
        name: {"typed": {"type": "plain_text_input", "value": value}} for name, value in deed.typed
    }
    view = seen["modals"][-1]["id"]
    await stage.do("submit", user=user, view_id=view, values=values)


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
    """A person's private notes, by their times, and what the app said to all that they see."""
    private = {note["ts"]: words_of(note) for note in _notes(seen)}
    said = [m for room in seen["messages"].values() for m in room if m["bot"]]
    return {
        "notes": private,
        "public": [words_of(m) for m in said if m["ts"] not in private],
    }


def new_notes(before: Seen, after: Seen) -> list[str]:
    """The notes that came or changed."""
    return [words for ts, words in after["notes"].items() if before["notes"].get(ts) != words]


def new_words(before: Seen, after: Seen) -> list[str]:
    """What the app said to all since."""
    return list(after["public"][len(before["public"]) :])


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

"""Limits of what stands inside blocks: texts, buttons, menus, inputs."""

from collections.abc import Callable, Iterator

from sandbox.workspace import Json

Problem = tuple[str, str]
"""Where, as a JSON pointer, and what."""
_SELECTS = ("static_select", "multi_static_select")
_SOURCES = tuple(
    f"{many}{source}_select"
    for many in ("", "multi_")
    for source in ("external", "users", "conversations", "channels")
)
_TEXTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
INPUTS = frozenset(
    (
        *_SELECTS, *_SOURCES, *_TEXTS, "checkboxes", "radio_buttons", "datepicker", "timepicker",
        "datetimepicker", "file_input", "rich_text_input",
    )
)  # fmt: skip
"""Elements an input block may hold."""
_OTHERS = ("button", "overflow", "image", "workflow_button", "feedback_buttons", "icon_button")
_MOST_OPTIONS = {"overflow": 5, "checkboxes": 10, "radio_buttons": 10}
_BUTTON, _VALUE, _ID, _OPTION_VALUE, _PLACEHOLDER, _URL = 75, 2_000, 255, 150, 150, 3_000
_GROUPS, _TYPED = 100, 3_000


def element(held: object, where: str) -> Iterator[Problem]:
    """What Slack would refuse in an element."""
    if not isinstance(held, dict) or held.get("type") not in (*INPUTS, *_OTHERS):
        yield where, "unsupported element"
        return
    yield from length(held.get("action_id"), f"{where}/action_id", _ID)
    if held.get("placeholder") is not None:
        yield from text(held["placeholder"], f"{where}/placeholder", _PLACEHOLDER, plain=True)
    if held.get("confirm") is not None:
        yield from _confirm(held["confirm"], f"{where}/confirm")
    if held.get("initial_options") == []:
        yield f"{where}/initial_options", "must not be empty"
    check = _CHECKS.get(str(held["type"]))
    if check:
        yield from check(held, where)


def text(held: object, where: str, most: int, *, plain: bool = False) -> Iterator[Problem]:
    """What Slack would refuse in a text object of 1 to `most` characters."""
    kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
    if not isinstance(held, dict) or held.get("type") not in kinds:
        yield where, f"must be a text object of type {' or '.join(kinds)}"
        return
    yield from length(held.get("text"), f"{where}/text", most, least=1)


def length(value: object, where: str, most: int, least: int = 0) -> Iterator[Problem]:
    """What Slack would refuse in a string; with a `least`, it must be there."""
    if value is None and not least:
        return
    if not isinstance(value, str):
        yield where, "must be a string"
    elif len(value) > most:
        yield where, f"must be less than {most + 1} characters"
    elif len(value) < least:
        yield where, f"must be more than {least - 1} characters"


def items(held: Json, key: str, where: str) -> Iterator[tuple[str, object]]:
    """The members of an array, each with its pointer."""
    array = held.get(key)
    for number, each in enumerate(array if isinstance(array, list) else []):
        yield f"{where}/{key}/{number}", each


def _button(held: Json, where: str) -> Iterator[Problem]:
    yield from text(held.get("text"), f"{where}/text", _BUTTON, plain=True)
    yield from length(held.get("value"), f"{where}/value", _VALUE)
    yield from length(held.get("url"), f"{where}/url", _URL)
    yield from length(held.get("accessibility_label"), f"{where}/accessibility_label", _BUTTON)
    if held.get("style") not in (None, "primary", "danger"):
        yield f"{where}/style", "must be primary or danger"


def _image(held: Json, where: str) -> Iterator[Problem]:
    if not (held.get("image_url") or held.get("slack_file")):
        yield where, "missing required field: image_url or slack_file"
    yield from length(held.get("image_url"), f"{where}/image_url", _URL)
    yield from length(held.get("alt_text"), f"{where}/alt_text", 2_000, least=1)


def _menu(held: Json, where: str) -> Iterator[Problem]:
    if isinstance(held.get("option_groups"), list) and "options" not in held:
        if not 1 <= len(held["option_groups"]) <= _GROUPS:
            yield f"{where}/option_groups", "must be an array of 1 to 100 items"
        for pointer, group in items(held, "option_groups", where):
            label = group.get("label") if isinstance(group, dict) else None
            yield from text(label, f"{pointer}/label", _BUTTON, plain=True)
            yield from _options(group if isinstance(group, dict) else {}, pointer, 100)
        return
    yield from _options(held, where, _MOST_OPTIONS.get(str(held["type"]), 100))


def _options(held: Json, where: str, most: int) -> Iterator[Problem]:
    options = held.get("options")
    if not isinstance(options, list) or not 1 <= len(options) <= most:
        yield f"{where}/options", f"must be an array of 1 to {most} items"
    for pointer, option in items(held, "options", where):
        if not isinstance(option, dict):
            yield pointer, "must be an object"
            continue
        yield from text(option.get("text"), f"{pointer}/text", _BUTTON)
        yield from length(option.get("value"), f"{pointer}/value", _OPTION_VALUE, least=1)
        if option.get("description") is not None:
            yield from text(option["description"], f"{pointer}/description", _BUTTON)


def _typed(held: Json, where: str) -> Iterator[Problem]:
    most = held.get("max_length", _TYPED)
    if not isinstance(most, int) or not 1 <= most <= _TYPED:
        yield f"{where}/max_length", "must be between 1 and 3000"
        return
    yield from length(held.get("initial_value"), f"{where}/initial_value", most)


def _confirm(held: object, where: str) -> Iterator[Problem]:
    if not isinstance(held, dict):
        yield where, "must be an object"
        return
    # Slack fills in what is left out of a confirmation, except its words.
    yield from text(held.get("title"), f"{where}/title", 100, plain=True)
    yield from text(held.get("text"), f"{where}/text", 300)
    for key in ("confirm", "deny"):
        if held.get(key) is not None:
            yield from text(held[key], f"{where}/{key}", 30, plain=True)


_CHECKS: dict[str, Callable[[Json, str], Iterator[Problem]]] = {
    "button": _button,
    "image": _image,
    "overflow": _menu,
    "static_select": _menu,
    "multi_static_select": _menu,
    "checkboxes": _menu,
    "radio_buttons": _menu,
    "plain_text_input": _typed,
}

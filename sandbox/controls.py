"""What people touch in blocks: which element it is, and what it says when touched."""

from sandbox.workspace import Json, Refusal

_PICKS = ("static_select", "external_select", "overflow", "radio_buttons")
_MANY = ("checkboxes", "multi_static_select", "multi_external_select")
_FIELDS = {
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "rich_text_input": "rich_text_value",
}
_STATELESS = ("button", "overflow", "image", "workflow_button", "feedback_buttons", "icon_button")
_EMPTY: tuple[object, ...] = (None, "", [], {})
REQUIRED = "Please complete this required field."


def element_of(blocks: list[Json], action_id: str, block_id: str | None) -> tuple[Json, str]:
    """An element and its block's id, by its action id. Raises `Refusal` action_not_found."""
    for block in blocks:
        if block_id in (None, block.get("block_id")):
            for element in elements(block):
                if element.get("action_id") == action_id:
                    return element, str(block.get("block_id", ""))
    raise Refusal("action_not_found")


def elements(block: Json) -> list[Json]:
    """Everything in a block that can be touched."""
    parts = [*(block.get("elements") or []), block.get("accessory"), block.get("element")]
    return [part for part in parts if isinstance(part, dict)]


def acted(element: Json, block_id: str, where: Json, now: float) -> Json:
    """One entry of `actions`. `where`: `value`, or `action` with the element's own fields."""
    kind = str(element.get("type", "button"))
    action: Json = {
        "action_id": element["action_id"],
        "block_id": block_id,
        "type": kind,
        "action_ts": f"{now:.6f}",
    }
    if kind == "button":
        action |= {key: element[key] for key in ("text", "value", "style") if key in element}
    if where.get("value") is not None:
        action |= state_of(element, where["value"])
    return action | (where.get("action") or {})


def state_of(element: Json, value: object) -> Json:
    """What an element holds once somebody has given it a value, in its own terms."""
    kind = str(element.get("type"))
    if kind in _PICKS:
        value = _option(element, value)
    elif kind in _MANY:
        chosen = value if isinstance(value, list) else [value]
        value = [_option(element, each) for each in chosen]
    return {"type": kind, _field(element): value}


def typed_values(blocks: list[Json], values: Json) -> Json:
    """A view's state as Slack sends it: every field, with what it began with if left alone.

    Plain values are put in their elements' own terms: "x" becomes {"type": …, "value": "x"}.
    """
    state: Json = {}
    for block in blocks:
        block_id = str(block.get("block_id"))
        given = values.get(block_id) or {}
        fields = [e for e in elements(block) if e.get("type") not in _STATELESS]
        held = {str(e.get("action_id")): _held(e, given.get(e.get("action_id"))) for e in fields}
        if held:
            state[block_id] = held
    return state


def missing_inputs(blocks: list[Json], values: Json) -> dict[str, str]:
    """The inputs that must be filled and are not: Slack's own client sends no such form."""
    inputs = (b for b in blocks if b.get("type") == "input" and not b.get("optional"))
    return {b["block_id"]: REQUIRED for b in inputs if not _filled(b, values)}


def _filled(block: Json, values: Json) -> bool:
    held = values[block["block_id"]][str(block["element"].get("action_id"))]
    return any(value not in _EMPTY for key, value in held.items() if key != "type")


def _held(element: Json, given: object) -> Json:
    """What a field holds: what was given, or else what it began with."""
    if isinstance(given, dict):
        return given
    if given is not None:
        return state_of(element, given)
    held: Json = {"type": element.get("type"), _field(element): None}
    for key, value in element.items():
        if key.startswith("initial_"):
            held[_field(element)] = value
    return held


def _field(element: Json) -> str:
    """Where an element keeps its value."""
    kind = str(element.get("type"))
    if kind in _PICKS:
        return "selected_option"
    return "selected_options" if kind in _MANY else _FIELDS.get(kind, "value")


def _option(element: Json, value: object) -> Json:
    if isinstance(value, dict):
        return value
    groups = [group.get("options", []) for group in element.get("option_groups") or []]
    for options in [element.get("options") or [], *groups]:
        for option in options:
            if option.get("value") == value:
                return dict(option)
    raise Refusal("option_not_found")

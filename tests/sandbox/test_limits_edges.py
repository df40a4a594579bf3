"""Each limit of Block Kit from both sides: the most that passes, and one more."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox import Refusal
from sandbox.elements import INPUTS
from sandbox.limits import MESSAGE_TEXT, message_problems, view_problems
from sandbox.web_api.arguments import content
from tests.sandbox.apps import DRAFT, modal, section

Json = dict[str, Any]
Made = Callable[[int], Any]


def plain(length: int = 1) -> Json:
    return {"type": "plain_text", "text": "x" * length}


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain()} | more


def beside(element: Json) -> list[Json]:
    return [section("x") | {"accessory": element}]


def confirm(**more: Any) -> list[Json]:
    return beside(button(confirm={"title": plain(), "text": plain()} | more))


def choices(count: int) -> list[Json]:
    return [{"text": plain(), "value": str(number)} for number in range(count)]


def menu(kind: str, **more: Any) -> list[Json]:
    return beside({"type": kind, "options": choices(1)} | more)


def choice(**more: Any) -> list[Json]:
    return menu("static_select", options=[choices(1)[0] | more])


def grouped(count: int, **more: Any) -> list[Json]:
    groups = [{"label": plain(), "options": choices(1)} | more] * count
    return beside({"type": "static_select", "option_groups": groups})


def typing(**more: Any) -> list[Json]:
    return [DRAFT | {"element": {"type": "plain_text_input", **more}}]


def image(**more: Any) -> list[Json]:
    return [{"type": "image", "image_url": "h", "alt_text": "x"} | more]


def buttons(kind: str, count: int) -> list[Json]:
    elements = [button(action_id=str(number)) for number in range(count)]
    return [{"type": kind, "elements": elements}]


def tables(count: int, rows: int = 1, cells: int = 1) -> list[Json]:
    cell = {"type": "raw_text", "text": "x"}
    return [{"type": "table", "rows": [[cell] * cells] * rows}] * count


_IN_MESSAGES: dict[str, tuple[int, Made]] = {
    "blocks of a message": (50, lambda n: [section("x")] * n),
    "block id": (255, lambda n: [section("x") | {"block_id": "b" * n}]),
    "section text": (3_000, lambda n: [section("x" * n)]),
    "section fields": (10, lambda n: [{"type": "section", "fields": [plain()] * n}]),
    "section field": (2_000, lambda n: [{"type": "section", "fields": [plain(n)]}]),
    "header": (150, lambda n: [{"type": "header", "text": plain(n)}]),
    "context elements": (10, lambda n: [{"type": "context", "elements": [plain()] * n}]),
    "context text": (3_000, lambda n: [{"type": "context", "elements": [plain(n)]}]),
    "actions": (25, lambda n: buttons("actions", n)),
    "context actions": (5, lambda n: buttons("context_actions", n)),
    "label": (2_000, lambda n: [DRAFT | {"label": plain(n)}]),
    "hint": (2_000, lambda n: [DRAFT | {"hint": plain(n)}]),
    "image title": (2_000, lambda n: image(title=plain(n))),
    "image address": (3_000, lambda n: image(image_url="h" * n)),
    "alternative text": (2_000, lambda n: image(alt_text="x" * n)),
    "markdown": (12_000, lambda n: [{"type": "markdown", "text": "x" * n}]),
    "tables": (1, tables),
    "rows": (100, lambda n: tables(1, rows=n)),
    "cells": (20, lambda n: tables(1, cells=n)),
    "action id": (255, lambda n: beside(button(action_id="a" * n))),
    "button text": (75, lambda n: beside(button(text=plain(n)))),
    "button value": (2_000, lambda n: beside(button(value="v" * n))),
    "button address": (3_000, lambda n: beside(button(url="h" * n))),
    "button label": (75, lambda n: beside(button(accessibility_label="x" * n))),
    "confirmation title": (100, lambda n: confirm(title=plain(n))),
    "confirmation text": (300, lambda n: confirm(text=plain(n))),
    "confirmation yes": (30, lambda n: confirm(confirm=plain(n))),
    "confirmation no": (30, lambda n: confirm(deny=plain(n))),
    "placeholder": (150, lambda n: menu("static_select", placeholder=plain(n))),
    "overflow options": (5, lambda n: menu("overflow", options=choices(n))),
    "checkboxes": (10, lambda n: menu("checkboxes", options=choices(n))),
    "radio buttons": (10, lambda n: menu("radio_buttons", options=choices(n))),
    "menu options": (100, lambda n: menu("static_select", options=choices(n))),
    "options of many": (100, lambda n: menu("multi_static_select", options=choices(n))),
    "option text": (75, lambda n: choice(text=plain(n))),
    "option value": (150, lambda n: choice(value="v" * n)),
    "option description": (75, lambda n: choice(description=plain(n))),
    "option groups": (100, grouped),
    "options of a group": (100, lambda n: grouped(1, options=choices(n))),
    "group label": (75, lambda n: grouped(1, label=plain(n))),
    "max_length": (3_000, lambda n: typing(max_length=n)),
    "initial value": (3_000, lambda n: typing(initial_value="x" * n)),
    "initial value within max_length": (7, lambda n: typing(initial_value="x" * n, max_length=7)),
}
_IN_VIEWS: dict[str, tuple[int, Made]] = {
    "blocks of a modal": (100, lambda n: modal(*[section("x")] * n)),
    "blocks of a Home tab": (100, lambda n: {"type": "home", "blocks": [section("x")] * n}),
    "title": (24, lambda n: modal(section("x"), title="x" * n)),
    "submit": (24, lambda n: modal(section("x"), submit=plain(n))),
    "close": (24, lambda n: modal(section("x"), close=plain(n))),
    "metadata": (3_000, lambda n: modal(section("x"), private_metadata="x" * n)),
    "callback id": (255, lambda n: modal(section("x"), callback_id="x" * n)),
    "external id": (255, lambda n: modal(section("x"), external_id="x" * n)),
    "alert": (200, lambda n: modal({"type": "alert", "text": plain(n)})),
}


@pytest.mark.parametrize(("most", "made"), _IN_MESSAGES.values(), ids=_IN_MESSAGES.keys())
def test_a_message_may_hold_just_so_much(most: int, made: Made) -> None:
    assert message_problems(made(most)) == []
    assert len(message_problems(made(most + 1))) == 1


@pytest.mark.parametrize(("most", "made"), _IN_VIEWS.values(), ids=_IN_VIEWS.keys())
def test_a_view_may_hold_just_so_much(most: int, made: Made) -> None:
    assert view_problems(made(most)) == []
    assert len(view_problems(made(most + 1))) == 1


def test_a_messages_text_may_be_just_so_long() -> None:
    assert content({"text": "x" * MESSAGE_TEXT}) == ("x" * MESSAGE_TEXT, None)
    with pytest.raises(Refusal, match="msg_too_long"):
        content({"text": "x" * (MESSAGE_TEXT + 1)})


@pytest.mark.parametrize(
    "blocks",
    [
        [section("")],
        [{"type": "header", "text": plain(0)}],
        [{"type": "markdown", "text": ""}],
        [{"type": "actions", "elements": []}],
        image(alt_text=""),
        beside(button(text=plain(0))),
        choice(value=""),
        menu("overflow", options=[]),
        typing(max_length=0),
        tables(1, rows=0),
    ],
)
def test_what_must_be_there_may_not_be_empty(blocks: list[Json]) -> None:
    assert len(message_problems(blocks)) == 1


@pytest.mark.parametrize("kind", ["alert", "context_actions", "file", "markdown", "table"])
@pytest.mark.parametrize("surface", ["modal", "home"])
def test_some_blocks_stand_on_some_surfaces_only(kind: str, surface: str) -> None:
    view = {"type": surface, "title": plain(), "blocks": [{"type": kind}]}
    refused = f"[ERROR] unsupported type: {kind} [json-pointer:/view/blocks/0]"
    assert (refused in view_problems(view)) == (kind != "alert" or surface == "home")


_BLOCKS = (
    "actions", "alert", "context", "context_actions", "divider", "file", "header", "image",
    "input", "markdown", "rich_text", "section", "table",
)  # fmt: skip
_KEYS = (
    "text", "fields", "accessory", "elements", "element", "label", "hint", "rows", "title",
    "block_id", "action_id", "value", "url", "style", "accessibility_label", "confirm", "deny",
    "placeholder", "options", "option_groups", "initial_options", "description", "max_length",
    "initial_value", "image_url", "slack_file", "alt_text", "submit", "close", "external_id",
    "private_metadata", "callback_id",
)  # fmt: skip
_LEAF = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4)
_KINDS = st.sampled_from([*_BLOCKS, *sorted(INPUTS), "button", "overflow", "plain_text", "mrkdwn"])
WILD = st.recursive(
    _LEAF,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=4), inner, max_size=3)
        | st.builds(
            lambda kind, rest: rest | {"type": kind},
            _KINDS | inner,
            st.dictionaries(st.sampled_from(_KEYS), inner, max_size=4),
        )
    ),
    max_leaves=30,
)
HELD = st.dictionaries(st.sampled_from(_KEYS), WILD, max_size=6)


@given(HELD, st.sampled_from(_BLOCKS), st.sampled_from(["modal", "home"]))
def test_a_known_block_may_hold_anything_without_a_stumble(
    held: Json, kind: str, surface: str
) -> None:
    block = held | {"type": kind}
    for problem in (*message_problems([block]), *view_problems(held | {"type": surface})):
        assert problem.startswith("[ERROR] ")
    assert isinstance(view_problems({"type": surface, "blocks": [block]}), list)


@given(HELD, _KINDS)
def test_a_known_element_may_hold_anything_without_a_stumble(held: Json, kind: str) -> None:
    element = held | {"type": kind}
    for block in (
        beside(element)[0],
        DRAFT | {"element": element},
        {"type": "actions", "elements": [element]},
    ):
        assert isinstance(message_problems([block]), list)


@given(WILD, WILD)
def test_any_text_and_blocks_are_taken_or_refused_by_name(text: object, blocks: object) -> None:
    refused = ""
    try:
        words, kept = content({"text": text, "blocks": blocks})
    except Refusal as refusal:
        refused = refusal.error
    assert refused in ("", "no_text", "invalid_blocks", "invalid_arguments")
    assert refused or words or kept

"""Block Kit's limits: the sandbox agrees with Slack's own models, and nothing makes it stumble."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block, Option

from sandbox.limits import message_problems, view_problems
from tests.sandbox.apps import DRAFT, modal, section

LENGTHS = st.sampled_from([1, 74, 75, 76, 149, 150, 151, 255, 256, 2_000, 2_001, 3_000, 3_001])


def plain(words: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": words}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": [*elements]}


def button(**more: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain("x"), **more}


def assert_slack_agrees(block: dict[str, Any]) -> None:
    """Slack's own model of a block takes and refuses what the sandbox does."""
    model = Block.parse(block)
    assert model is not None
    try:
        model.to_dict()
    except SlackObjectFormationError:
        assert message_problems([block])
    else:
        assert not message_problems([block])


@given(LENGTHS, LENGTHS, LENGTHS)
def test_buttons_agree_with_slacks_model(text: int, value: int, name: int) -> None:
    made = button(text=plain("x" * text), value="v" * value, action_id="a" * name)
    assert_slack_agrees(actions(made))
    assert_slack_agrees(section("x") | {"accessory": made})


@given(LENGTHS, LENGTHS)
def test_texts_agree_with_slacks_model(text: int, other: int) -> None:
    assert_slack_agrees(section("x" * text) | {"block_id": "b" * other})
    assert_slack_agrees({"type": "header", "text": plain("x" * text)})
    assert_slack_agrees(
        {"type": "image", "image_url": "https://x.example/i.png", "alt_text": "a" * other}
    )


@given(st.integers(1, 30))
def test_counts_of_elements_agree_with_slacks_model(count: int) -> None:
    assert_slack_agrees(actions(*(button(action_id=f"a{number}") for number in range(count))))
    assert_slack_agrees({"type": "context", "elements": [plain("x")] * count})
    assert_slack_agrees({"type": "section", "fields": [plain("x")] * count})


@given(st.integers(1, 101))
def test_counts_of_options_agree_with_slacks_model(count: int) -> None:
    options = [{"text": plain("x"), "value": str(number)} for number in range(count)]
    for kind in ("overflow", "static_select"):
        assert_slack_agrees(actions({"type": kind, "action_id": "a", "options": options}))


@given(LENGTHS, LENGTHS)
def test_options_agree_with_slacks_model(text: int, value: int) -> None:
    # Slack's models do not look into options that were parsed, so this one is asked by itself.
    option = Option(value="v" * value, text="x" * text)
    block = actions(
        {
            "type": "static_select",
            "action_id": "a",
            "options": [{"text": plain("x" * text), "value": "v" * value}],
        }
    )
    try:
        option.to_dict()
    except SlackObjectFormationError:
        assert message_problems([block])
    else:
        assert not message_problems([block])


_KEYS = (
    "type", "text", "elements", "element", "fields", "accessory", "options", "label", "rows",
    "block_id", "action_id", "title", "confirm", "placeholder", "initial_options",
    "option_groups", "max_length", "value", "blocks", "submit", "hint",
)  # fmt: skip
_KINDS = (
    "section", "actions", "input", "image", "context", "header", "button", "static_select",
    "overflow", "plain_text_input", "mrkdwn", "plain_text", "table", "rich_text", "alert",
    "markdown", "modal", "home",
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(_KEYS),
            inner | st.sampled_from(_KINDS),
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(JSON)
def test_nothing_an_app_may_send_makes_the_checks_stumble(anything: Any) -> None:
    view = {"type": "modal", "title": anything, "blocks": anything}
    for problems in (
        message_problems(anything),
        message_problems([anything]),
        view_problems(anything),
        view_problems(view),
    ):
        assert all(problem.startswith("[ERROR] ") for problem in problems)


@pytest.mark.parametrize(
    ("blocks", "where"),
    [
        ([section("x")] * 51, "/blocks"),
        ([section("")], "/blocks/0/text/text"),
        ([{"type": "section"}], "/blocks/0"),
        ([{"type": "sect"}], "/blocks/0"),
        ([section("x") | {"block_id": "b"}] * 2, "/blocks/1/block_id"),
        ([{"type": "alert", "text": section("x")["text"]}], "/blocks/0"),
        ([{"type": "table", "rows": [[{"type": "raw_text"}]]}] * 2, "/blocks"),
        ([section("x") | {"accessory": {"type": "text"}}], "/blocks/0/accessory"),
        ("section", "/blocks"),
    ],
    ids=[
        "51 blocks",
        "an empty text",
        "a section of nothing",
        "an unknown block",
        "one block id twice",
        "a block of modals only",
        "two tables",
        "an unknown element",
        "no list",
    ],
)
def test_what_a_message_may_not_hold_is_pointed_at(blocks: object, where: str) -> None:
    assert any(f"[json-pointer:{where}]" in problem for problem in message_problems(blocks))


@pytest.mark.parametrize(
    ("view", "where"),
    [
        (modal(section("x"), title="x" * 25), "/view/title/text"),
        (modal(*[section("x")] * 101), "/view/blocks"),
        (modal(section("x"), private_metadata="x" * 3_001), "/view/private_metadata"),
        (modal(section("x"), callback_id="x" * 256), "/view/callback_id"),
        (modal(DRAFT) | {"submit": None}, "/view"),
        ({"type": "home", "blocks": [], "submit": {"type": "plain_text", "text": "x"}}, "/view"),
        ({"type": "window", "blocks": []}, "/view/type"),
        (modal({"type": "markdown", "text": "x"}), "/view/blocks/0"),
    ],
    ids=[
        "a long title",
        "101 blocks",
        "long metadata",
        "a long callback id",
        "an input without submit",
        "a Home tab with submit",
        "an unknown kind",
        "a block of messages only",
    ],
)
def test_what_a_view_may_not_hold_is_pointed_at(view: dict[str, Any], where: str) -> None:
    assert any(f"[json-pointer:{where}" in problem for problem in view_problems(view))


def field(**element: Any) -> dict[str, Any]:
    return DRAFT | {"element": {"action_id": "a"} | element}


OPTION = {"text": plain("x"), "value": "v"}


@pytest.mark.parametrize(
    ("block", "where"),
    [
        (section("x") | {"accessory": button(style="loud")}, "accessory/style"),
        (section("x") | {"accessory": button(url="h" * 3_001)}, "accessory/url"),
        (
            section("x") | {"accessory": button(confirm={"title": plain("x" * 101)})},
            "accessory/confirm/title/text",
        ),
        (section("x") | {"accessory": button(confirm="sure?")}, "accessory/confirm"),
        (section("x") | {"accessory": {"type": "image", "alt_text": "x"}}, "accessory"),
        (actions(button(action_id="a"), button(action_id="a")), "elements/1/action_id"),
        (field(type="plain_text_input", max_length=3_001), "element/max_length"),
        (
            field(type="plain_text_input", initial_value="xxx", max_length=2),
            "element/initial_value",
        ),
        (field(type="plain_text_input", placeholder=plain("x" * 151)), "element/placeholder/text"),
        (field(type="button", text=plain("x")), "element"),
        (field(type="checkboxes", options=[OPTION] * 11), "element/options"),
        (
            field(type="checkboxes", options=[OPTION], initial_options=[]),
            "element/initial_options",
        ),
        (field(type="static_select", option_groups=[]), "element/option_groups"),
        (
            field(type="static_select", option_groups=[{"label": plain("x"), "options": []}]),
            "element/option_groups/0/options",
        ),
        (field(type="static_select", options=["v"]), "element/options/0"),
        (DRAFT | {"hint": "plainly"}, "hint"),
        ({"type": "context", "elements": []}, "elements"),
        ({"type": "context_actions", "elements": [button()] * 6}, "elements"),
        ({"type": "markdown", "text": "x" * 12_001}, "text"),
        ({"type": "table", "rows": [[]]}, "rows/0"),
        ({"type": "rich_text"}, "elements"),
        ({"type": "image", "alt_text": "x", "slack_file": {}, "title": "x"}, ""),
    ],
)
def test_what_a_block_may_not_hold_is_pointed_at(block: dict[str, Any], where: str) -> None:
    pointer = f"[json-pointer:/blocks/0{'/' if where else ''}{where}"
    assert any(pointer in problem for problem in message_problems([block]))


def test_good_fields_pass() -> None:
    groups = [{"label": plain("x"), "options": [OPTION]}]
    good = [
        field(type="static_select", option_groups=groups),
        field(type="plain_text_input", initial_value="x", max_length=3_000),
        field(type="users_select"),
        section("x") | {"accessory": button(confirm={"title": plain("x"), "text": plain("x")})},
    ]
    for block in good:
        assert message_problems([block]) == []


def test_good_views_and_messages_pass() -> None:
    assert view_problems(modal(section("x"), DRAFT)) == []
    assert view_problems({"type": "home", "blocks": [section("x")] * 100}) == []
    assert message_problems([section("x" * 3_000)] * 50) == []

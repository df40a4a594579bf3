"""Commands, buttons, forms and shortcuts, with a real Bolt app at the other end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from sandbox import Refusal, Sandbox
from tests.sandbox.apps import (
    BUTTON,
    DRAFT,
    HTTP,
    SOCKET,
    bolt,
    linked,
    listening,
    manifest,
    modal,
    section,
)


@asynccontextmanager
async def app_on(sandbox: Sandbox, over: str = SOCKET, **answers: Any) -> AsyncIterator[list[Any]]:
    """An app that keeps every body; `answers`: what it acknowledges with, by kind."""
    bodies: list[Any] = []
    async with bolt(sandbox) as app:
        _listen(app, bodies, answers)
        async with linked(sandbox, app, over):
            yield bodies


def _listen(app: AsyncApp, bodies: list[Any], answers: dict[str, Any]) -> None:
    async def command(ack: Any, body: Any) -> None:
        bodies.append(body)
        await ack(**answers.get("command", {}))

    async def action(ack: Any, body: Any) -> None:
        bodies.append(body)
        await ack()

    async def submission(ack: Any, body: Any) -> None:
        bodies.append(body)
        await ack(**answers.get("view", {}))

    async def hear() -> None:
        return None

    app.event("message")(hear)
    app.command("/askonce")(command)
    app.action("touch")(action)
    app.shortcut("short")(action)
    app.view("form")(submission)
    app.view_closed("form")(action)


async def note_with_button(sandbox: Sandbox, user: str) -> str:
    """A private note with a button; gives its ts."""
    general = sandbox.channels["general"].id
    async with bolt(sandbox) as app:
        answer = await app.client.chat_postEphemeral(
            channel=general, user=user, text="psst", blocks=[section("psst"), BUTTON]
        )
    return str(answer["message_ts"])


async def opened(sandbox: Sandbox, user: str, view: dict[str, Any]) -> str:
    """A modal that somebody has before them; gives its id."""
    trigger = sandbox.interactivity.triggers.issue(user)
    async with bolt(sandbox) as app:
        answer = await app.client.views_open(trigger_id=trigger, view=view)
    return str(answer["view"]["id"])


def notes(sandbox: Sandbox, user: str, channel: str = "general") -> list[dict[str, Any]]:
    messages = sandbox.seen_by(user)["messages"][sandbox.channels[channel].id]
    return [message for message in messages if message["ephemeral"]]


def modals(sandbox: Sandbox, user: str) -> list[dict[str, Any]]:
    found = sandbox.seen_by(user)["modals"]
    assert isinstance(found, list)
    return found


async def respond(url: str, **body: Any) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.post(url, json=body) as answer:
        return answer.status, await answer.text()


# Commands


@pytest.mark.parametrize("over", [SOCKET, HTTP])
async def test_a_command_is_answered_to_one_person(sandbox: Sandbox, over: str) -> None:
    ana, general = sandbox.people["ana"].id, sandbox.channels["general"].id
    async with app_on(sandbox, over, command={"text": "Here is help"}) as bodies:
        answer = await sandbox.command(ana, general, "/askonce", "help @raj in #design & <here>")
        await sandbox.settled()

    assert answer["text"] == "Here is help"
    assert [note["text"] for note in notes(sandbox, ana)] == ["Here is help"]
    assert not notes(sandbox, sandbox.people["raj"].id)
    raj, design = sandbox.people["raj"].id, sandbox.channels["design"].id
    sent = f"help <@{raj}|raj> in <#{design}|design> &amp; &lt;here&gt;"
    assert bodies[0]["text"] == sent
    assert (bodies[0]["channel_id"], bodies[0]["user_id"]) == (general, ana)


async def test_a_silent_command_shows_nothing(sandbox: Sandbox) -> None:
    ana, general = sandbox.people["ana"].id, sandbox.channels["general"].id
    async with app_on(sandbox):
        assert await sandbox.command(ana, general, "/askonce") == {}

    assert not notes(sandbox, ana)


async def test_commands_of_others_are_unknown(sandbox: Sandbox) -> None:
    ana, general = sandbox.people["ana"].id, sandbox.channels["general"].id
    with pytest.raises(Refusal, match="unknown_command"):
        await sandbox.command(ana, general, "/weather")


async def test_an_app_that_is_not_there_times_out_and_its_person_is_told() -> None:
    async with Sandbox.start(manifest(), ack_seconds=0.1) as sandbox:
        ana, general = sandbox.people["ana"].id, sandbox.channels["general"].id
        with pytest.raises(Refusal, match="operation_timeout"):
            await sandbox.command(ana, general, "/askonce", "help")

        (toast,) = sandbox.seen_by(ana)["toasts"]
        assert toast.startswith("/askonce failed")
        assert not sandbox.seen_by(sandbox.people["raj"].id)["toasts"]


async def test_an_invalid_immediate_answer_is_not_shown(sandbox: Sandbox) -> None:
    ana, general = sandbox.people["ana"].id, sandbox.channels["general"].id
    too_long = {"text": "x", "blocks": [section("x" * 3_001)]}
    async with app_on(sandbox, command=too_long):
        await sandbox.command(ana, general, "/askonce", "help")

    assert not notes(sandbox, ana)
    assert "invalid_blocks" in sandbox.seen_by(ana)["toasts"][0]


# Buttons and response addresses


@pytest.mark.parametrize("over", [SOCKET, HTTP])
async def test_a_button_of_a_private_note_comes_without_its_message(
    sandbox: Sandbox, over: str
) -> None:
    ana, general = sandbox.people["ana"].id, sandbox.channels["general"].id
    ts = await note_with_button(sandbox, ana)
    async with app_on(sandbox, over) as bodies:
        await sandbox.press(ana, "touch", message_ts=ts)

    (body,) = bodies
    assert body["type"] == "block_actions"
    assert body["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": general,
        "is_ephemeral": True,
    }
    assert "message" not in body
    assert body["actions"][0] | {"action_ts": ""} == {
        "action_id": "touch",
        "block_id": "b2",
        "type": "button",
        "text": {"type": "plain_text", "text": "Touch"},
        "value": "v1",
        "action_ts": "",
    }


async def test_a_button_of_a_message_comes_with_it(sandbox: Sandbox) -> None:
    ana, general = sandbox.people["ana"].id, sandbox.channels["general"].id
    async with bolt(sandbox) as app:
        parent = await sandbox.post(ana, general, "parent")
        posted = await app.client.chat_postMessage(
            channel=general, text="hello", blocks=[BUTTON], thread_ts=parent
        )
    async with app_on(sandbox) as bodies:
        await sandbox.press(ana, "touch", message_ts=posted["ts"])

    assert bodies[0]["message"]["text"] == "hello"
    assert bodies[0]["container"]["thread_ts"] == parent
    assert not bodies[0]["container"]["is_ephemeral"]


async def test_nobody_presses_what_they_do_not_see(sandbox: Sandbox) -> None:
    ts = await note_with_button(sandbox, sandbox.people["ana"].id)
    with pytest.raises(Refusal, match="message_not_found"):
        await sandbox.press(sandbox.people["raj"].id, "touch", message_ts=ts)
    with pytest.raises(Refusal, match="action_not_found"):
        await sandbox.press(sandbox.people["ana"].id, "another", message_ts=ts)


async def pressed(sandbox: Sandbox, user: str) -> str:
    """Press a note's button; gives the response address."""
    ts = await note_with_button(sandbox, user)
    async with app_on(sandbox) as bodies:
        await sandbox.press(user, "touch", message_ts=ts)
    return str(bodies[0]["response_url"])


async def test_a_response_replaces_or_removes_the_private_note(sandbox: Sandbox) -> None:
    ana = sandbox.people["ana"].id
    url = await pressed(sandbox, ana)

    assert await respond(url, text="thanks", replace_original=True) == (200, "ok")
    (note,) = notes(sandbox, ana)
    assert (note["text"], note["ephemeral"], note["edited"]) == ("thanks", True, False)
    status, said = await respond(url, delete_original=True, text="and this")
    assert (status, "invalid_payload" in said) == (400, True)
    assert (await respond(url, delete_original=True))[0] == 200
    assert not notes(sandbox, ana)
    assert not sandbox.deliveries[1:]


async def test_a_response_is_good_five_times(sandbox: Sandbox) -> None:
    ana = sandbox.people["ana"].id
    url = await pressed(sandbox, ana)
    answers = [await respond(url, text=str(number)) for number in range(6)]

    assert [status for status, _ in answers] == [200] * 5 + [404]
    assert "used_url" in answers[-1][1]
    assert [note["text"] for note in notes(sandbox, ana)] == ["psst", *"01234"]


async def test_a_response_is_good_for_half_an_hour(sandbox: Sandbox) -> None:
    url = await pressed(sandbox, sandbox.people["ana"].id)
    sandbox.workspace.advance(1_790)
    assert (await respond(url, text="in time"))[0] == 200
    sandbox.workspace.advance(11)
    status, said = await respond(url, text="late")
    assert (status, "expired_url" in said) == (404, True)


@pytest.mark.parametrize(
    ("body", "error"), [({}, "no_text"), ({"blocks": [section("")]}, "invalid_blocks")]
)
async def test_responses_are_checked(sandbox: Sandbox, body: dict[str, Any], error: str) -> None:
    url = await pressed(sandbox, sandbox.people["ana"].id)
    status, said = await respond(url, **body)
    assert (status, error in said) == (400, True)
    assert sandbox.calls[-1].error == error


async def test_a_response_may_speak_to_the_channel(sandbox: Sandbox) -> None:
    url = await pressed(sandbox, sandbox.people["ana"].id)
    await respond(url, text="for all", response_type="in_channel")

    general = sandbox.channels["general"].id
    seen = sandbox.seen_by(sandbox.people["raj"].id)["messages"][general]
    assert [message["text"] for message in seen] == ["for all"]


# Trigger ids and views


async def test_a_trigger_is_good_once_and_for_three_seconds(sandbox: Sandbox) -> None:
    ana, view = sandbox.people["ana"].id, modal(section("x"))
    spent, late, fresh = (sandbox.interactivity.triggers.issue(ana) for _ in range(3))
    async with bolt(sandbox) as app:
        await app.client.views_open(trigger_id=spent, view=view)
        assert await error_of(app, spent, view) == "exchanged_trigger_id"
        assert await error_of(app, "made-up", view) == "invalid_trigger_id"
        sandbox.workspace.advance(2)
        await app.client.views_open(trigger_id=fresh, view=view)
        sandbox.workspace.advance(2)
        assert await error_of(app, late, view) == "expired_trigger_id"


async def error_of(app: AsyncApp, trigger: str, view: dict[str, Any], **more: Any) -> str:
    call = app.client.views_push if more.get("push") else app.client.views_open
    with pytest.raises(SlackApiError) as caught:
        await call(trigger_id=trigger, view=view)
    return str(caught.value.response["error"])


async def test_three_views_lie_on_one_another_at_most(sandbox: Sandbox) -> None:
    ana, view = sandbox.people["ana"].id, modal(section("x"))
    root = await opened(sandbox, ana, view)
    async with bolt(sandbox) as app:
        for _ in range(2):
            trigger = sandbox.interactivity.triggers.issue(ana)
            await app.client.views_push(trigger_id=trigger, view=view)
        trigger = sandbox.interactivity.triggers.issue(ana)
        assert await error_of(app, trigger, view, push=True) == "push_limit_reached"

    stack = modals(sandbox, ana)
    assert [each["root_view_id"] for each in stack] == [root] * 3
    assert stack[2]["previous_view_id"] == stack[1]["id"]
    await sandbox.close(ana, stack[1]["id"])
    assert len(modals(sandbox, ana)) == 1


async def test_a_stale_hash_is_refused(sandbox: Sandbox) -> None:
    ana = sandbox.people["ana"].id
    view_id = await opened(sandbox, ana, modal(section("one")))
    seen = modals(sandbox, ana)[0]["hash"]
    async with bolt(sandbox) as app:
        two = modal(section("two"))
        await app.client.views_update(view_id=view_id, view=two, hash=seen)
        with pytest.raises(SlackApiError, match="hash_conflict"):
            await app.client.views_update(view_id=view_id, view=two, hash=seen)
        with pytest.raises(SlackApiError, match="not_found"):
            await app.client.views_update(view_id="V0", view=two)
        with pytest.raises(SlackApiError, match="invalid_arguments"):
            await app.client.views_update(view_id=view_id, view={"type": "home", "blocks": []})

    assert modals(sandbox, ana)[0]["blocks"][0]["text"]["text"] == "two"


async def test_a_home_tab_is_published_to_one_person(sandbox: Sandbox) -> None:
    ana = sandbox.people["ana"].id
    async with bolt(sandbox) as app:
        home = {"type": "home", "blocks": [section("Yours"), BUTTON]}
        published = await app.client.views_publish(user_id=ana, view=home)
        with pytest.raises(SlackApiError, match="invalid_arguments"):
            await app.client.views_publish(user_id=ana, view=modal(section("x")))
    async with app_on(sandbox) as bodies:
        await sandbox.press(ana, "touch", view_id=published["view"]["id"])

    assert sandbox.seen_by(sandbox.people["raj"].id)["home"] is None
    assert bodies[0]["container"] == {"type": "view", "view_id": published["view"]["id"]}
    assert bodies[0]["view"]["type"] == "home"
    assert "response_url" not in bodies[0]


# Forms


@pytest.mark.parametrize("over", [SOCKET, HTTP])
async def test_a_form_is_sent_and_closes(sandbox: Sandbox, over: str) -> None:
    ana = sandbox.people["ana"].id
    view_id = await opened(sandbox, ana, modal(DRAFT, private_metadata="kept"))
    async with app_on(sandbox, over) as bodies:
        assert await sandbox.submit(ana, view_id, {"draft": {"words": "hello"}}) == {}

    (body,) = bodies
    assert body["type"] == "view_submission"
    assert body["view"]["private_metadata"] == "kept"
    assert body["view"]["state"]["values"] == {
        "draft": {"words": {"type": "plain_text_input", "value": "hello"}}
    }
    assert not modals(sandbox, ana)


async def test_a_form_comes_back_with_its_errors(sandbox: Sandbox) -> None:
    ana = sandbox.people["ana"].id
    view_id = await opened(sandbox, ana, modal(DRAFT))
    answer = {"response_action": "errors", "errors": {"draft": "Too short"}}
    async with app_on(sandbox, view=answer):
        assert await sandbox.submit(ana, view_id, {"draft": {"words": "x"}}) == answer["errors"]

    assert modals(sandbox, ana)[0]["errors"] == answer["errors"]


async def test_an_empty_required_field_is_not_even_sent(sandbox: Sandbox) -> None:
    ana = sandbox.people["ana"].id
    view_id = await opened(sandbox, ana, modal(DRAFT))
    async with app_on(sandbox) as bodies:
        assert set(await sandbox.submit(ana, view_id, {"draft": {"words": ""}})) == {"draft"}
        assert set(await sandbox.submit(ana, view_id, {})) == {"draft"}

    assert not bodies


async def test_fields_left_alone_hold_what_they_began_with(sandbox: Sandbox) -> None:
    ana, option = sandbox.people["ana"].id, {"text": {"type": "plain_text", "text": "7"}}
    options = [option | {"value": value} for value in ("7", "30")]
    select = {"type": "static_select", "action_id": "days", "options": options}
    begun = DRAFT | {"element": DRAFT["element"] | {"initial_value": "begun"}}
    chosen = DRAFT | {"block_id": "mute", "element": select | {"initial_option": options[0]}}
    view_id = await opened(
        sandbox, ana, modal(begun, chosen, submit={"type": "plain_text", "text": "Send"})
    )
    async with app_on(sandbox) as bodies:
        await sandbox.submit(ana, view_id, {"mute": {"days": "30"}})

    values = bodies[0]["view"]["state"]["values"]
    assert values["draft"]["words"]["value"] == "begun"
    assert values["mute"]["days"]["selected_option"]["value"] == "30"


@pytest.mark.parametrize(
    ("action", "left"), [("update", ["two"]), ("push", ["one", "two"]), ("clear", [])]
)
async def test_a_form_is_answered_with_another_view(
    sandbox: Sandbox, action: str, left: list[str]
) -> None:
    ana = sandbox.people["ana"].id
    view_id = await opened(sandbox, ana, modal(DRAFT, title="one"))
    answer: dict[str, Any] = {"response_action": action}
    if action != "clear":
        answer["view"] = modal(section("x"), title="two")
    async with app_on(sandbox, view=answer):
        await sandbox.submit(ana, view_id, {"draft": {"words": "x"}})

    assert [view["title"]["text"] for view in modals(sandbox, ana)] == left


async def test_an_invalid_view_in_an_answer_leaves_the_form_and_tells(sandbox: Sandbox) -> None:
    ana = sandbox.people["ana"].id
    view_id = await opened(sandbox, ana, modal(DRAFT))
    answer = {"response_action": "update", "view": modal(section("x"), title="x" * 25)}
    async with app_on(sandbox, view=answer):
        await sandbox.submit(ana, view_id, {"draft": {"words": "x"}})

    assert modals(sandbox, ana)[0]["id"] == view_id
    assert "invalid_arguments" in sandbox.seen_by(ana)["toasts"][0]


@pytest.mark.parametrize("wanted", [True, False])
async def test_closing_is_told_where_it_was_asked_for(sandbox: Sandbox, wanted: bool) -> None:
    ana = sandbox.people["ana"].id
    view_id = await opened(sandbox, ana, modal(section("x"), notify_on_close=wanted))
    async with app_on(sandbox) as bodies:
        await sandbox.close(ana, view_id)

    assert [body["type"] for body in bodies] == ["view_closed"] * wanted
    assert not modals(sandbox, ana)


# Shortcuts


@pytest.mark.parametrize("over", [SOCKET, HTTP])
async def test_shortcuts_come_with_or_without_a_message(sandbox: Sandbox, over: str) -> None:
    ana, general = sandbox.people["ana"].id, sandbox.channels["general"].id
    async with app_on(sandbox, over) as bodies:
        ts = await sandbox.post(ana, general, "please share")
        await sandbox.shortcut(ana, "short")
        await sandbox.shortcut(ana, "short", general, ts)

    plain, on_message = bodies
    assert (plain["type"], on_message["type"]) == ("shortcut", "message_action")
    assert "response_url" not in plain
    assert on_message["message"]["text"] == "please share"
    assert on_message["channel"]["id"] == general


async def test_what_is_refused_over_http_is_told_to_the_person(sandbox: Sandbox) -> None:
    ana = sandbox.people["ana"].id
    async with listening(aiohttp.web.Application()) as url:
        sandbox.set_request_url(f"{url}/slack/events")
        await sandbox.shortcut(ana, "short")

    assert sandbox.seen_by(ana)["toasts"]

"""Every doing of the control API over HTTP: what it does, and what it says when it cannot."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from sandbox import Sandbox
from tests.sandbox.apps import BUTTON, DRAFT, bolt, linked, listening, modal

ANA, RAJ, GENERAL, RANDOM = "U0ANADU002", "U0RAJPA003", "C0GENERAL1", "C0RANDOM07"


@pytest.fixture
async def page(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(sandbox.url) as session:
        yield session


async def do(page: aiohttp.ClientSession, doing: str, **body: Any) -> Any:
    async with page.post(f"/sandbox/{doing}", json=body) as answer:
        assert answer.status == 200, await answer.text()
        return await answer.json()


async def state(page: aiohttp.ClientSession, viewer: str) -> Any:
    async with page.get("/sandbox/state", params={"viewer": viewer}) as answer:
        return await answer.json()


async def heard(page: aiohttp.ClientSession) -> list[str]:
    """The types of what was delivered, in order."""
    async with page.get("/sandbox/deliveries") as answer:
        return [each["type"] for each in await answer.json()]


async def test_all_that_a_message_can_be_is_seen(page: aiohttp.ClientSession) -> None:
    place = {"user": ANA, "channel": GENERAL}
    parent = (await do(page, "post", **place, text="parent"))["ts"]
    await do(page, "post", **place, text="reply", thread_ts=parent)
    await do(page, "post", **place, text="to all", thread_ts=parent, broadcast=True)
    await do(page, "post", **place, text="a picture", file="cover.png")

    first, reply, broadcast, picture = (await state(page, RAJ))["messages"][GENERAL]
    assert (first["reply_count"], first["thread_ts"]) == (2, None)
    assert (reply["thread_ts"], reply["broadcast"]) == (parent, False)
    assert (broadcast["thread_ts"], broadcast["broadcast"]) == (parent, True)
    assert picture["files"][0]["name"] == "cover.png"


async def test_an_unfurl_leaves_the_message_as_it_was(page: aiohttp.ClientSession) -> None:
    said = await do(page, "post", user=ANA, channel=GENERAL, text="https://x.example")
    before = await state(page, RAJ)
    assert await do(page, "unfurl", channel=GENERAL, ts=said["ts"]) == {"ok": True}

    assert (await state(page, RAJ))["messages"] == before["messages"]


async def test_the_app_is_invited_and_taken_out(
    sandbox: Sandbox, page: aiohttp.ClientSession
) -> None:
    async def told() -> bool:
        (found,) = [c for c in (await state(page, ANA))["channels"] if c["id"] == RANDOM]
        return bool(found["bot"])

    async with bolt(sandbox) as app, linked(sandbox, app):
        app.event("message")(silent)
        for kind in ("member_joined_channel", "channel_left"):
            app.event(kind)(silent)
        before = await told()
        await do(page, "invite", channel=RANDOM)
        between = await told()
        await do(page, "settled", timeout=5)
        await do(page, "kick", channel=RANDOM, user=ANA)
        await do(page, "settled", timeout=5)

    assert (before, between, await told()) == (False, True, False)
    assert sorted(await heard(page)) == ["channel_left", "member_joined_channel", "message"]


async def silent() -> None:
    return None


async def test_the_home_tab_is_opened_for_one_person(
    sandbox: Sandbox, page: aiohttp.ClientSession
) -> None:
    async with bolt(sandbox) as app:

        @app.event("app_home_opened")
        async def publish(event: dict[str, Any], client: Any) -> None:
            await client.views_publish(
                user_id=event["user"], view={"type": "home", "blocks": [BUTTON]}
            )

        async with linked(sandbox, app):
            await do(page, "home", user=ANA)
            await do(page, "settled", timeout=5)

    assert (await state(page, ANA))["home"]["blocks"][0]["type"] == "actions"
    assert (await state(page, RAJ))["home"] is None


async def test_a_shortcut_opens_a_form_that_is_sent(
    sandbox: Sandbox, page: aiohttp.ClientSession
) -> None:
    sent: list[Any] = []
    async with bolt(sandbox) as app:

        @app.shortcut("short")
        async def open_form(ack: Any, body: Any, client: Any) -> None:
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=modal(DRAFT))

        @app.view("form")
        async def keep(ack: Any, view: Any) -> None:
            sent.append(view["state"]["values"])
            await ack()

        async with linked(sandbox, app):
            await do(page, "connected")
            said = await do(page, "post", user=RAJ, channel=GENERAL, text="look")
            place = {"channel": GENERAL, "message_ts": said["ts"]}
            await do(page, "shortcut", user=ANA, callback_id="short", **place)
            await do(page, "settled", timeout=15)
            (view,) = (await state(page, ANA))["modals"]
            values = {"draft": {"words": "mine"}}
            answer = await do(page, "submit", user=ANA, view_id=view["id"], values=values)

    assert answer == {"ok": True, "errors": {}}
    assert sent == [{"draft": {"words": {"type": "plain_text_input", "value": "mine"}}}]
    assert not (await state(page, ANA))["modals"]


async def test_events_go_to_the_address_that_is_given(page: aiohttp.ClientSession) -> None:
    bodies: list[Any] = []

    async def keep(request: web.Request) -> web.Response:
        bodies.append(await request.json())
        return web.Response()

    site = web.Application()
    site.router.add_post("/here", keep)
    async with listening(site) as url:
        await do(page, "request_url", url=f"{url}/here")
        await do(page, "post", user=ANA, channel=GENERAL, text="over here")
        await do(page, "settled", timeout=5)

    assert [body["event"]["text"] for body in bodies] == ["over here"]


async def test_a_fault_happens_as_often_as_asked_for(
    sandbox: Sandbox, page: aiohttp.ClientSession
) -> None:
    fault = {"method": "auth.test", "status": 429, "retry_after": 7, "times": 2}
    await do(page, "fault", **fault)
    answers = []
    for _ in range(3):
        async with page.post("/api/auth.test", json={"token": sandbox.bot_token}) as answer:
            answers.append((answer.status, answer.headers.get("Retry-After")))

    assert answers == [(429, "7"), (429, "7"), (200, None)]
    assert [call.error for call in sandbox.calls] == ["ratelimited", "ratelimited", ""]


@pytest.mark.parametrize(
    ("doing", "body", "error"),
    [
        ("edit", {"user": ANA, "channel": GENERAL, "ts": "1", "text": "x"}, "message_not_found"),
        ("delete", {"user": ANA, "channel": GENERAL, "ts": "1"}, "message_not_found"),
        ("unfurl", {"channel": GENERAL, "ts": "1"}, "message_not_found"),
        ("command", {"user": ANA, "channel": GENERAL, "command": "/x"}, "unknown_command"),
        ("press", {"user": ANA, "action_id": "x", "message_ts": "1"}, "message_not_found"),
        ("press", {"user": ANA, "action_id": "x", "view_id": "V1"}, "view_not_found"),
        ("submit", {"user": ANA, "view_id": "V1", "values": {}}, "view_not_found"),
        ("close", {"user": ANA, "view_id": "V1"}, "view_not_found"),
        (
            "shortcut",
            {"user": ANA, "callback_id": "x", "channel": GENERAL, "message_ts": "1"},
            "message_not_found",
        ),
        ("home", {"user": "U0NOBODY"}, "user_not_found"),
        ("invite", {"channel": "C0NOWHERE"}, "channel_not_found"),
        ("kick", {"channel": "C0NOWHERE"}, "channel_not_found"),
        ("advance", {"seconds": float("nan")}, "bad request"),
        ("fault", {"times": 0}, "bad request"),
        ("request_url", {"url": "http://[::1"}, "bad request"),
        ("settled", {"timeout": "soon"}, "bad request"),
    ],
)
async def test_what_cannot_be_done_is_named(
    page: aiohttp.ClientSession, doing: str, body: dict[str, Any], error: str
) -> None:
    async with page.post(f"/sandbox/{doing}", json=body) as answer:
        assert answer.status == 400
        said = await answer.json()
    assert set(said) == {"error"}
    assert said["error"].startswith(error)


@pytest.mark.parametrize("body", ["{", "[1]", "", "null"])
async def test_only_objects_of_json_are_taken(page: aiohttp.ClientSession, body: str) -> None:
    async with page.post("/sandbox/post", data=body) as answer:
        assert answer.status == 400
        assert (await answer.json())["error"].startswith("bad request")


async def test_the_words_of_others_are_neither_edited_nor_deleted(
    sandbox: Sandbox, page: aiohttp.ClientSession
) -> None:
    said = await do(page, "post", user=ANA, channel=GENERAL, text="mine")
    place = {"user": RAJ, "channel": GENERAL, "ts": said["ts"]}
    for doing in ("edit", "delete"):
        async with page.post(f"/sandbox/{doing}", json=place | {"text": "ours"}) as answer:
            assert answer.status == 400
    assert [m["text"] for m in sandbox.seen_by(ANA)["messages"][GENERAL]] == ["mine"]


async def test_a_viewer_nobody_knows_is_refused(page: aiohttp.ClientSession) -> None:
    async with page.get("/sandbox/state", params={"viewer": "U0NOBODY"}) as answer:
        assert (answer.status, await answer.json()) == (400, {"error": "user_not_found"})


async def test_the_program_prints_one_line_and_no_more() -> None:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", "--until-stdin-closes", stdin=pipe, stdout=pipe
    )
    printed, _ = await asyncio.wait_for(process.communicate(b"anything\n"), 20)

    (line,) = printed.decode().splitlines()
    keys = "url api_url bot_token app_token signing_secret app_id bot_user_id team_id"
    assert set(json.loads(line)) == set(keys.split())
    assert process.returncode == 0

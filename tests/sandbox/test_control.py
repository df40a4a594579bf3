"""The control API that the page, the demo and the tour use, and the program itself."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from tests.sandbox.apps import BUTTON, DRAFT, bolt, linked, manifest, modal, section


@pytest.fixture
async def page(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(sandbox.url) as session:
        yield session


async def do(page: aiohttp.ClientSession, doing: str, **body: Any) -> tuple[int, Any]:
    async with page.post(f"/sandbox/{doing}", json=body) as answer:
        return answer.status, await answer.json()


async def test_a_message_is_posted_edited_and_deleted(
    sandbox: Sandbox, page: aiohttp.ClientSession
) -> None:
    place = {"user": sandbox.people["ana"].id, "channel": sandbox.channels["general"].id}
    status, said = await do(page, "post", **place, text="one")
    assert status == 200
    await do(page, "edit", **place, ts=said["ts"], text="two")
    async with page.get("/sandbox/state", params={"viewer": place["user"]}) as answer:
        state = await answer.json()
    assert [m["text"] for m in state["messages"][place["channel"]]] == ["two"]
    assert state["viewer"] == place["user"]
    assert {channel["key"] for channel in state["channels"]} < set(sandbox.channels)

    await do(page, "delete", **place, ts=said["ts"])
    assert not sandbox.seen_by(place["user"])["messages"][place["channel"]]


async def test_each_person_sees_their_own(
    sandbox: Sandbox, client: AsyncWebClient, page: aiohttp.ClientSession
) -> None:
    ana, general = sandbox.people["ana"].id, sandbox.channels["general"].id
    await client.chat_postEphemeral(channel=general, user=ana, text="x", blocks=[section("psst")])
    seen = {}
    for key in ("ana", "raj"):
        async with page.get("/sandbox/state", params={"viewer": sandbox.people[key].id}) as answer:
            seen[key] = await answer.text()

    assert "psst" in seen["ana"]
    assert "psst" not in seen["raj"]


async def test_a_page_is_told_once_of_many_changes() -> None:
    words: list[Any] = []
    two = asyncio.Event()

    async def keep(socket: aiohttp.ClientWebSocketResponse) -> None:
        async for frame in socket:
            words.append(frame.json())
            if len(words) == 2:
                two.set()

    async with aiohttp.ClientSession() as session:
        async with Sandbox.start(manifest()) as made:
            ana = made.people["ana"].id
            socket = await session.ws_connect(f"{made.url}/sandbox/watch?viewer={ana}")
            words.append(await socket.receive_json(timeout=5))
            for number in range(50):
                made.workspace.toast(ana, str(number))
            keeping = asyncio.create_task(keep(socket))
            await asyncio.wait_for(two.wait(), 5)
        # The workspace is gone, and has closed the socket: no other word is on its way.
        await asyncio.wait_for(keeping, 5)

    assert words == [{"changed": True}] * 2


@pytest.mark.parametrize(
    ("doing", "body", "error"),
    [
        ("dance", {}, "unknown_path"),
        ("post", {"user": "U0ANADU002"}, "bad request"),
        ("post", {"user": "U0ANADU002", "channel": "C0", "text": "x"}, "channel_not_found"),
        ("post", {"user": "U0RAJPA003", "channel": "C0LEADS005", "text": "x"}, "not_in_channel"),
        ("fault", {"kind": "earthquake"}, "no such kind of fault"),
        ("fault", {"colour": "red"}, "bad request"),
        ("request_url", {"url": "https://example.com"}, "request_url_not_on_loopback"),
        ("advance", {"seconds": "soon"}, "bad request"),
    ],
)
async def test_mistakes_are_answered_not_dropped(
    page: aiohttp.ClientSession, doing: str, body: dict[str, Any], error: str
) -> None:
    status, said = await do(page, doing, **body)
    assert status == 400
    assert error in said["error"]


async def test_time_passes_for_what_is_said_next(
    sandbox: Sandbox, page: aiohttp.ClientSession
) -> None:
    place = {"user": sandbox.people["ana"].id, "channel": sandbox.channels["general"].id}
    _, before = await do(page, "post", **place, text="one")
    await do(page, "advance", seconds=3 * 86_400)
    _, after = await do(page, "post", **place, text="two")

    assert float(after["ts"]) - float(before["ts"]) >= 3 * 86_400


async def test_calls_and_deliveries_are_listed(
    sandbox: Sandbox, client: AsyncWebClient, page: aiohttp.ClientSession
) -> None:
    await client.auth_test()
    async with page.get("/sandbox/calls") as answer:
        (call,) = await answer.json()
    async with page.get("/sandbox/deliveries") as answer:
        assert await answer.json() == []

    assert (call["method"], call["ok"]) == ("auth.test", True)
    assert sandbox.bot_token not in json.dumps(call)


async def test_pages_from_elsewhere_are_turned_away(
    sandbox: Sandbox, page: aiohttp.ClientSession
) -> None:
    for origin, status in (("https://evil.example", 403), (sandbox.url, 200)):
        async with page.get("/sandbox/calls", headers={"Origin": origin}) as answer:
            assert answer.status == status


@pytest.mark.parametrize("path", ["/static/nothing.js", "/static/..%2Fseed.py", "/static/x.py"])
async def test_only_the_pages_own_files_are_served(page: aiohttp.ClientSession, path: str) -> None:
    async with page.get(path) as answer:
        assert answer.status == 404


async def test_the_page_is_served_with_a_strict_policy(page: aiohttp.ClientSession) -> None:
    async with page.get("/") as answer:
        assert answer.status == 200
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


async def test_it_listens_on_loopback_only(sandbox: Sandbox) -> None:
    assert sandbox.url.startswith("http://127.0.0.1:")
    assert sandbox.api_url == f"{sandbox.url}/api/"


async def started(*arguments: str) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", *arguments, stdin=pipe, stdout=pipe, stderr=pipe
    )


async def addresses(process: asyncio.subprocess.Process) -> dict[str, str]:
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), 20)
    found: dict[str, str] = json.loads(line)
    return found


async def test_the_program_says_where_it_is_and_ends_with_its_parent() -> None:
    process = await started("--seed", "small", "--until-stdin-closes")
    where = await addresses(process)
    assert set(where) >= {"url", "api_url", "bot_token", "app_token", "signing_secret", "app_id"}
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{where['url']}/sandbox/state") as answer,
    ):
        assert len((await answer.json())["people"]) == 3
    assert process.stdin is not None
    process.stdin.close()

    assert await asyncio.wait_for(process.wait(), 10) == 0


async def test_the_program_ends_when_asked_to() -> None:
    process = await started()
    await addresses(process)
    process.send_signal(signal.SIGTERM)

    assert await asyncio.wait_for(process.wait(), 10) == 0


async def test_the_program_says_what_it_cannot_use(tmp_path: Path) -> None:
    broken = tmp_path / "manifest.json"
    broken.write_text("[]", encoding="utf-8")
    missing = tmp_path / "nothing.json"
    for file, said in ((broken, "a manifest is a JSON object"), (missing, "No such file")):
        process = await started("--manifest", str(file))
        _, errors = await process.communicate()
        assert process.returncode == 2
        assert said in errors.decode()


async def test_a_taken_port_is_said_in_one_line(sandbox: Sandbox) -> None:
    process = await started("--port", sandbox.url.rpartition(":")[2])
    _, errors = await process.communicate()
    assert process.returncode == 2
    assert len(errors.decode().strip().splitlines()) == 1


async def test_a_person_acts_through_the_page(
    sandbox: Sandbox, page: aiohttp.ClientSession
) -> None:
    ana, general = sandbox.people["ana"].id, sandbox.channels["general"].id
    async with bolt(sandbox) as app:

        @app.command("/askonce")
        async def ask(ack: Any, body: Any, client: Any) -> None:
            await ack("Here you are")
            view = modal(DRAFT, BUTTON)
            await client.views_open(trigger_id=body["trigger_id"], view=view)

        @app.action("touch")
        async def touch(ack: Any) -> None:
            await ack()

        @app.view("form")
        async def refuse(ack: Any) -> None:
            await ack(response_action="errors", errors={"draft": "Too short"})

        async with linked(sandbox, app):
            asked = {"user": ana, "channel": general, "command": "/askonce", "text": "help"}
            _, answer = await do(page, "command", **asked)
            await do(page, "settled", timeout=5)
            (view,) = sandbox.seen_by(ana)["modals"]
            pressed = await do(page, "press", user=ana, action_id="touch", view_id=view["id"])
            sent = {"user": ana, "view_id": view["id"], "values": {"draft": {"words": "x"}}}
            _, refused = await do(page, "submit", **sent)
            await do(page, "close", user=ana, view_id=view["id"])

    assert answer == {"ok": True, "response": {"text": "Here you are"}}
    assert pressed == (200, {"ok": True})
    assert refused == {"ok": False, "errors": {"draft": "Too short"}}
    assert not sandbox.seen_by(ana)["modals"]


async def test_a_command_that_nobody_takes_is_told_to_the_page() -> None:
    async with (
        Sandbox.start(manifest(), ack_seconds=0.1) as made,
        aiohttp.ClientSession(made.url) as session,
    ):
        asked = {"user": "U0ANADU002", "channel": "C0GENERAL1", "command": "/askonce"}
        told = await do(session, "command", **asked)
        _, unsettled = await do(session, "settled", timeout=0)

    assert told == (200, {"ok": False, "error": "operation_timeout", "response": None})
    assert unsettled == {"error": "timeout"}

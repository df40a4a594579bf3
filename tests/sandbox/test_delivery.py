"""Retries, duplicates, broken connections: each event is told as Slack would tell it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.signature import SignatureVerifier

from sandbox import Refusal, Sandbox
from tests.sandbox.apps import HTTP, SOCKET, bolt, calling, linked, listening, manifest


async def speak(sandbox: Sandbox, text: str = "hello") -> str:
    return await sandbox.post(sandbox.people["ana"].id, sandbox.channels["general"].id, text)


@asynccontextmanager
async def noting(sandbox: Sandbox, over: str) -> AsyncIterator[list[tuple[str, str, str]]]:
    """An app that notes each delivery's event id, retry number and retry reason."""
    seen: list[tuple[str, str, str]] = []
    async with bolt(sandbox) as app:

        @app.middleware
        async def note(req: Any, next: Any) -> None:  # noqa: A002 - Bolt's name
            held = {key.lower(): value[0] for key, value in req.headers.items()}
            number, reason = (held.get(f"x-slack-retry-{key}", "") for key in ("num", "reason"))
            seen.append((req.body["event_id"], str(number), reason))
            await next()

        @app.event("message")
        async def hear() -> None:
            return None

        async with linked(sandbox, app, over):
            yield seen


@pytest.mark.parametrize("over", [SOCKET, HTTP])
async def test_a_lost_acknowledgement_brings_the_event_again(sandbox: Sandbox, over: str) -> None:
    sandbox.fault(kind="no_ack_retry", times=2)
    async with noting(sandbox, over) as seen:
        await speak(sandbox)
        await sandbox.settled()

    assert len({event_id for event_id, _, _ in seen}) == 1
    assert [number or "0" for _, number, _ in seen] == ["0", "1", "2"]
    assert [reason for _, _, reason in seen] == ["", "http_timeout", "http_timeout"]
    assert [delivery.acked for delivery in sandbox.deliveries] == [False, False, True]


@pytest.mark.parametrize("over", [SOCKET, HTTP])
async def test_duplicates_come_without_retry_marks(sandbox: Sandbox, over: str) -> None:
    sandbox.fault(kind="duplicate_events", times=2)
    async with noting(sandbox, over) as seen:
        await speak(sandbox)
        await sandbox.settled()

    assert len(seen) == 3
    assert len(set(seen)) == 1


@pytest.mark.parametrize("over", [SOCKET, HTTP])
async def test_an_event_nobody_listens_to_is_given_up_after_three_retries(over: str) -> None:
    async with (
        Sandbox.start(manifest(), quiet=0.05, ack_seconds=0.2) as sandbox,
        bolt(sandbox) as app,
        linked(sandbox, app, over),
    ):
        await speak(sandbox)
        await sandbox.settled()

        assert [delivery.attempt for delivery in sandbox.deliveries] == [0, 1, 2, 3]
        assert not any(delivery.acked for delivery in sandbox.deliveries)


@pytest.mark.parametrize("kind", ["drop_socket", "refresh_socket"])
async def test_an_event_waits_for_the_new_connection(sandbox: Sandbox, kind: str) -> None:
    sandbox.fault(kind=kind)
    async with noting(sandbox, SOCKET) as seen:
        await speak(sandbox)
        await sandbox.settled()

    assert len(seen) == 1
    assert sandbox.deliveries[-1].acked


async def test_what_was_sent_over_a_breaking_connection_comes_again(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        first = await opened(sandbox, session)
        await speak(sandbox)
        lost = await first.receive_json(timeout=5)
        await first.close()
        second = await opened(sandbox, session)
        again = await second.receive_json(timeout=5)
        await second.send_json({"envelope_id": again["envelope_id"]})
        await sandbox.settled()
        await second.close()

    assert lost["payload"] == again["payload"]
    assert (again["retry_attempt"], again["retry_reason"]) == (1, "connection_failed")
    assert sandbox.deliveries[-1].acked


async def test_connections_take_turns_and_an_eleventh_is_sent_away(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        sockets = [await opened(sandbox, session) for _ in range(10)]
        async with calling(sandbox, sandbox.app_token) as client:
            url = (await client.apps_connections_open(app_token=sandbox.app_token))["url"]
        async with session.ws_connect(url) as eleventh:
            goodbye = await eleventh.receive_json(timeout=5)
        for number in range(2):
            await speak(sandbox, str(number))
        waiting = [asyncio.create_task(socket.receive_json()) for socket in sockets]
        done: set[asyncio.Task[Any]] = set()
        while len(done) < 2:
            done, _ = await asyncio.wait(waiting, timeout=5, return_when=asyncio.FIRST_COMPLETED)
            assert done
        for socket, task in zip(sockets, waiting, strict=True):
            if task in done:
                await socket.send_json({"envelope_id": task.result()["envelope_id"]})
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await sandbox.settled()
        for socket in sockets:
            await socket.close()

    assert goodbye["type"] == "disconnect"
    assert goodbye["reason"] == "too_many_websockets"
    assert len(done) == 2


async def opened(sandbox: Sandbox, session: aiohttp.ClientSession) -> Any:
    """A raw socket, past its greeting."""
    async with calling(sandbox) as client:
        url = (await client.apps_connections_open(app_token=sandbox.app_token))["url"]
    socket = await session.ws_connect(url)
    hello = await socket.receive_json(timeout=5)
    assert hello["type"] == "hello"
    assert hello["connection_info"]["app_id"] == sandbox.app_id
    return socket


async def test_requests_are_signed_so_that_slacks_verifier_agrees(sandbox: Sandbox) -> None:
    found: list[bool] = []

    async def check(request: web.Request) -> web.Response:
        body = await request.text()
        verifier = SignatureVerifier(sandbox.signing_secret)
        found.append(verifier.is_valid_request(body, dict(request.headers)))
        found.append(not SignatureVerifier("another").is_valid_request(body, dict(request.headers)))
        return web.Response()

    async with answering(sandbox, check):
        await speak(sandbox, "ümläuts & \u2013 signs")
        await sandbox.command(
            sandbox.people["ana"].id, sandbox.channels["general"].id, "/askonce", "help & more"
        )
        await sandbox.settled()

    assert found == [True] * 4


async def test_an_app_may_forbid_retries_by_a_header(sandbox: Sandbox) -> None:
    async def refuse(_request: web.Request) -> web.Response:
        return web.Response(status=503, headers={"X-Slack-No-Retry": "1"})

    async with answering(sandbox, refuse):
        await speak(sandbox)
        await sandbox.settled()

    assert [(d.attempt, d.status) for d in sandbox.deliveries] == [(0, 503)]


async def test_slow_answers_and_dead_addresses_are_retried_with_their_reason() -> None:
    reasons: list[str | None] = []
    release = asyncio.Event()

    async def hesitate(request: web.Request) -> web.Response:
        reasons.append(request.headers.get("X-Slack-Retry-Reason"))
        if len(reasons) == 1:
            await release.wait()
        return web.Response(status=500 if len(reasons) == 2 else 200)

    async with Sandbox.start(manifest(), quiet=0.05, ack_seconds=0.2) as sandbox:
        async with answering(sandbox, hesitate):
            await speak(sandbox)
            await sandbox.settled()
            release.set()
        await speak(sandbox)
        await sandbox.settled()

    assert reasons == [None, "http_timeout", "http_error"]
    assert [d.acked for d in sandbox.deliveries] == [False, False, True, *[False] * 4]


async def test_only_this_machine_is_ever_delivered_to(sandbox: Sandbox) -> None:
    with pytest.raises(Refusal, match="request_url_not_on_loopback"):
        sandbox.set_request_url("https://example.com/slack/events")


@asynccontextmanager
async def answering(sandbox: Sandbox, listener: Any) -> AsyncIterator[None]:
    """A bare web server in the place of an app."""
    site = web.Application()
    site.router.add_post("/slack/events", listener)
    async with listening(site) as url:
        sandbox.set_request_url(f"{url}/slack/events")
        yield


async def test_settling_waits_for_an_app_that_was_told_to_come_back(sandbox: Sandbox) -> None:
    general = sandbox.channels["general"].id
    sandbox.fault(method="chat.postMessage", status=429, retry_after=1)
    async with bolt(sandbox) as app:
        app.client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))

        @app.event("message")
        async def answer(say: Any) -> None:
            await say("here I am")

        async with linked(sandbox, app):
            await speak(sandbox)
            await sandbox.settled()

            posted = [call for call in sandbox.calls if call.method == "chat.postMessage"]
            assert [call.error for call in posted] == ["ratelimited", ""]
            assert posted[-1].args["channel"] == general


async def test_settling_waits_for_slow_work_after_the_acknowledgement(sandbox: Sandbox) -> None:
    sandbox.fault(method="users.info", delay=0.3)
    async with bolt(sandbox) as app:
        finish(app)
        async with linked(sandbox, app):
            await speak(sandbox)
            await sandbox.settled()

    assert [call.method for call in sandbox.calls[-2:]] == ["users.info", "chat.postEphemeral"]


def finish(app: AsyncApp) -> None:
    @app.event("message")
    async def look_up_then_note(event: dict[str, Any], client: Any) -> None:
        await client.users_info(user=event["user"])
        await client.chat_postEphemeral(channel=event["channel"], user=event["user"], text="psst")


async def test_settling_gives_up_after_its_time(sandbox: Sandbox) -> None:
    with sandbox.activity.busy(), pytest.raises(TimeoutError):
        await sandbox.settled(0.02)


async def test_unknown_faults_are_refused(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="no such kind of fault"):
        sandbox.fault(kind="earthquake")


async def test_what_slack_says_when_it_limits(sandbox: Sandbox) -> None:
    sandbox.fault(method="auth.test", status=429)
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{sandbox.api_url}auth.test") as answer,
    ):
        assert answer.status == 429
        assert answer.headers["Retry-After"] == "1"
        assert json.loads(await answer.text())["error"] == "ratelimited"

"""What an address may answer to a signed request, and where requests never go."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from sandbox import Refusal, Sandbox
from tests.sandbox.apps import listening

Listener = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def answering(listener: Listener) -> AsyncIterator[str]:
    """A bare web server; gives its address."""
    site = web.Application()
    site.router.add_post("/slack/events", listener)
    async with listening(site) as url:
        yield f"{url}/slack/events"


async def told(sandbox: Sandbox, listener: Listener) -> list[tuple[int, bool, int]]:
    """Say something to an app with this listener; gives attempt, acknowledged, status of each."""
    async with answering(listener) as url:
        sandbox.set_request_url(url)
        await sandbox.post(sandbox.people["ana"].id, sandbox.channels["general"].id, "hello")
        await sandbox.settled()
    return [(each.attempt, each.acked, each.status) for each in sandbox.deliveries]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_no_acknowledgement_and_leads_nowhere(
    sandbox: Sandbox, status: int
) -> None:
    reached: list[str] = []

    async def elsewhere(request: web.Request) -> web.Response:
        reached.append(await request.text())
        return web.Response()

    async with answering(elsewhere) as other:

        async def send_on(_request: web.Request) -> web.Response:
            return web.Response(status=status, headers={"Location": other})

        made = await told(sandbox, send_on)

    assert made == [(attempt, False, status) for attempt in range(4)]
    assert not reached


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"\xff\xfe", "text/plain"), (b"\xff", "application/json"), (b"{no", "application/json")],
)
async def test_an_acknowledgement_nobody_can_read_is_one_all_the_same(
    sandbox: Sandbox, body: bytes, kind: str
) -> None:
    async def mumble(_request: web.Request) -> web.Response:
        return web.Response(body=body, headers={"Content-Type": f"{kind}; charset=utf-8"})

    assert await told(sandbox, mumble) == [(0, True, 200)]


async def test_a_command_is_answered_in_plain_text(sandbox: Sandbox) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text="Plainly so")

    ana, general = sandbox.people["ana"].id, sandbox.channels["general"].id
    async with answering(answer) as url:
        sandbox.set_request_url(url)
        said = await sandbox.command(ana, general, "/askonce")

    assert said == {"text": "Plainly so"}
    (note,) = sandbox.seen_by(ana)["messages"][general]
    assert (note["text"], note["ephemeral"]) == ("Plainly so", True)


async def test_a_command_that_fails_is_told_apart_from_one_that_is_late(sandbox: Sandbox) -> None:
    async def fail(_request: web.Request) -> web.Response:
        return web.Response(status=500)

    async with answering(fail) as url:
        sandbox.set_request_url(url)
        with pytest.raises(Refusal, match="dispatch_failed"):
            await sandbox.command(
                sandbox.people["ana"].id, sandbox.channels["general"].id, "/askonce"
            )

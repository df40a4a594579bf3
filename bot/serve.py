"""The app over HTTP: Slack's requests, signed, and two addresses for a watchdog."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request

from bot.app import App

EVENTS_PATH = "/slack/events"
BODY_LIMIT = 2 * 1024 * 1024
"""Bytes. Slack's largest payloads, of messages of 40,000 characters, stay below 1 MB."""
DRAIN_SECONDS = 10.0
_INSTALL = (
    "This app serves one workspace: its owner installs it from the manifest. See docs/install.md.\n"
)

_log = structlog.get_logger()


def web_app(app: App) -> web.Application:
    """Routes to the app."""

    async def events(request: web.Request) -> web.StreamResponse:
        try:
            asked = await to_bolt_request(request)
        except ValueError:
            # The reason may quote the body.
            return web.Response(status=400, text="The body cannot be read.\n")
        return await to_aiohttp_response(await app.bolt.async_dispatch(asked))

    async def alive(_request: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def ready(_request: web.Request) -> web.Response:
        if app.slack.session.closed:
            return web.Response(status=503, text="stopping\n")
        return web.Response(text="ready\n")

    async def not_configured(_request: web.Request) -> web.Response:
        return web.Response(status=501, text=_INSTALL)

    site = web.Application(client_max_size=BODY_LIMIT)
    site.router.add_post(EVENTS_PATH, events)
    site.router.add_get("/healthz", alive)
    site.router.add_get("/readyz", ready)
    site.router.add_get("/slack/install", not_configured)
    site.router.add_get("/slack/oauth_redirect", not_configured)
    return site


@asynccontextmanager
async def serving(app: App, *, host: str, port: int) -> AsyncIterator[int]:
    """Listen for as long as the block runs; gives the port. Raises OSError when it is taken."""
    # An access log would name addresses of people's devices.
    runner = web.AppRunner(web_app(app), access_log=None, handle_signals=False)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        taken = int(runner.addresses[0][1])
        _log.info("listening", port=taken)
        yield taken
    finally:
        await runner.cleanup()
        await app.quiet.wait(DRAIN_SECONDS)


async def serve(app: App, stop: asyncio.Event, *, host: str, port: int) -> None:
    """Serve until `stop` is set. Raises OSError when the port is taken."""
    async with serving(app, host=host, port=port):
        await stop.wait()

"""The app over Socket Mode: no public address is needed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from bot.app import App

PING_SECONDS = 5.0
"""How often the connection is looked after: a broken one is replaced within this time."""
DRAIN_SECONDS = 10.0

_log = structlog.get_logger()


@asynccontextmanager
async def connected(app: App, app_token: str) -> AsyncIterator[AsyncSocketModeHandler]:
    """Hear Slack for as long as the block runs. Raises `SlackApiError` for a refused token."""
    # Asked for here once: the SDK itself would try a refused token for ever.
    answer = await app.slack.reading.apps_connections_open(app_token=app_token)
    handler = AsyncSocketModeHandler(app.bolt, app_token, ping_interval=PING_SECONDS)
    handler.client.wss_uri = answer["url"]
    try:
        await handler.client.connect()  # type: ignore[no-untyped-call]
        _log.info("connected", mode="socket")
        yield handler
    finally:
        await _close(handler)
        await app.quiet.wait(DRAIN_SECONDS)


async def run(app: App, stop: asyncio.Event, *, app_token: str) -> None:
    """Hear Slack until `stop` is set."""
    async with connected(app, app_token):
        await stop.wait()


async def _close(handler: AsyncSocketModeHandler) -> None:
    client = handler.client
    tasks = [client.message_processor, client.message_receiver, client.current_session_monitor]
    await handler.client.close()  # type: ignore[no-untyped-call]
    # The SDK cancels its tasks and does not wait for them.
    await asyncio.gather(*(task for task in tasks if task), return_exceptions=True)

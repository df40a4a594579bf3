"""A tiny Bolt app on the pretend workspace, over both of Slack's ways to connect."""

import asyncio
import copy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import EVERYTHING, Sandbox

SOCKET, HTTP = "socket", "http"
BUTTON = {
    "type": "actions",
    "elements": [
        {
            "type": "button",
            "action_id": "touch",
            "text": {"type": "plain_text", "text": "Touch"},
            "value": "v1",
        }
    ],
}
DRAFT = {
    "type": "input",
    "block_id": "draft",
    "label": {"type": "plain_text", "text": "Draft"},
    "element": {"type": "plain_text_input", "action_id": "words"},
}


def manifest(**changes: Any) -> dict[str, Any]:
    """The manifest of an app that may do everything, but for what is changed.

    `without`: a scope or event that is left out.
    """
    made = copy.deepcopy(EVERYTHING)
    for missing in changes.get("without", ()):
        for names in (
            made["oauth_config"]["scopes"]["bot"],
            made["settings"]["event_subscriptions"]["bot_events"],
        ):
            if missing in names:
                names.remove(missing)
    made["features"]["app_home"]["messages_tab_enabled"] = changes.get("messages_tab", True)
    made["settings"]["socket_mode_enabled"] = changes.get("socket_mode", True)
    return made


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A modal with these blocks."""
    title = {"type": "plain_text", "text": more.pop("title", "A form")}
    submit = {"submit": {"type": "plain_text", "text": "Send"}} if DRAFT in blocks else {}
    return {"type": "modal", "title": title, "callback_id": "form", "blocks": [*blocks]} | (
        submit | more
    )


def section(words: str) -> dict[str, Any]:
    """A block with words."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": words}}


@asynccontextmanager
async def calling(sandbox: Sandbox, token: str | None = None) -> AsyncIterator[AsyncWebClient]:
    """Slack's own client, on the pretend workspace."""
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(
            sandbox.bot_token if token is None else token,
            base_url=sandbox.api_url,
            session=session,
        )


@asynccontextmanager
async def bolt(sandbox: Sandbox) -> AsyncIterator[AsyncApp]:
    """A Bolt app without listeners."""
    async with calling(sandbox) as client:
        app = AsyncApp(client=client, signing_secret=sandbox.signing_secret)
        yield app


@asynccontextmanager
async def linked(sandbox: Sandbox, app: AsyncApp, over: str = SOCKET) -> AsyncIterator[None]:
    """Connect an app, for as long as the block runs."""
    async with _over_http(sandbox, app) if over == HTTP else _over_socket(sandbox, app):
        yield


@asynccontextmanager
async def _over_socket(sandbox: Sandbox, app: AsyncApp) -> AsyncIterator[None]:
    handler = AsyncSocketModeHandler(app, sandbox.app_token, ping_interval=1)
    client = handler.client
    try:
        await handler.connect_async()
        await sandbox.connected()
        yield
    finally:
        tasks = [client.message_processor, client.message_receiver, client.current_session_monitor]
        await handler.close_async()
        # The SDK cancels its tasks and does not wait for them.
        await asyncio.gather(*(task for task in tasks if task), return_exceptions=True)


@asynccontextmanager
async def _over_http(sandbox: Sandbox, app: AsyncApp) -> AsyncIterator[None]:
    async def events(request: web.Request) -> web.StreamResponse:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    site = web.Application()
    site.router.add_post("/slack/events", events)
    async with listening(site) as url:
        sandbox.set_request_url(f"{url}/slack/events")
        yield


@asynccontextmanager
async def listening(site: web.Application) -> AsyncIterator[str]:
    """Serve a web application on loopback; gives its address."""
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()

"""A Web API of a few lines on a real socket: answers as it is told, and keeps what it was asked."""

import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from bot.slack import Slack, connect

TEAM, BOT = "T1", "U0BOT"
GOOD: dict[str, Any] = {
    "auth.test": {"team_id": TEAM, "user_id": BOT, "bot_id": "B0BOT", "url": "", "team": ""},
    "users.info": {"user": {"team_id": TEAM}},
    "conversations.history": {"messages": []},
    "apps.connections.open": {"url": "wss://nowhere.invalid"},
}


@dataclass
class Answer:
    """One answer to come."""

    body: dict[str, Any] | str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def refused(error: str) -> Answer:
    return Answer({"ok": False, "error": error})


@dataclass
class WebApi:
    """What was asked, and what will be answered."""

    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    coming: dict[str, deque[Answer]] = field(default_factory=dict)
    url: str = ""

    def answer(self, method: str, *answers: Answer) -> None:
        self.coming.setdefault(method, deque()).extend(answers)

    def asked(self, method: str) -> list[dict[str, Any]]:
        return [arguments for name, arguments in self.calls if name == method]

    async def handle(self, request: web.Request) -> web.Response:
        method, body = request.match_info["method"], await request.text()
        is_json = request.content_type == "application/json"
        arguments = json.loads(body) if is_json else dict(parse_qsl(body))
        self.calls.append((method, arguments | dict(request.query)))
        waiting = self.coming.get(method)
        answer = waiting.popleft() if waiting else Answer({"ok": True} | GOOD.get(method, {}))
        if isinstance(answer.body, str):
            return web.Response(text=answer.body, status=answer.status, headers=answer.headers)
        return web.json_response(answer.body, status=answer.status, headers=answer.headers)


@asynccontextmanager
async def web_api() -> AsyncIterator[tuple[WebApi, Slack]]:
    api, site = WebApi(), web.Application()
    site.router.add_route("*", "/api/{method}", api.handle)
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    api.url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    slack = connect("xoxb-test", api.url)
    try:
        yield api, slack
    finally:
        await slack.close()
        await runner.cleanup()

"""The real app on the pretend workspace, over real sockets: what the scenarios share."""

import io
import json
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rules
from bot.app import App, build
from bot.config import Config, parse_config
from bot.manifest import manifest
from bot.serve import serving
from bot.settings import Settings
from bot.slack import connect
from bot.socket_mode import connected
from bot.storage import SqliteCounts
from sandbox import Sandbox

PRESS = "Please share our launch post on your LinkedIn, everyone."
MUST = "You must all share our launch post on your LinkedIn, it is mandatory."
FAIR = "Our launch post is here if anyone would like to share it. Entirely optional."
CLEAR = "Good morning, the coffee machine works again."
RULESET = rules.load_defaults()
SOCKET, HTTP = "socket", "http"


@dataclass
class World:
    """The workspace, the app in it, and ways to look at both."""

    sandbox: Sandbox
    app: App
    database: Path
    url: str = ""

    def person(self, key: str) -> str:
        return self.sandbox.people[key].id

    def channel(self, key: str) -> str:
        return self.sandbox.channels[key].id

    async def settled(self) -> None:
        await self.sandbox.settled()
        assert await self.app.quiet.wait(30)
        await self.sandbox.settled()

    async def post(
        self, text: str, *, who: str = "manager", where: str = "general", **more: Any
    ) -> str:
        ts = await self.sandbox.post(self.person(who), self.channel(where), text, **more)
        await self.settled()
        return ts

    async def edit(self, ts: str, text: str, *, who: str = "manager") -> None:
        await self.sandbox.edit(self.person(who), self.channel("general"), ts, text)
        await self.settled()

    async def delete(self, ts: str, *, who: str = "manager") -> None:
        await self.sandbox.delete(self.person(who), self.channel("general"), ts)
        await self.settled()

    async def press(self, action: str, note: dict[str, Any], *, who: str = "manager") -> None:
        await self.sandbox.press(self.person(who), action, message_ts=note["ts"])
        await self.settled()

    async def ask(self, text: str, *, who: str = "manager") -> str:
        """Use the command; everything it answers, as one text."""
        body = await self.sandbox.command(
            self.person(who), self.channel("general"), "/askonce", text
        )
        await self.settled()
        return json.dumps(body, ensure_ascii=False)

    def notes(self, who: str = "manager") -> list[dict[str, Any]]:
        """The private notes somebody sees, wherever they stand."""
        seen = self.sandbox.seen_by(self.person(who))
        return [
            message
            for messages in seen["messages"].values()
            for message in messages
            if message["bot"] and (message["ephemeral"] or message["channel"].startswith("D"))
        ]

    def public(self) -> list[dict[str, Any]]:
        """What the app said that everybody sees."""
        found = {
            message["ts"]: message
            for key in self.sandbox.people
            for messages in self.sandbox.seen_by(self.person(key))["messages"].values()
            for message in messages
            if message["bot"]
            and not message["ephemeral"]
            and not message["channel"].startswith("D")
        }
        return list(found.values())

    def modal(self, who: str = "manager") -> dict[str, Any]:
        (view,) = self.sandbox.seen_by(self.person(who))["modals"]
        assert isinstance(view, dict)
        return view

    def counted(self) -> dict[str, int]:
        """Outcomes as the database holds them, rules left out."""
        with sqlite3.connect(self.database) as db:
            rows = db.execute("select outcome, count from counts where kind != 'rule'").fetchall()
        db.close()
        sums: Counter[str] = Counter()
        for outcome, count in rows:
            sums[outcome] += count
        return dict(sums)

    def asked(self, method: str) -> list[dict[str, Any]]:
        return [call.args for call in self.sandbox.calls if call.method == method]


@asynccontextmanager
async def world(
    folder: Path,
    *,
    over: str = SOCKET,
    config: Config | str = "",
    ruleset: rules.RuleSet = RULESET,
    **more: Any,
) -> AsyncIterator[World]:
    """Start workspace and app. `config`: text of a config.toml."""
    taken = config if isinstance(config, Config) else parse_config(config)
    page = manifest("http://127.0.0.1/slack/events" if over == HTTP else None)
    database = folder / "counts.db"
    counts = SqliteCounts(str(database), time.time)
    try:
        async with Sandbox.start(page) as sandbox:
            settings = Settings(taken, sandbox.bot_token, signing_secret=sandbox.signing_secret)
            slack = connect(sandbox.bot_token, sandbox.api_url)
            try:
                kept = more.get("counts", counts)
                app = build(
                    settings,
                    ruleset,
                    slack,
                    kept,
                    wishes=more.get("wishes"),
                    operations=more.get("operations"),
                )
                async with _linked(over, sandbox, app) as url:
                    yield World(sandbox, app, database, url)
            finally:
                await slack.close()
    finally:
        counts.close()


@asynccontextmanager
async def _linked(over: str, sandbox: Sandbox, app: App) -> AsyncIterator[str]:
    if over == HTTP:
        async with serving(app, host="127.0.0.1", port=0) as port:
            url = f"http://127.0.0.1:{port}"
            sandbox.set_request_url(f"{url}/slack/events")
            yield url
    else:
        async with connected(app, sandbox.app_token):
            await sandbox.connected()
            yield ""


def shown(blocks: object) -> str:
    """Blocks as one text, to look for words in."""
    out = io.StringIO()
    json.dump(blocks, out, ensure_ascii=False)
    return out.getvalue()

"""The pretend workspace and the real app on it, as two processes that end with this one."""

import asyncio
import json
import os
import secrets
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from bot.manifest import manifest

START_SECONDS = 60
"""How long the two may take to find each other, on a slow machine."""


class StageError(RuntimeError):
    """The workspace or the app did not start; says which, and what to do."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A running workspace: its address, and a way to act in it."""

    url: str
    environment: Mapping[str, str]
    session: aiohttp.ClientSession

    async def do(self, doing: str, **body: Any) -> dict[str, Any]:
        """Do something as one of its people."""
        async with self.session.post(f"{self.url}/sandbox/{doing}", json=body) as answer:
            result: dict[str, Any] = await answer.json()
            if not answer.ok:
                raise StageError(f"the pretend workspace refused “{doing}”: {result['error']}")
            return result

    async def seen_by(self, user: str) -> dict[str, Any]:
        """Everything somebody sees."""
        address = f"{self.url}/sandbox/state"
        async with self.session.get(address, params={"viewer": user}) as answer:
            seen: dict[str, Any] = await answer.json()
            return seen


@asynccontextmanager
async def set_stage(*, http: bool = False, port: int = 0, config: str = "") -> AsyncIterator[Stage]:
    """Start both, connected. `config`: settings for the app, as TOML. Raises `StageError`."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ask-once-")))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        addresses = await stack.enter_async_context(_workspace(folder, port, http=http))
        environment = _environment(folder, addresses, config)
        stage = Stage(addresses["url"], environment, session)
        app = await stack.enter_async_context(_app(environment, http=http))
        await _connect(stage, app, http=http)
        yield stage


@asynccontextmanager
async def _workspace(folder: Path, port: int, *, http: bool) -> AsyncIterator[dict[str, str]]:
    file = folder / "manifest.json"
    file.write_text(json.dumps(manifest("http://127.0.0.1/slack/events" if http else None)))
    options = ("--manifest", str(file), "--port", str(port), "--until-stdin-closes")
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", *options, stdin=pipe, stdout=pipe
    )
    try:
        line = await process.stdout.readline() if process.stdout else b""
        if not line:
            raise StageError(f"the pretend workspace did not start; is port {port} in use?")
        yield json.loads(line)
    finally:
        await _end(process)


@asynccontextmanager
async def _app(
    environment: Mapping[str, str], *, http: bool
) -> AsyncIterator[asyncio.subprocess.Process]:
    command = "serve" if http else "run"
    with Path(environment["ASKONCE_STAGE_LOG"]).open("wb") as logs:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", command, env=environment, stderr=logs
        )
        try:
            yield process
        finally:
            await _end(process)


async def _connect(stage: Stage, app: asyncio.subprocess.Process, *, http: bool) -> None:
    """Wait until the two have found each other, or the app has ended."""
    found = asyncio.create_task(_find(stage, http=http))
    ended = asyncio.create_task(app.wait())
    await asyncio.wait((found, ended), timeout=START_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    connected = found.done() and not found.exception()
    for task in (found, ended):
        task.cancel()
    await asyncio.gather(found, ended, return_exceptions=True)
    if not connected:
        logs = Path(stage.environment["ASKONCE_STAGE_LOG"]).read_text(encoding="utf-8")
        raise StageError(f"the app did not start. Its log:\n{logs}")


async def _find(stage: Stage, *, http: bool) -> None:
    if http:
        await _ready(stage)
    else:
        await stage.do("connected", timeout=START_SECONDS)


async def _ready(stage: Stage) -> None:
    port = stage.environment["PORT"]
    while not await _answers(stage.session, f"http://127.0.0.1:{port}/readyz"):
        await asyncio.sleep(0.05)
    await stage.do("request_url", url=f"http://127.0.0.1:{port}/slack/events")


async def _answers(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(url) as answer:
            return answer.ok
    except aiohttp.ClientError:
        return False


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    await process.wait()


def _environment(folder: Path, addresses: Mapping[str, str], config: str) -> dict[str, str]:
    file = folder / "config.toml"
    file.write_text(config)
    return {
        **os.environ,
        "SLACK_BOT_TOKEN": addresses["bot_token"],
        "SLACK_APP_TOKEN": addresses["app_token"],
        "SLACK_SIGNING_SECRET": addresses["signing_secret"],
        "SLACK_API_URL": addresses["api_url"],
        "DATABASE_URL": f"sqlite:///{folder / 'askonce.db'}",
        "ASKONCE_CONFIG": str(file),
        "ASKONCE_STAGE_LOG": str(folder / "app.log"),
        "ASKONCE_KEY": secrets.token_hex(16),
        "PORT": str(_free_port()),
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

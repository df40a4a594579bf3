"""The app as it is started: its own process, its own log, its end."""

import asyncio
import json
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.config import parse_config
from bot.live import StartError, live
from bot.manifest import manifest
from bot.settings import Mode, Settings
from bot.storage import SqliteCounts
from sandbox import Sandbox
from tests.scenarios.world import MUST, RULESET

NOWHERE = parse_config('[server]\nhost = "192.0.2.1"\n')
HTTP_URL = "http://127.0.0.1/slack/events"


def environment(sandbox: Sandbox, folder: Path, **more: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path.cwd()),
        "PYTHONWARNINGS": "error",
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_APP_TOKEN": sandbox.app_token,
        "SLACK_SIGNING_SECRET": sandbox.signing_secret,
        "SLACK_API_URL": sandbox.api_url,
        "DATABASE_URL": f"sqlite:///{folder}/counts.db",
        "ASKONCE_LOG_LEVEL": "DEBUG",
        "PORT": "0",
    } | more


@asynccontextmanager
async def started(
    folder: Path, *words: str, **environ: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words,
        cwd=folder, env=environ, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def ended(process: asyncio.subprocess.Process) -> tuple[int, str]:
    async with asyncio.timeout(20):
        out, err = await process.communicate()
    assert process.returncode is not None
    return process.returncode, (out + err).decode()


async def event(process: asyncio.subprocess.Process, name: str) -> dict[str, Any]:
    """Wait for a line of the log."""
    assert process.stderr is not None
    async with asyncio.timeout(20):
        async for line in process.stderr:
            entry: dict[str, Any] = json.loads(line)
            if entry["event"] == name:
                return entry
    raise AssertionError(name)


async def nudged(sandbox: Sandbox) -> bool:
    await sandbox.post(sandbox.people["manager"].id, sandbox.channels["general"].id, MUST)
    await sandbox.settled()
    return any(call.method == "chat.postEphemeral" and call.ok for call in sandbox.calls)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_run_connects_nudges_and_ends_when_told(
    number: signal.Signals, tmp_path: Path
) -> None:
    async with (
        Sandbox.start(manifest()) as sandbox,
        started(tmp_path, "run", **environment(sandbox, tmp_path)) as process,
    ):
        await sandbox.connected(20)
        assert await nudged(sandbox)
        process.send_signal(number)
        code, said = await ended(process)

    assert code == 0
    assert "on your LinkedIn" not in said
    assert all(json.loads(line)["level"] == "info" for line in said.splitlines())


async def test_serve_listens_nudges_and_ends_when_told(tmp_path: Path) -> None:
    async with (
        Sandbox.start(manifest(HTTP_URL)) as sandbox,
        started(tmp_path, "serve", **environment(sandbox, tmp_path)) as process,
    ):
        port = (await event(process, "listening"))["port"]
        sandbox.set_request_url(f"http://127.0.0.1:{port}/slack/events")
        assert await nudged(sandbox)
        process.send_signal(signal.SIGTERM)

        assert (await ended(process))[0] == 0


@pytest.mark.parametrize(
    ("name", "token"), [("SLACK_BOT_TOKEN", "xoxb-canary"), ("SLACK_APP_TOKEN", "xapp-canary")]
)
async def test_a_refused_token_ends_the_start_with_a_sentence(
    name: str, token: str, tmp_path: Path
) -> None:
    async with Sandbox.start(manifest()) as sandbox:
        environ = environment(sandbox, tmp_path) | {name: token}
        async with started(tmp_path, "run", **environ) as process:
            code, said = await ended(process)

    assert code == 1
    assert f"{name}: " in said
    assert "canary" not in said


@pytest.mark.parametrize("mode", ["run", "serve"])
async def test_a_slack_that_is_away_ends_the_start_with_a_sentence(
    mode: str, tmp_path: Path
) -> None:
    async with Sandbox.start(manifest()) as sandbox:
        environ = environment(sandbox, tmp_path, SLACK_API_URL="http://127.0.0.1:9/api/")
        async with started(tmp_path, mode, **environ) as process:
            code, said = await ended(process)

    assert code == 1
    assert "Slack was not reached" in said


async def test_a_port_that_is_taken_ends_the_start_with_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))  # noqa: S104 - the very address serve listens on
        taken.listen()
        port = str(taken.getsockname()[1])
        async with Sandbox.start(manifest(HTTP_URL)) as sandbox:
            environ = environment(sandbox, tmp_path, PORT=port)
            async with started(tmp_path, "serve", **environ) as process:
                code, said = await ended(process)

    assert code == 1
    assert f"PORT {port} cannot be used" in said


@pytest.mark.parametrize("mode", ["run", "serve"])
async def test_an_app_in_this_process_works_until_it_is_told_to_stop(
    mode: Mode, tmp_path: Path
) -> None:
    stop, counts = asyncio.Event(), SqliteCounts(f"{tmp_path}/counts.db", time.time)
    async with Sandbox.start(manifest()) as sandbox:
        settings = Settings(
            bot_token=sandbox.bot_token,
            app_token=sandbox.app_token,
            api_url=sandbox.api_url,
            port=0,
        )
        working = asyncio.create_task(live(settings, mode, RULESET, counts, stop))
        if mode == "run":
            await sandbox.connected()
            assert await nudged(sandbox)
        stop.set()
        await asyncio.wait_for(working, 20)
    counts.close()


@pytest.mark.parametrize(
    ("mode", "bad", "said"),
    [
        ("run", {"bot_token": "xoxb-canary"}, "SLACK_BOT_TOKEN: is no token Slack knows"),
        ("run", {"app_token": "xapp-canary"}, "SLACK_APP_TOKEN: is no token Slack knows"),
        ("serve", {"port": 1, "config": NOWHERE}, "PORT 1 cannot be used"),
    ],
)
async def test_a_start_that_cannot_be_says_why(
    mode: Mode, bad: dict[str, Any], said: str, tmp_path: Path
) -> None:
    counts = SqliteCounts(f"{tmp_path}/counts.db", time.time)
    async with Sandbox.start(manifest()) as sandbox:
        good = {
            "bot_token": sandbox.bot_token,
            "app_token": sandbox.app_token,
            "api_url": sandbox.api_url,
        }
        with pytest.raises(StartError, match=said):
            await live(Settings(**(good | bad)), mode, RULESET, counts, asyncio.Event())
    counts.close()

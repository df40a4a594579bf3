"""Start a pretend workspace: `python -m sandbox --manifest FILE`."""

import argparse
import asyncio
import json
import os
import signal
import sys
from functools import partial
from pathlib import Path
from typing import Any

from sandbox import SEEDS, Sandbox
from sandbox.manifest import EVERYTHING


def main() -> int:
    """Read the arguments, run until told to stop. Exit code 2: they cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--manifest", type=Path, help="the app's, as JSON; one with all it can be")
    parser.add_argument("--seed", choices=sorted(SEEDS), default="demo", help="who is there")
    parser.add_argument("--until-stdin-closes", action="store_true", help="stop with the parent")
    arguments = parser.parse_args()
    try:
        manifest = _manifest(arguments.manifest)
        asyncio.run(_run(manifest, arguments))
    except (OSError, ValueError) as error:
        print(f"The sandbox cannot start: {error}", file=sys.stderr)
        return 2
    return 0


def _manifest(path: Path | None) -> dict[str, Any]:
    if path is None:
        return EVERYTHING
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ValueError(f"{path}: {error}: give a manifest as JSON") from error
    if not isinstance(manifest, dict):
        raise ValueError(f"{path}: a manifest is a JSON object")  # noqa: TRY004 - a mistake in data
    return manifest


async def _run(manifest: dict[str, Any], arguments: argparse.Namespace) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    if arguments.until_stdin_closes:
        loop.add_reader(sys.stdin.fileno(), partial(_heed, stop))
    async with Sandbox.start(manifest, arguments.seed, arguments.port) as sandbox:
        print(json.dumps(_addresses(sandbox)), flush=True)
        await stop.wait()


def _heed(stop: asyncio.Event) -> None:
    """Stop when the other end of standard input is closed."""
    if not os.read(sys.stdin.fileno(), 1024):
        asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
        stop.set()


def _addresses(sandbox: Sandbox) -> dict[str, str]:
    return {
        "url": sandbox.url,
        "api_url": sandbox.api_url,
        "bot_token": sandbox.bot_token,
        "app_token": sandbox.app_token,
        "signing_secret": sandbox.signing_secret,
        "app_id": sandbox.app_id,
        "bot_user_id": sandbox.bot_user_id,
        "team_id": sandbox.team_id,
    }


if __name__ == "__main__":
    sys.exit(main())

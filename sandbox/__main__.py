"""Start a pretend workspace: `python -m sandbox --manifest FILE`."""

import argparse
import asyncio
import json
import os
import signal
import sys
from functools import partial
from pathlib import Path

from sandbox import Sandbox


def main() -> int:
    """Read the arguments, run until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--manifest", type=Path, required=True, help="the app's manifest, as JSON")
    parser.add_argument("--until-stdin-closes", action="store_true", help="stop with the parent")
    arguments = parser.parse_args()
    try:
        manifest = json.loads(arguments.manifest.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        print(f"{arguments.manifest}: {error}: give a manifest as JSON", file=sys.stderr)
        return 2
    asyncio.run(_run(manifest, arguments.port, until_stdin=arguments.until_stdin_closes))
    return 0


async def _run(manifest: dict[str, object], port: int, *, until_stdin: bool) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    if until_stdin:
        loop.add_reader(sys.stdin.fileno(), partial(_heed, stop))
    async with Sandbox.start(manifest, port=port) as sandbox:
        print(json.dumps(_addresses(sandbox)), flush=True)
        await stop.wait()


def _heed(stop: asyncio.Event) -> None:
    """Stop when the other end of standard input is closed."""
    if not os.read(sys.stdin.fileno(), 1024):
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

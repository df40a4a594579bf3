"""`python -m bot demo`: the pretend workspace with the real app on it, to try in a browser."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Sequence

from bot.stage import StageError, set_stage

_CONFIG = """
[nudge]
cooldown_minutes = 0
daily = 100

[people]
manager_group = "S0MANAGER1"
"""
"""No pause between notes: whoever tries it wants to see one each time."""

_PORT = 8484


def main(arguments: Sequence[str]) -> int:
    """Start, print the address, run until told to stop."""
    parser = argparse.ArgumentParser("python -m bot demo", description=__doc__)
    parser.add_argument("--http", action="store_true", help="signed HTTP instead of Socket Mode")
    parser.add_argument("--port", type=int, default=_PORT, help=f"of the page; {_PORT} by default")
    asked = parser.parse_args(arguments)
    try:
        return asyncio.run(_play(port=asked.port, http=asked.http))
    except StageError as error:
        print(error, file=sys.stderr)
        return 1


async def _play(*, port: int, http: bool) -> int:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with set_stage(http=http, port=port, config=_CONFIG) as stage:
        print(f"Ask Once is running in a pretend workspace on this machine: {stage.url}")
        print("Open the address, speak as the manager, and ask everyone to share the launch post.")
        print("Stop it with Ctrl-C.", flush=True)
        await stop.wait()
    return 0

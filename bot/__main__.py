"""The command line: run, serve, demo, tour, doctor, manifest, stats."""

import argparse
import asyncio
import importlib
import json
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from functools import partial

import rules
from bot import log
from bot.config import SettingsError
from bot.doctor import examine
from bot.live import StartError, live
from bot.manifest import manifest, reasons_page
from bot.report import Scope, reports
from bot.rule_folder import read_rule_folder
from bot.settings import Mode, load_settings
from bot.stats import as_csv, as_data, as_lines, as_table
from bot.storage import SqliteCounts, SqliteOperations, SqliteWishes, StorageError
from bot.weeks import week_of

OK, FAILED, USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; the exit code tells how it went."""
    asked, rest = _parser().parse_known_args(arguments)
    commands: dict[str, Callable[[argparse.Namespace], int]] = {
        "run": lambda _: _start("run"),
        "serve": lambda _: _start("serve"),
        "doctor": _doctor,
        "manifest": _manifest,
        "stats": _stats,
    }
    if asked.command in {"demo", "tour"}:
        played: int = importlib.import_module(f"bot.{asked.command}").main(rest)
        return played
    if rest:
        return _complain(f"unknown argument: {rest[0]}; see python -m bot --help", USAGE)
    try:
        return commands[asked.command or "run"](asked)
    except (SettingsError, StorageError, StartError, rules.RuleError) as error:
        return _complain(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m bot", description="Ask Once, a Slack app.")
    words = parser.add_subparsers(dest="command")
    words.add_parser("run", help="connect by Socket Mode (the default)")
    words.add_parser("serve", help="listen for HTTP on PORT")
    words.add_parser("demo", help="try it in a pretend workspace", add_help=False)
    words.add_parser("tour", help="watch the story in the terminal", add_help=False)
    doctor = words.add_parser("doctor", help="tell what is missing to start")
    doctor.add_argument("--http", action="store_true", help="for `serve` instead of `run`")
    page = words.add_parser("manifest", help="print the Slack app's manifest")
    page.add_argument("--http", metavar="URL", help="for `serve`, with its public address")
    page.add_argument("--reasons", action="store_true", help="the scopes and why, as Markdown")
    stats = words.add_parser("stats", help="print the counts")
    form = stats.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="for machines")
    form.add_argument("--csv", action="store_true", help="for spreadsheets")
    return parser


def _start(mode: Mode) -> int:
    settings = load_settings(os.environ, mode=mode)
    log.set_up(settings.log_level)
    ruleset = rules.load_defaults()
    brought = read_rule_folder(settings.config.rules.folder, ruleset)
    with ExitStack() as stack:
        keep_weeks = settings.config.counts.keep_weeks
        counts = SqliteCounts(settings.database, time.time, keep_weeks=keep_weeks)
        stack.callback(counts.close)
        wishes = None
        if settings.key:
            wishes = SqliteWishes(settings.database, settings.key, time.time)
            stack.callback(wishes.close)
        operations = SqliteOperations(settings.database, time.time)
        stack.callback(operations.close)
        work = partial(live, settings, mode, ruleset, counts, wishes=wishes, brought=brought)
        asyncio.run(_until_told(partial(work, operations=operations)))
    return OK


async def _until_told(work: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await work(stop)


def _doctor(asked: argparse.Namespace) -> int:
    checks = asyncio.run(examine(os.environ, "serve" if asked.http else "run"))
    print("\n".join(map(str, checks)))
    return OK if all(check.good for check in checks) else FAILED


def _manifest(asked: argparse.Namespace) -> int:
    print(reasons_page() if asked.reasons else json.dumps(manifest(asked.http), indent=2))
    return OK


def _stats(asked: argparse.Namespace) -> int:
    settings, words = load_settings(os.environ, mode="local"), rules.load_defaults().words
    counts = SqliteCounts(settings.database, time.time)
    try:
        rows = counts.all_rows()
    finally:
        counts.close()
    kept = settings.config.counts
    scope = Scope(week_of(time.time()), kept.shown_from, kept.keep_weeks)
    lines = as_lines(reports(rows, scope))
    if asked.json:
        print(json.dumps(as_data(lines), indent=2))
    elif asked.csv:
        print(as_csv(lines), end="")
    else:
        none = words["bot.stats.none"].format(minimum=scope.minimum)
        print(as_table(lines, words, scope.minimum) if lines else none)
    return OK


def _complain(sentence: str, code: int = FAILED) -> int:
    print(sentence, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())

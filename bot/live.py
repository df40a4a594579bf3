"""From settings to a connected app, until it is told to stop."""

import asyncio
from collections.abc import Sequence

from bot.app import App, build
from bot.doctor import explained
from bot.ports import Counts, Operations, Wishes
from bot.serve import serve
from bot.settings import Mode, Settings
from bot.slack import SLACK_FAULTS, connect
from bot.socket_mode import run
from rules import Operation, RuleSet


class StartError(Exception):
    """A start that Slack or the network would not have; str() is a sentence with the cure."""


async def live(
    settings: Settings,
    mode: Mode,
    ruleset: RuleSet,
    counts: Counts,
    stop: asyncio.Event,
    *,
    wishes: Wishes | None = None,
    operations: Operations | None = None,
    brought: Sequence[Operation] = (),
) -> None:
    """Connect, and work until `stop` is set. Raises `StartError`."""
    slack = connect(settings.bot_token, settings.api_url)
    try:
        try:
            team = str((await slack.reading.auth_test())["team_id"])
        except SLACK_FAULTS as error:
            raise StartError(explained("SLACK_BOT_TOKEN", error)) from error
        app = build(
            settings,
            ruleset,
            slack,
            counts,
            wishes=wishes,
            operations=operations,
            brought=brought,
        )
        clockwork = asyncio.create_task(app.digesting.run(team))
        try:
            await _work(app, settings, mode, stop)
        finally:
            clockwork.cancel()
    finally:
        await slack.close()


async def _work(app: App, settings: Settings, mode: Mode, stop: asyncio.Event) -> None:
    try:
        if mode == "serve":
            await serve(app, stop, host=settings.config.server.host, port=settings.port)
        else:
            await run(app, stop, app_token=settings.app_token)
    except SLACK_FAULTS as error:
        taken = f"PORT {settings.port} cannot be used; free it, or set another PORT"
        refused = explained("SLACK_APP_TOKEN", error)
        raise StartError(taken if mode == "serve" else refused) from error

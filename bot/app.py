"""The composition root: every part is made and plugged in here, and in `bot.workspaces`."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.listener.async_listener_completion_handler import (
    AsyncCustomListenerCompletionHandler,
)
from slack_bolt.listener.async_listener_start_handler import AsyncCustomListenerStartHandler
from slack_bolt.response import BoltResponse

from bot.blocks import plain_note
from bot.digesting import Digesting
from bot.listeners import register
from bot.log import describe
from bot.memory import MemoryOperations, MemoryWishes
from bot.ports import Clock, Counts, Operations, Wishes
from bot.quiet import Quiet
from bot.replies import SlackReplies
from bot.rulebook import LiveRulebook
from bot.service import FAILED
from bot.settings import Settings
from bot.slack import Slack
from bot.workspaces import Workspaces
from rules import Operation, RuleSet

NAME = "ask-once"

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class App:
    """The app, ready to be connected."""

    bolt: AsyncApp
    quiet: Quiet
    slack: Slack
    rulebook: LiveRulebook
    digesting: Digesting


def build(
    settings: Settings,
    ruleset: RuleSet,
    slack: Slack,
    counts: Counts,
    clock: Clock = time.time,
    *,
    wishes: Wishes | None = None,
    operations: Operations | None = None,
    brought: Sequence[Operation] = (),
) -> App:
    """Plug everything together. Must be called inside a running event loop.

    `wishes`, `operations`: where people's own wishes and admins' changes are kept; in memory where
    none is given. `brought`: what the deployment changes in the rules.
    """
    bolt = AsyncApp(
        name=NAME,
        client=slack.reading,
        signing_secret=settings.signing_secret,
        attaching_conversation_kwargs_enabled=False,
        user_facing_authorize_error_message=ruleset.words["bot.trouble"],
    )
    # Made before the app connects: a command and a form are given up after three seconds.
    _ = ruleset.prefilter, ruleset.follow_ups
    changes = operations or MemoryOperations(clock)
    rulebook = LiveRulebook(changes, ruleset, settings.config, clock, brought)
    kept = wishes or MemoryWishes(clock)
    workspaces = Workspaces(slack, counts, kept, rulebook, ruleset.words, clock)
    _bring_parts(bolt, workspaces)
    register(bolt)
    _report_errors(bolt, counts, ruleset, SlackReplies(slack.posting))
    return App(bolt, _watch(bolt), slack, rulebook, Digesting(workspaces.digest, clock))


def _bring_parts(bolt: AsyncApp, workspaces: Workspaces) -> None:
    async def bring_parts(context: AsyncBoltContext, next_: Callable[[], Awaitable[None]]) -> None:
        # One snapshot for one request: nothing changes under a listener's hands.
        context["parts"] = await workspaces.parts(context.team_id or "")
        await next_()

    bolt.use(bring_parts)


def _report_errors(bolt: AsyncApp, counts: Counts, ruleset: RuleSet, replies: SlackReplies) -> None:
    async def on_error(
        error: Exception,
        body: dict[str, Any],
        context: AsyncBoltContext,
        response: BoltResponse | None,
    ) -> BoltResponse | None:
        _log.error("listener_failed", **describe(error))
        try:
            await counts.add(context.team_id or "", [FAILED])
        except Exception as again:  # noqa: BLE001 - the counts may be what failed: only say so
            _log.error("count_failed", **describe(again))
        if body.get("type") == "block_actions" and body.get("response_url"):
            # Whoever pressed a button waits as well; the note stays, to be pressed again.
            trouble = plain_note(ruleset.words["bot.trouble"])
            await replies.respond(body["response_url"], trouble)
        if response is None or "command" not in body:
            return None
        # A person waits for an answer to a command; Slack shows nothing of theirs for a 500.
        return BoltResponse(status=200, body=ruleset.words["bot.trouble"])

    bolt.error(on_error)


def _watch(bolt: AsyncApp) -> Quiet:
    quiet, runner = Quiet(), bolt.listener_runner
    runner.listener_start_handler = AsyncCustomListenerStartHandler(bolt.logger, quiet.begin)
    runner.listener_completion_handler = AsyncCustomListenerCompletionHandler(
        bolt.logger, quiet.end
    )
    return quiet

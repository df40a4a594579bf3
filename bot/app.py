"""The composition root: every part is made and plugged in here, and nowhere else."""

import time
from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.listener.async_listener_completion_handler import (
    AsyncCustomListenerCompletionHandler,
)
from slack_bolt.listener.async_listener_start_handler import AsyncCustomListenerStartHandler
from slack_bolt.response import BoltResponse

from bot.answers import Answers
from bot.asks import MemoryAsks
from bot.claims import MemoryClaims, MemoryCooldown
from bot.config import Config
from bot.expiring import Expiring
from bot.feedback import Feedback
from bot.history import SlackHistory
from bot.judging import RuleJudge
from bot.listeners import ListenerParts, register
from bot.log import describe
from bot.model import Noted
from bot.nudger import SlackNudger
from bot.ports import Clock, Counts
from bot.quiet import Quiet
from bot.replies import SlackReplies
from bot.service import FAILED, AskOnce, Parts
from bot.settings import Settings
from bot.sharing import Sharing
from bot.slack import Slack
from bot.who import SlackPeople
from rules import Judgement, Nudge, RuleSet, compose_nudge

NAME = "ask-once"
DAY_SECONDS = 86_400
KEEP_NOTED = 10_000

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class App:
    """The app, ready to be connected."""

    bolt: AsyncApp
    quiet: Quiet
    slack: Slack


def build(
    settings: Settings, ruleset: RuleSet, slack: Slack, counts: Counts, clock: Clock = time.time
) -> App:
    """Plug everything together. Must be called inside a running event loop."""
    bolt = AsyncApp(
        name=NAME,
        client=slack.reading,
        signing_secret=settings.signing_secret,
        attaching_conversation_kwargs_enabled=False,
        user_facing_authorize_error_message=ruleset.words["bot.trouble"],
    )
    register(bolt, _parts(settings.config, ruleset, slack, counts, clock))
    _report_errors(bolt, counts, ruleset)
    return App(bolt, _watch(bolt), slack)


def _parts(
    config: Config, ruleset: RuleSet, slack: Slack, counts: Counts, clock: Clock
) -> ListenerParts:
    def compose(text: str, judgement: Judgement) -> Nudge:
        return compose_nudge(text, judgement, ruleset)

    judge, claims, people = RuleJudge(ruleset), MemoryClaims(clock), _people(config, slack, clock)
    seconds = config.repeat.window_days * DAY_SECONDS
    history = SlackHistory(
        slack.browsing, pages=config.repeat.history_pages, seconds=config.repeat.history_seconds
    )
    asks = MemoryAsks(judge.now, history, clock, window_seconds=seconds)
    parts = Parts(
        judge=judge,
        compose=compose,
        trial_rules=frozenset(rule.id for rule in ruleset.rules if rule.status == "trial"),
        people=people,
        asks=asks,
        claims=claims,
        cooldown=MemoryCooldown(clock, seconds=config.nudge.cooldown_minutes * 60),
        nudger=SlackNudger(slack.posting, ruleset.words),
        counts=counts,
        noted=Expiring[Noted](seconds=seconds, limit=KEEP_NOTED, clock=clock),
    )
    shown_from, days = config.counts.shown_from, config.repeat.window_days
    answers = Answers(ruleset, judge, compose, people, counts, days, shown_from)
    feedback = Feedback(counts, claims, frozenset(rule.id for rule in ruleset.rules))
    replies = SlackReplies(slack.posting)
    sharing = Sharing(ruleset.words, judge, asks, replies, clock)
    return ListenerParts(AskOnce(parts), answers, feedback, replies, claims, config, sharing)


def _people(config: Config, slack: Slack, clock: Clock) -> SlackPeople:
    return SlackPeople(
        slack.reading,
        clock,
        guests=config.people.guests,
        outsiders=config.people.outsiders,
        admins=frozenset(config.people.admins),
    )


def _report_errors(bolt: AsyncApp, counts: Counts, ruleset: RuleSet) -> None:
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

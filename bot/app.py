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
from bot.arrival import Arrival
from bot.blocks import plain_note
from bot.config import Config
from bot.farewell import Farewell
from bot.feedback import Feedback
from bot.history import SlackHistory
from bot.home import Home
from bot.judging import RuleJudge
from bot.listeners import ListenerParts, register
from bot.log import describe
from bot.managers import Managers
from bot.memory import (
    Acquaintance,
    Expiring,
    MemoryAsks,
    MemoryClaims,
    MemoryCooldown,
    MemoryWishes,
)
from bot.model import Noted, heaviest_first
from bot.muting import Muting
from bot.noting import Noting
from bot.nudger import SlackNudger
from bot.ports import Clock, Counts, Wishes
from bot.quiet import Quiet
from bot.reading import SlackReader
from bot.replies import SlackReplies
from bot.restraint import Restraint
from bot.rewording import Rewording
from bot.service import FAILED, AskOnce, Parts
from bot.settings import Settings
from bot.sharing import Sharing
from bot.slack import Slack
from bot.snoozing import Snoozing
from bot.spoken import SlackOwnWords
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
    settings: Settings,
    ruleset: RuleSet,
    slack: Slack,
    counts: Counts,
    clock: Clock = time.time,
    *,
    wishes: Wishes | None = None,
) -> App:
    """Plug everything together. Must be called inside a running event loop.

    `wishes`: where people's own wishes are kept; in memory where none is given.
    """
    bolt = AsyncApp(
        name=NAME,
        client=slack.reading,
        signing_secret=settings.signing_secret,
        attaching_conversation_kwargs_enabled=False,
        user_facing_authorize_error_message=ruleset.words["bot.trouble"],
    )
    kept = wishes or MemoryWishes(clock)
    register(bolt, _parts(settings.config, ruleset, slack, counts, clock, wishes=kept))
    _report_errors(bolt, counts, ruleset, SlackReplies(slack.posting))
    return App(bolt, _watch(bolt), slack)


def _parts(
    config: Config, ruleset: RuleSet, slack: Slack, counts: Counts, clock: Clock, *, wishes: Wishes
) -> ListenerParts:
    def compose(text: str, judgement: Judgement) -> Nudge:
        return compose_nudge(text, heaviest_first(judgement), ruleset)

    judge, claims, people = RuleJudge(ruleset), MemoryClaims(clock), _people(config, slack, clock)
    words, ids = ruleset.words, frozenset(rule.id for rule in ruleset.rules)
    asks, replies = _asks(config, judge, slack, clock), SlackReplies(slack.posting)
    snoozing = Snoozing(wishes, ids)
    farewell, muting = Farewell(replies, claims, words, clock), Muting(snoozing, words)
    noting = Noting(
        compose=compose,
        trial_rules=frozenset(rule.id for rule in ruleset.rules if rule.status == "trial"),
        restraint=_restraint(config, people, snoozing, clock),
        nudger=SlackNudger(slack.posting, words),
        noted=Expiring[Noted](seconds=_window(config), limit=KEEP_NOTED, clock=clock),
        farewell=farewell,
    )
    shown_from, days = config.counts.shown_from, config.repeat.window_days
    more = {"mute": muting.mute, "unmute": muting.unmute}
    return ListenerParts(
        ask_once=AskOnce(Parts(judge, people, asks, claims, counts, noting)),
        answers=Answers(ruleset, judge, compose, people, counts, days, shown_from, more),
        feedback=Feedback(counts, claims, ids),
        replies=replies,
        claims=claims,
        config=config,
        sharing=Sharing(words, judge, asks, replies, clock),
        muting=muting,
        rewording=Rewording(judge, compose, SlackReader(slack.browsing)),
        farewell=farewell,
        arrival=Arrival(words, claims, SlackOwnWords(slack.reading), replies),
        home=Home(ruleset, people, counts, snoozing, config.people.contact, days),
    )


def _window(config: Config) -> float:
    return config.repeat.window_days * DAY_SECONDS


def _asks(config: Config, judge: RuleJudge, slack: Slack, clock: Clock) -> MemoryAsks:
    history = SlackHistory(
        slack.browsing, pages=config.repeat.history_pages, seconds=config.repeat.history_seconds
    )
    return MemoryAsks(judge.now, history, clock, window_seconds=_window(config))


def _restraint(config: Config, people: SlackPeople, snoozing: Snoozing, clock: Clock) -> Restraint:
    seconds, daily = config.nudge.cooldown_minutes * 60, config.nudge.daily
    return Restraint(
        people=people,
        snoozing=snoozing,
        cooldown=MemoryCooldown(clock, seconds=seconds, daily=daily),
        acquaintance=Acquaintance(clock),
        counted_only=frozenset(config.channels.counted_only),
        managers_only=config.nudge.managers_only,
    )


def _people(config: Config, slack: Slack, clock: Clock) -> SlackPeople:
    named, group = frozenset(config.people.managers), config.people.manager_group
    return SlackPeople(
        slack.reading,
        clock,
        guests=config.people.guests,
        outsiders=config.people.outsiders,
        admins=frozenset(config.people.admins),
        managers=Managers(slack.browsing, clock, named=named, group=group),
    )


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

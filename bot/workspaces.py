"""What each workspace is served by: made anew in one step where its rules or settings change."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.admin import Admin, Saving
from bot.answers import Answers
from bot.arrival import Arrival
from bot.blocks import Words
from bot.config import Config
from bot.digest import Digest
from bot.farewell import Farewell
from bot.feedback import Feedback
from bot.history import SlackHistory
from bot.home import Home
from bot.judging import RuleJudge
from bot.listeners import ListenerParts
from bot.memory import (
    Acquaintance,
    Expiring,
    MemoryAsks,
    MemoryClaims,
    MemoryCooldown,
    Turns,
    no_notes_yet,
)
from bot.model import Noted, heaviest_first
from bot.muting import Muting
from bot.noting import Noting
from bot.nudger import SlackNudger
from bot.numbers import Numbers
from bot.pictures import SlackPictures
from bot.ports import Clock, Counts, Wishes
from bot.reading import SlackReader
from bot.replies import SlackReplies
from bot.restraint import Restraint
from bot.rewording import Rewording
from bot.rulebook import LiveRulebook, Snapshot
from bot.service import AskOnce, Parts
from bot.sharing import Sharing
from bot.slack import Slack
from bot.snoozing import Snoozing
from bot.spoken import SlackOwnWords
from bot.user_group import UserGroup
from bot.who import SlackPeople
from rules import Judgement, Nudge, RuleSet, compose_nudge

DAY_SECONDS = 86_400
KEEP_NOTED = 10_000


@dataclass
class _Team:
    """A workspace's parts, and what it remembers of its last weeks."""

    parts: ListenerParts
    snapshot: Snapshot
    asks: MemoryAsks
    noted: Expiring[Noted]


@dataclass
class Workspaces:
    """Gives each workspace the use cases that keep to its rules and settings of the moment."""

    slack: Slack
    counts: Counts
    wishes: Wishes
    rulebook: LiveRulebook
    words: Words
    clock: Clock
    _teams: dict[str, _Team] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make what outlives a change of rules: what is remembered for hours, and the ways out."""
        self.replies, self.claims = SlackReplies(self.slack.posting), MemoryClaims(self.clock)
        self.nudged = no_notes_yet(self.clock)
        self.acquaintance, self.turns = Acquaintance(self.clock), Turns()
        self.farewell = Farewell(self.replies, self.claims, self.words, self.clock)

    async def parts(self, team: str) -> ListenerParts:
        """The use cases as they are in force now. Raises `StoreError`."""
        snapshot = await self.rulebook.snapshot(team)
        known = self._teams.get(team)
        if known is None or known.snapshot is not snapshot:
            known = self._teams[team] = self._made(team, snapshot, known)
        return known.parts

    async def digest(self, team: str) -> Digest:
        """The digest as it is set now. Raises `StoreError`."""
        return (await self.parts(team)).digest

    def _made(self, team: str, snapshot: Snapshot, known: _Team | None) -> _Team:
        config = snapshot.config
        if known and known.snapshot.config.repeat == config.repeat:
            asks, noted = known.asks, known.noted
        else:
            # Another window is another memory: Slack's history fills it when first needed.
            asks, noted = self._asks(team, config), self._noted(config)
        parts = self._parts(snapshot, asks, noted)
        return _Team(parts, snapshot, asks, noted)

    def _asks(self, team: str, config: Config) -> MemoryAsks:
        repeat = config.repeat
        history = SlackHistory(
            self.slack.browsing, pages=repeat.history_pages, seconds=repeat.history_seconds
        )

        def judge(text: str) -> Judgement:
            return RuleJudge(self._teams[team].snapshot.ruleset).now(text)

        return MemoryAsks(judge, history, self.clock, window_seconds=_window(config))

    def _noted(self, config: Config) -> Expiring[Noted]:
        return Expiring[Noted](seconds=_window(config), limit=KEEP_NOTED, clock=self.clock)

    def _parts(self, snapshot: Snapshot, asks: MemoryAsks, noted: Expiring[Noted]) -> ListenerParts:
        ruleset, config = snapshot.ruleset, snapshot.config
        judge, compose = RuleJudge(ruleset), _composer(ruleset)
        words, ids = ruleset.words, frozenset(rule.id for rule in ruleset.rules)
        people, snoozing = self._people(config), Snoozing(self.wishes, ids)
        muting, days = Muting(snoozing, words), config.repeat.window_days
        noting = Noting(
            compose=compose,
            restraint=self._restraint(config, people, snoozing),
            nudger=SlackNudger(self.slack.posting, words),
            noted=noted,
            farewell=self.farewell,
        )
        numbers = self._numbers(snapshot, people)
        saving = Saving(self.rulebook, words, self.replies)
        digest = Digest(
            numbers, saving, self.replies, self.claims, config.digest, config.admin.channel
        )
        more = {"mute": muting.mute, "unmute": muting.unmute}
        more |= {"stats": numbers.answer, "digest": digest.answer}
        parts = Parts(judge, people, asks, self.claims, self.counts, noting)
        return ListenerParts(
            ask_once=AskOnce(parts, self.turns),
            answers=Answers(ruleset, judge, compose, self.counts, days, more),
            feedback=Feedback(self.counts, self.claims, ids),
            replies=self.replies,
            claims=self.claims,
            config=config,
            sharing=Sharing(words, judge, asks, self.replies, self.clock),
            muting=muting,
            rewording=Rewording(judge, compose, SlackReader(self.slack.browsing)),
            farewell=self.farewell,
            arrival=Arrival(words, self.claims, SlackOwnWords(self.slack.reading), self.replies),
            home=Home(ruleset, people, self.counts, snoozing, numbers, config.people.contact, days),
            numbers=numbers,
            digest=digest,
            admin=Admin(snapshot, people, judge, saving, self.clock),
            is_paused=lambda: snapshot.paused_until > self.clock(),
        )

    def _numbers(self, snapshot: Snapshot, people: SlackPeople) -> Numbers:
        pictures, kept = SlackPictures(self.slack.posting), snapshot.config.counts
        return Numbers(
            snapshot.ruleset,
            people,
            self.counts,
            pictures,
            self.clock,
            shown_from=kept.shown_from,
            keep_weeks=kept.keep_weeks,
        )

    def _restraint(self, config: Config, people: SlackPeople, snoozing: Snoozing) -> Restraint:
        nudge = config.nudge
        return Restraint(
            people=people,
            snoozing=snoozing,
            cooldown=MemoryCooldown(
                self.nudged, seconds=nudge.cooldown_minutes * 60, daily=nudge.daily
            ),
            acquaintance=self.acquaintance,
            counted_only=frozenset(config.channels.counted_only),
            managers_only=nudge.managers_only,
        )

    def _people(self, config: Config) -> SlackPeople:
        people, slack, clock = config.people, self.slack, self.clock
        return SlackPeople(
            slack.reading,
            clock,
            guests=people.guests,
            outsiders=people.outsiders,
            admins=UserGroup(
                slack.browsing, clock, named=frozenset(people.admins), group=people.admin_group
            ),
            managers=UserGroup(
                slack.browsing, clock, named=frozenset(people.managers), group=people.manager_group
            ),
        )


def _composer(ruleset: RuleSet) -> Callable[[str, Judgement], Nudge]:
    def compose(text: str, judgement: Judgement) -> Nudge:
        return compose_nudge(text, heaviest_first(judgement), ruleset)

    return compose


def _window(config: Config) -> float:
    return config.repeat.window_days * DAY_SECONDS

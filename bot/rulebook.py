"""The rules and settings in force in each workspace: one whole snapshot, swapped in one step."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog

from bot.changes import (
    Change,
    Changed,
    Kept,
    Pause,
    Resume,
    SetSetting,
    Unapplied,
    Undo,
    standing,
    write_changes,
)
from bot.config import Config
from bot.live_settings import SettingError, with_setting
from bot.log import describe
from bot.memory import Turns
from bot.ports import Clock, Operations, StoreError
from rules import Operation, RuleError, RuleSet, lay

POLL_SECONDS = 2.0
"""How long a change made by another process may go unnoticed."""
TRIES = 5
"""How often a save begins anew because somebody else was quicker."""
_BUSY = "the history of changes is busy; try again"

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that is in force in a workspace at one moment. Immutable: swapped, never changed."""

    ruleset: RuleSet
    config: Config
    paused_until: float = 0.0
    latest: int = 0
    """The save it was made from; 0: the defaults."""
    unapplied: tuple[Unapplied, ...] = ()


@dataclass(slots=True)
class _Page:
    """A workspace's snapshot, and when the store was last asked for a newer one."""

    snapshot: Snapshot
    looked: float
    rules: tuple[Operation, ...] = ()


@dataclass(frozen=True, slots=True)
class _Draft:
    """Changes that somebody looks at before they are saved."""

    changes: tuple[Change, ...]
    page: _Page


@dataclass(frozen=True)
class LiveRulebook:
    """Lays what admins changed over the defaults, in every process within seconds."""

    store: Operations
    base: RuleSet
    """The rules before any change."""
    config: Config
    clock: Clock
    brought: Sequence[Operation] = ()
    """What the deployment changes in the rules, below what admins do."""
    _pages: dict[str, _Page] = field(default_factory=dict)
    _drafts: dict[str, _Draft] = field(default_factory=dict)
    """What was looked at last in each workspace: to try it and to save it, it is not made anew."""
    _turns: Turns = field(default_factory=Turns)

    async def snapshot(self, team: str) -> Snapshot:
        """What is in force now. Raises `StoreError` where nothing was ever read."""
        page = self._pages.get(team)
        if page is None or not 0 <= self.clock() - page.looked < POLL_SECONDS:
            page = await self._look(team)
        return page.snapshot

    async def ruleset(self, team: str) -> RuleSet:
        """The rules in force now. Raises `StoreError` where nothing was ever read."""
        return (await self.snapshot(team)).ruleset

    async def preview(self, team: str, changes: Sequence[Change]) -> Snapshot:
        """What would be in force with some changes. Raises `StoreError`."""
        return (await self._drafted(team, await self.store.rows(team), changes)).snapshot

    async def change(self, team: str, user: str, changes: Sequence[Change]) -> Changed:
        """Keep some changes, all or none of them, and put them in force. Raises `StoreError`."""
        async with self._turns.of(team):
            for _ in range(TRIES):
                rows = await self.store.rows(team)
                page = await self._drafted(team, rows, changes)
                refused = tuple(u for u in page.snapshot.unapplied if u.saved is None)
                if refused:
                    return Changed(None, refused)
                saved = await self._keep(team, user, changes, rows, page)
                if saved:
                    return Changed(saved)
        raise StoreError(_BUSY)

    async def undo(self, team: str, user: str) -> Kept | None:
        """Take the last change that stands back; None where there is none. Raises `StoreError`."""
        async with self._turns.of(team):
            for _ in range(TRIES):
                rows = await self.store.rows(team)
                last = next(reversed(standing(rows)), None)
                if last is None:
                    return None
                if await self._keep(team, user, [Undo(id=last.id)], rows):
                    return last
        raise StoreError(_BUSY)

    async def history(self, team: str) -> list[Kept]:
        """Every save, oldest first, undone or not. Raises `StoreError`."""
        return await self.store.rows(team)

    async def _look(self, team: str) -> _Page:
        async with self._turns.of((team, "look")):
            page = self._pages.get(team)
            try:
                if page is None or await self.store.latest(team) != page.snapshot.latest:
                    page = await self._made(team, await self.store.rows(team))
            except StoreError as error:
                if page is None:
                    raise
                # What was in force stays in force; the next look comes soon.
                _log.error("changes_not_read", **describe(error))
            page.looked = self.clock()
            self._pages[team] = page
            return page

    async def _keep(
        self,
        team: str,
        user: str,
        changes: Sequence[Change],
        rows: Sequence[Kept],
        like: _Page | None = None,
    ) -> Kept | None:
        """Keep a save and put it in force; None where somebody was quicker. `like`: its preview."""
        by = user if self.config.admin.keep_authors else ""
        after = rows[-1].id if rows else 0
        saved = await self.store.add(team, write_changes(changes), by, after=after)
        if saved:
            self._pages[team] = await self._made(team, [*rows, saved], like=like)
        return saved

    async def _drafted(self, team: str, rows: Sequence[Kept], changes: Sequence[Change]) -> _Page:
        """The snapshot with changes that are not saved yet."""
        latest, wanted = rows[-1].id if rows else 0, tuple(changes)
        known = self._drafts.get(team)
        if known is None or (known.page.snapshot.latest, known.changes) != (latest, wanted):
            known = self._drafts[team] = _Draft(wanted, await self._made(team, rows, changes))
        return known.page

    async def _made(
        self,
        team: str,
        rows: Sequence[Kept],
        more: Sequence[Change] = (),
        like: _Page | None = None,
    ) -> _Page:
        """Make the snapshot, in a thread: laying rules takes a while."""
        return await asyncio.to_thread(self._make, rows, more, like or self._pages.get(team))

    def _make(self, rows: Sequence[Kept], more: Sequence[Change], known: _Page | None) -> _Page:
        changes, unread = _changes(rows)
        changes += [(change, None) for change in more]
        config, paused, unset = _settings(self.config, changes)
        ruled = [(c, saved) for c, saved in changes if not isinstance(c, _OWN)]
        rules = tuple(change for change, _ in ruled)
        # Settings change nothing of the rules: then what was laid is laid as it was.
        if known and known.rules == rules:
            ruleset, refused = known.snapshot.ruleset, _refused_rules(known.snapshot)
        else:
            below = len(self.brought)
            laid = lay((*self.brought, *rules), self.base)
            ruleset = laid.ruleset
            refused = [
                Unapplied(r.operation, r.reason, ruled[r.index - below][1])
                for r in laid.refused
                if r.index >= below
            ]
            _ = ruleset.prefilter, ruleset.follow_ups
        latest = rows[-1].id if rows else 0
        unapplied = (*unread, *unset, *refused)
        snapshot = Snapshot(ruleset, config, paused, latest, unapplied)
        return _Page(snapshot, self.clock(), rules)


_OWN = (SetSetting, Pause, Resume, Undo)
_Saved = tuple[Change, int | None]


def _changes(rows: Sequence[Kept]) -> tuple[list[_Saved], list[Unapplied]]:
    """The changes that stand, each with its row; and the rows that cannot be read."""
    changes: list[_Saved] = []
    unread: list[Unapplied] = []
    for row in standing(rows):
        try:
            changes += [(change, row.id) for change in row.changes]
        except RuleError as error:
            unread.append(Unapplied(None, error.problem, row.id))
    return changes, unread


def _settings(config: Config, changes: Sequence[_Saved]) -> tuple[Config, float, list[Unapplied]]:
    paused, unset = 0.0, list[Unapplied]()
    for change, saved in changes:
        if isinstance(change, Pause):
            paused = change.until
        elif isinstance(change, Resume):
            paused = 0.0
        elif isinstance(change, SetSetting):
            try:
                config = with_setting(config, change)
            except SettingError as error:
                unset.append(Unapplied(change, str(error), saved))
    return config, paused, unset


def _refused_rules(snapshot: Snapshot) -> list[Unapplied]:
    return [u for u in snapshot.unapplied if u.change and not isinstance(u.change, _OWN)]

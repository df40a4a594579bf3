"""The use cases of a change: seen beforehand, tried, saved, undone, and told to other admins."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.admin.preview import METADATA_LIMIT, Effect, result_told
from bot.admin.telling import REASON, reason_told, told
from bot.blocks import Note, Words, plain_note
from bot.changes import Change, Kept, Unapplied, rule_changes, write_changes
from bot.mrkdwn import clip
from bot.ports import Publisher
from bot.rulebook import LiveRulebook
from rules import (
    AddException,
    AddPhrase,
    AddRule,
    DryRun,
    RuleError,
    RuleSet,
    dry_run,
    export_folder,
    judge,
)


class RefusedError(Exception):
    """Changes that do not apply; `reasons` are lines of mrkdwn.

    As a string: the same for beside a field, which shows plain text.
    """

    def __init__(self, reasons: Sequence[str], plain: Sequence[str] = ()) -> None:
        super().__init__("\n".join(plain or reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Saving:
    """Changes the rules and settings of a workspace. Errors of the store pass through."""

    rulebook: LiveRulebook
    words: Words
    publisher: Publisher

    async def check(self, team: str, changes: Sequence[Change]) -> None:
        """Whether some changes apply at all. Raises `RefusedError`."""
        if len(write_changes(changes)) > METADATA_LIMIT:
            raise RefusedError([self.words["bot.admin.too_long"]])
        found = await self.rulebook.preview(team, changes)
        self._refuse(each for each in found.unapplied if each.saved is None)

    async def effect(self, team: str, changes: Sequence[Change]) -> Effect:
        """What some changes would do to the examples that ship with the app."""
        before = await self.rulebook.ruleset(team)
        after = await self.rulebook.preview(team, changes)
        dry, judged = DryRun(), 0
        if after.ruleset is not before:
            dry = await asyncio.to_thread(dry_run, before, after.ruleset)
            judged = dry.judged
        unapplied = tuple(each for each in after.unapplied if each.saved is None)
        return Effect(tuple(changes), dry, judged, unapplied)

    async def tried(self, team: str, changes: Sequence[Change], texts: Sequence[str]) -> list[str]:
        """How some sentences are judged now, and how they would be."""
        before = await self.rulebook.ruleset(team)
        after = (await self.rulebook.preview(team, changes)).ruleset
        return await asyncio.to_thread(self._judged, texts, before, after)

    async def save(self, team: str, user: str, changes: Sequence[Change]) -> Kept:
        """Save some changes, all or none. Raises `RefusedError`."""
        changed = await self.rulebook.change(team, user, changes)
        if changed.saved is None:
            self._refuse(changed.unapplied)
        assert changed.saved  # noqa: S101 - a save is kept or refused
        await self._announce(team, "saved", changed.saved)
        return changed.saved

    async def undo(self, team: str, user: str) -> Kept | None:
        """Take the last change back; None where none stands."""
        undone = await self.rulebook.undo(team, user)
        if undone:
            await self._announce(team, "undone", undone)
        return undone

    def exported(self, rows: Sequence[Kept]) -> dict[str, str]:
        """What stands of the rules' changes, as files for the folder of a deployment."""
        return export_folder(rule_changes(rows), self.rulebook.base)

    def lines(self, kept: Kept) -> list[str]:
        """What a save changed, in lines of mrkdwn."""
        try:
            return [told(change, self.words) for change in kept.changes]
        except RuleError:
            return [self.words["bot.admin.unread"]]

    def _refuse(self, unapplied: Iterable[Unapplied]) -> None:
        refused = list(unapplied)
        if refused:
            reasons = [reason_told(each, self.words) for each in refused]
            raise RefusedError(reasons, [clip(each.reason, REASON) for each in refused])

    def _judged(self, texts: Sequence[str], before: RuleSet, after: RuleSet) -> list[str]:
        judged = ((text, judge(text, before), judge(text, after)) for text in texts)
        return [result_told(t, old.verdict, new.verdict, self.words) for t, old, new in judged]

    async def _announce(self, team: str, key: str, kept: Kept) -> None:
        """Tell it in the admins' channel: what, never who."""
        channel = (await self.rulebook.snapshot(team)).config.admin.channel
        if channel:
            await self.publisher.publish(channel, self.note(key, kept))

    def note(self, key: str, kept: Kept) -> Note:
        """What was saved or undone, as a note."""
        lines = [f"• {line}" for line in self.lines(kept)[:20]]
        return plain_note(self.words[f"bot.admin.{key}"], "\n".join(lines))


def on_trial(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The same changes, what they bring only counted."""
    return tuple(_on_trial(change) for change in changes)


def _on_trial(change: Change) -> Change:
    if isinstance(change, AddPhrase | AddException):
        return change.model_copy(update={"trial": True})
    return change.model_copy(update={"status": "trial"}) if isinstance(change, AddRule) else change

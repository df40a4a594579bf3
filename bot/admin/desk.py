"""What each word of an admin answers; everyone else gets a friendly no."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bot.admin.forms import ADDING, adding_form, channels_form, chooser, import_form, setting_form
from bot.admin.pausing import MOST_DAYS, read_span
from bot.admin.preview import preview_view, waiting_view
from bot.admin.saving import RefusedError, Saving
from bot.admin.showing import export_note, history_note, rule_note, rules_note
from bot.admin.telling import value_told
from bot.admin.words import STATUSES, help_keys, nearest
from bot.answers import Asked, explained
from bot.blocks import Note, Words, plain_note
from bot.changes import Change, Pause, Resume
from bot.home_view import contact_told
from bot.live_settings import SettingError, read_setting, settable, value_of
from bot.mrkdwn import escape
from bot.ports import Clock, Judge, People
from bot.rulebook import Snapshot
from bot.views import View
from rules import SetStatus


@dataclass(frozen=True, slots=True)
class Opening:
    """A modal to open at once, and what takes its place when it is worked out."""

    view: View
    then: Callable[[], Awaitable[View]] | None = None


Reply = Note | Opening


@dataclass(frozen=True, slots=True)
class Admin:
    """Answers the words of admins by the rules and settings of the moment."""

    snapshot: Snapshot
    people: People
    judge: Judge
    saving: Saving
    clock: Clock

    @property
    def words(self) -> Words:
        """All words people see."""
        return self.snapshot.ruleset.words

    async def allows(self, team: str, user: str) -> bool:
        """Whether the person may change anything."""
        return await self.people.is_admin(team, user)

    def refusal(self) -> str:
        """A friendly no that says whom to ask."""
        contact = contact_told(self.snapshot.config.people.contact, self.words)
        return f"{self.words['bot.admin.refused']} {contact}"

    async def answer(self, asked: Asked) -> Reply:
        """Answer a word. Errors of the store pass through."""
        if not await self.allows(asked.team, asked.user):
            return plain_note(self.refusal())
        if asked.rest.lower() == "help":
            return self._help(asked.word)
        known: dict[str, Callable[[Asked], Awaitable[Reply]]] = {
            "rules": self._rules,
            "set": self._set,
            "channels": self._channels,
            "pause": self._pause,
            "resume": self._resume,
        }
        return await known[asked.word](asked)

    async def previewed(self, team: str, changes: Sequence[Change]) -> View:
        """What some changes would do, as a form to save them; or why they do not apply."""
        return preview_view(await self.saving.effect(team, changes), self.words)

    def opening(self, team: str, changes: Sequence[Change]) -> Opening:
        """The same, for where a form has to open within three seconds."""
        return Opening(waiting_view(self.words), lambda: self.previewed(team, changes))

    async def _rules(self, asked: Asked) -> Reply:
        inner = Asked(asked.team, asked.user, asked.rest)
        known: dict[str, Callable[[Asked], Awaitable[Reply]]] = {
            "show": self._show,
            "add": self._add,
            "try": self._try,
            "undo": self._undo,
            "history": self._history,
            "export": self._export,
            "import": self._import,
            **dict.fromkeys(STATUSES, self._status),
        }
        if not asked.rest:
            return rules_note(self.snapshot)
        if inner.word in known:
            return await known[inner.word](inner)
        near = nearest(inner.word)
        said = self.words["bot.help.unknown"].format(
            word=escape(f"rules {inner.word}", 60), near=f"rules {near}".strip()
        )
        return plain_note(said, self._help_lines("rules"))

    async def _show(self, asked: Asked) -> Reply:
        rule = self._rule(asked.rest)
        if rule is None:
            return self._no_such_rule(asked.rest)
        return rule_note(rule, self.snapshot, await self.saving.rulebook.history(asked.team))

    async def _status(self, asked: Asked) -> Reply:
        rule = self._rule(asked.rest)
        if rule is None:
            return self._no_such_rule(asked.rest)
        change = SetStatus.model_validate({"rule": rule, "status": asked.word})
        return self.opening(asked.team, [change])

    async def _add(self, asked: Asked) -> Reply:
        form = f"admin_{asked.rest.lower()}"
        if form in ADDING:
            return Opening(adding_form(form, self.snapshot.ruleset))
        return Opening(chooser(self.words))

    async def _try(self, asked: Asked) -> Reply:
        if not asked.rest:
            return plain_note(self.words["bot.admin.try_need"])
        judgement = await self.judge(asked.rest)
        return plain_note(*explained(asked.rest, judgement, self.snapshot.ruleset))

    async def _undo(self, asked: Asked) -> Reply:
        undone = await self.saving.undo(asked.team, asked.user)
        if undone is None:
            return plain_note(self.words["bot.admin.nothing"])
        return self.saving.note("undone", undone)

    async def _history(self, asked: Asked) -> Reply:
        rows = await self.saving.rulebook.history(asked.team)
        return history_note(rows, self.saving.lines, self.words)

    async def _export(self, asked: Asked) -> Reply:
        rows = await self.saving.rulebook.history(asked.team)
        return export_note(self.saving.exported(rows), self.words)

    async def _import(self, _asked: Asked) -> Reply:
        return Opening(import_form(self.words))

    async def _set(self, asked: Asked) -> Reply:
        name, _, typed = asked.rest.partition(" ")
        if not name:
            return Opening(setting_form(self.snapshot.config, self.words))
        if not typed.strip() and name.lower() in settable():
            now = value_told(value_of(self.snapshot.config, name.lower()), self.words)
            return plain_note(self.words["bot.admin.told.setting"].format(name=name, value=now))
        try:
            change = read_setting(name, typed)
        except SettingError as error:
            reason = escape(str(error), 1_000)
            return plain_note(self.words["bot.admin.refusal"].format(reason=reason))
        return await self._save(asked, change)

    async def _channels(self, _asked: Asked) -> Reply:
        return Opening(channels_form(self.snapshot.config, self.words))

    async def _pause(self, asked: Asked) -> Reply:
        seconds = read_span(asked.rest)
        if seconds is None:
            return plain_note(self.words["bot.admin.pause_need"].format(most=MOST_DAYS))
        return await self._save(asked, Pause(until=self.clock() + seconds))

    async def _resume(self, asked: Asked) -> Reply:
        if self.snapshot.paused_until <= self.clock():
            return plain_note(self.words["bot.admin.not_paused"])
        return await self._save(asked, Resume())

    async def _save(self, asked: Asked, change: Change) -> Reply:
        try:
            saved = await self.saving.save(asked.team, asked.user, [change])
        except RefusedError as refusal:
            return plain_note(*refusal.reasons)
        return self.saving.note("saved", saved)

    def _rule(self, typed: str) -> str | None:
        """The id of a rule as it was typed; None where there is none."""
        name = typed.strip("`").lower()
        return name if name in self._ids() else None

    def _ids(self) -> list[str]:
        return [rule.id for rule in self.snapshot.ruleset.rules]

    def _no_such_rule(self, typed: str) -> Note:
        name = typed.strip("`").lower()
        near = get_close_matches(name, self._ids(), 1, cutoff=0.4)
        key = "bot.admin.no_rule_near" if near else "bot.admin.no_rule"
        return plain_note(self.words[key].format(rule=escape(name, 60), near="".join(near)))

    def _help(self, word: str) -> Note:
        return plain_note(self._help_lines(word))

    def _help_lines(self, word: str) -> str:
        return "\n".join(f"• {self.words[f'bot.help.{key}']}" for key in help_keys(word))

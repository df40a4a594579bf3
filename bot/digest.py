"""The weekly digest, and rules that step back by themselves. Says counts, never who."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.admin.saving import RefusedError, Saving
from bot.answers import Asked
from bot.blocks import Block, Note, Words, plain, plain_note, section
from bot.config import DigestSettings
from bot.mrkdwn import escape
from bot.numbers import Numbers
from bot.ports import Claims, Publisher
from bot.precision import Answers, answers
from bot.report import Page
from bot.stats import week_in_words
from bot.suppression import NUDGED
from bot.weeks import week_of
from rules import RuleSet, SetStatus

TRIAL_BUTTON = "digest_trial"
SUGGEST_BELOW = 50
"""Of a hundred answers: with fewer that say "helpful", trial is suggested."""


@dataclass(frozen=True, slots=True)
class Digest:
    """Tells the chosen channel of the week, where there is something to tell."""

    numbers: Numbers
    saving: Saving
    publisher: Publisher
    claims: Claims
    settings: DigestSettings
    admin_channel: str

    @property
    def ruleset(self) -> RuleSet:
        """The rules in force."""
        return self.numbers.ruleset

    @property
    def words(self) -> Words:
        """All words people see."""
        return self.ruleset.words

    async def send(self, team: str, due: float) -> bool:
        """Post the digest that was due at a time, once. False: there was nothing to say.

        Raises `StoreError`.
        """
        note = await self.note(team) if self.settings.channel else None
        if note is None or not await self.claims.claim(("digest", team, due)):
            return False
        return await self.publisher.publish(self.settings.channel, note) is not None

    async def answer(self, asked: Asked) -> Note:
        """`/askonce digest`: what it would say now, for an admin alone."""
        if not await self.numbers.people.is_admin(asked.team, asked.user):
            return plain_note(self.words["bot.stats.refused"])
        found = await self.note(asked.team) or plain_note(self.words["bot.digest.nothing"])
        if self.settings.channel:
            return found
        nowhere = self.words["bot.digest.nowhere"]
        return Note(f"{found.text} {nowhere}", [*found.blocks, section(nowhere)])

    async def note(self, team: str) -> Note | None:
        """What is worth saying: last week's notes, and one suggestion. Raises `StoreError`."""
        pages = [page for page in (await self.numbers.report(team)).weeks if not page.running]
        blocks = [section(text) for text in self._week(pages)]
        suggestion = await self._suggestion(team)
        if not blocks and not suggestion:
            return None
        title, legend = self.words["bot.digest.title"], self.words["bot.stats.legend"]
        said = section(legend.format(minimum=self.numbers.shown_from))
        return Note(title, [section(f"*{title}*"), *blocks, *suggestion, said])

    def _week(self, pages: Sequence[Page]) -> list[str]:
        last = self.numbers.last_week
        found = [page for page in pages if page.period == last and page.figures[NUDGED].value]
        return [week_in_words(page, self.words) for page in found]

    async def demote(self, team: str) -> list[str]:
        """Set each rule on trial that people mostly call wrong, and say so; gives their ids.

        Raises `StoreError`.
        """
        below, least = self.settings.demote_below, self.settings.demote_answers
        wrong = [
            each for each in await self._answers(team) if each.all >= least and each.is_below(below)
        ]
        return [each.rule for each in wrong if await self._demote(team, each)]

    async def set_on_trial(self, team: str, user: str, rule: str) -> Note:
        """What the digest's button does, for an admin; says what became of it."""
        if not await self.numbers.people.is_admin(team, user):
            return plain_note(self.words["bot.admin.refused"])
        try:
            await self.saving.save(team, user, [SetStatus(rule=rule, status="trial")])
        except RefusedError as refusal:
            return plain_note(*refusal.reasons)
        return plain_note(self.words["bot.digest.done"].format(title=self._title(rule)))

    async def _demote(self, team: str, found: Answers) -> bool:
        try:
            await self.saving.save(team, "", [SetStatus(rule=found.rule, status="trial")])
        except RefusedError:
            return False
        channel = self.settings.channel or self.admin_channel
        if channel:
            said = self.words["bot.digest.demoted"].format(**self._told(found))
            await self.publisher.publish(channel, plain_note(said))
        return True

    async def _suggestion(self, team: str) -> list[Block]:
        """One rule at most: the one that most people call wrong."""
        wrong = [
            each
            for each in await self._answers(team)
            if each.not_pressure >= self.numbers.shown_from and each.is_below(SUGGEST_BELOW)
        ]
        if not wrong:
            return []
        worst = max(wrong, key=lambda each: (each.not_pressure / each.all, each.not_pressure))
        said = self.words["bot.digest.suggest"].format(**self._told(worst))
        button = {
            "type": "button",
            "action_id": TRIAL_BUTTON,
            "text": plain(self.words["bot.digest.button"]),
            "value": worst.rule,
        }
        return [section(said), {"type": "actions", "elements": [button]}]

    async def _answers(self, team: str) -> list[Answers]:
        rows, history = (
            await self.numbers.counts.rows(team),
            await self.saving.rulebook.history(team),
        )
        return answers(rows, history, self.ruleset, week_of(self.numbers.clock()))

    def _told(self, found: Answers) -> dict[str, str]:
        return {
            "title": self._title(found.rule),
            "not_pressure": self._step(found.not_pressure),
            "helpful": self._step(found.helpful),
        }

    def _step(self, count: int) -> str:
        """A number as the report shows it, which both can be seen beside: in steps."""
        least = self.numbers.shown_from
        step = count // least * least
        fewer, more = self.words["bot.fewer"], self.words["bot.stats.step"]
        return more.format(count=step) if step else fewer.format(minimum=least)

    def _title(self, rule: str) -> str:
        titles = {each.id: each.title for each in self.ruleset.rules}
        return escape(titles.get(rule, rule), 200)

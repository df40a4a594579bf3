"""The use cases of `/askonce`: what each word answers, privately."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from bot.blocks import Block, Note, Words, plain_note, section
from bot.model import Count, Outcome
from bot.mrkdwn import clip, escape, readable
from bot.note import preview_blocks
from bot.ports import Counts, Judge
from rules import Judgement, Nudge, RuleSet, Verdict

EVERYONE = ("help", "check", "share", "explain", "privacy", "mute", "unmute")
ADMINS = ("rules", "set", "channels", "stats", "digest", "pause", "resume")
SLOW = frozenset({"stats", "digest", "mute", "unmute"})
"""Words whose answer needs Slack or the disk: acknowledged first, answered after."""

CHECKED = Count("message", "all", Outcome.CHECKED)
EXPLAINED = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A slash command as it came."""

    team: str
    user: str
    text: str

    @property
    def word(self) -> str:
        """The first word, in small letters; `help` when there is none."""
        return (self.text.split(maxsplit=1) or ["help"])[0].lower()

    @property
    def rest(self) -> str:
        """What follows the first word."""
        return "".join(self.text.split(maxsplit=1)[1:]).strip()


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers slash commands. Nothing of a draft is kept: one is added to "drafts checked"."""

    ruleset: RuleSet
    judge: Judge
    compose: Callable[[str, Judgement], Nudge]
    counts: Counts
    window_days: int
    more: "Mapping[str, Callable[[Asked], Awaitable[Note]]]" = field(default_factory=dict)
    """Words that other use cases answer."""

    @property
    def words(self) -> Words:
        """All words people see."""
        return self.ruleset.words

    async def answer(self, asked: Asked) -> Note:
        """Answer a command; an unknown word with the nearest right one."""
        known: dict[str, Callable[[Asked], Awaitable[Note]]] = {
            "help": self._help,
            "check": self._check,
            "share": self._help,
            "explain": self._explain,
            "privacy": self._privacy,
            **self.more,
        }
        return await known.get(asked.word, self._unknown)(asked)

    async def check(self, team: str, draft: str) -> list[Block]:
        """Judge a draft as if it were posted, and say what its sender would get."""
        judgement = await self.judge(draft)
        await self.draft_checked(team)
        kept = section(self.words["bot.check.kept"])
        if judgement.nudges:
            nudge = await asyncio.to_thread(self.compose, draft, judgement)
            preview = preview_blocks(nudge, self.words)
            return [section(self.words["bot.check.nudged"]), *preview, kept]
        key = "fine" if judgement.verdict is Verdict.CLEAR else "ask"
        return [section(self.words[f"bot.check.{key}"]), kept]

    async def draft_checked(self, team: str) -> None:
        """Count that somebody looked at their own words: all that is ever kept of it."""
        await self.counts.add(team, [CHECKED])

    async def _help(self, _asked: Asked) -> Note:
        everyone, admins = (
            "\n".join(f"• {self.words[f'bot.help.{word}']}" for word in words)
            for words in (EVERYONE, ADMINS)
        )
        title = self.words["bot.help.admins"]
        return plain_note(self.words["bot.help.title"], everyone, f"{title}\n{admins}")

    async def _check(self, asked: Asked) -> Note:
        blocks = await self.check(asked.team, asked.rest)
        return Note(blocks[0]["text"]["text"], blocks)

    async def _privacy(self, _asked: Asked) -> Note:
        parts = [
            self.words[f"bot.privacy.{part}"]
            for part in ("read", "kept", "never", "memory", "wishes")
        ]
        return plain_note(*(part.format(days=self.window_days) for part in parts))

    async def _explain(self, asked: Asked) -> Note:
        if not asked.rest:
            return plain_note(self.words["bot.explain.need"])
        judgement = await self.judge(asked.rest)
        return plain_note(*explained(asked.rest, judgement, self.ruleset))

    async def _unknown(self, asked: Asked) -> Note:
        near = get_close_matches(asked.word, [*EVERYONE, *ADMINS], 1, cutoff=0.3) or ["help"]
        said = self.words["bot.help.unknown"].format(word=escape(asked.word, 60), near=near[0])
        return plain_note(said, *(_texts(await self._help(asked))))


def explained(text: str, judgement: Judgement, ruleset: RuleSet) -> list[str]:
    """What the rules make of a text, and why, in paragraphs."""
    key = "nudged" if judgement.nudges else judgement.verdict.value
    words, known = ruleset.words, {rule.id: rule for rule in ruleset.rules}
    found = [
        words["bot.explain.finding"].format(
            title=escape(known[finding.rule].title, 200),
            words=escape(clip(readable(text[finding.start : finding.end]), 200), 1_000),
            why=escape(known[finding.rule].why, 1_000),
        )
        for finding in judgement.findings[:EXPLAINED]
        if finding.rule in known
    ]
    return [words[f"bot.explain.{key}"].format(verdict=judgement.verdict.value), *found]


def _texts(note: Note) -> list[str]:
    return [block["text"]["text"] for block in note.blocks]

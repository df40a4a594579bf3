"""The Home tab as Block Kit. Pure; within Slack's limits for any setting."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.blocks import SECTION_LIMIT, Block, Words, plain, section
from bot.mrkdwn import clip, escape, moment
from bot.snoozing import State
from bot.views import View
from rules import Rule, RuleSet

CHECK, UNMUTE, DIRECTLY, HERE = "home_check", "home_unmute", "home_direct", "home_here"
STATS = "home_stats"
HEADER_LIMIT, TABLES, COLUMNS, PARAGRAPHS = 150, 12, 20, 12
_MEMBER = re.compile(r"[UW][A-Z0-9]{2,30}")


@dataclass(slots=True)
class Told:
    """What a Home tab tells its person."""

    contact: str
    days: int
    manager: bool
    lasting: bool
    tables: Mapping[str, Sequence[str]] | None = None
    """The store's tables and their columns; None where it could not tell."""
    state: State | None = None
    """The person's own wishes; None where the store could not tell."""
    numbers: Sequence[str] | None = None
    """What an admin may know of the counts, in paragraphs; None for everybody else."""


def home_view(told: Told, ruleset: RuleSet) -> View:
    """The Home tab for one person."""
    words = ruleset.words
    blocks = [
        *_part("what", words),
        *_part("looks_for", words, *_titles(ruleset)),
        *_part("examples", words),
        *_part("guide" if told.manager else "fair", words),
        *_part("keeps", words, *_kept(told.tables, words), days=told.days),
        *_part("never", words),
        *_numbers(told.numbers, words),
        *_part("yours", words, *_wishes(told, ruleset)),
        _buttons(told.state, words),
        *_part("contact", words, contact_told(told.contact, words)),
    ]
    return {"type": "home", "blocks": blocks}


def _part(name: str, words: Words, *more: str, **fields: object) -> list[Block]:
    title = plain(clip(words[f"bot.home.{name}_title"], HEADER_LIMIT))
    texts = [words[f"bot.home.{name}"].format(**fields), *more]
    sections = [section(clip(text, SECTION_LIMIT)) for text in texts if text]
    return [{"type": "header", "text": title}, *sections]


def _numbers(numbers: Sequence[str] | None, words: Words) -> list[Block]:
    if numbers is None:
        return []
    button = {"type": "actions", "block_id": "home_numbers", "elements": [_button(STATS, words)]}
    return [*_part("numbers", words, *numbers[:PARAGRAPHS]), button]


def _titles(ruleset: RuleSet) -> Iterator[str]:
    """The rules in force, by their titles."""
    for kind, key in (("ask", "asks"), ("sign", "signs")):
        titles = [escape(rule.title, 100) for rule in ruleset.rules if _in_force(rule, kind)]
        if titles:
            yield ruleset.words[f"bot.home.{key}"].format(titles="; ".join(titles[:25]))


def _in_force(rule: Rule, kind: str) -> bool:
    return rule.kind == kind and rule.status == "on"


def _kept(tables: Mapping[str, Sequence[str]] | None, words: Words) -> Iterator[str]:
    """Every table of the store with every column: in words, beside the name it bears."""
    if tables is None:
        yield words["bot.home.unread"]
        return
    for table, columns in list(tables.items())[:TABLES]:
        name = escape(table, 60)
        title = words.get(f"bot.home.table.{table}", words["bot.home.table.other"])
        lines = [_column(table, column, words) for column in columns[:COLUMNS]]
        yield "\n".join([title.format(table=name), *lines])


def _column(table: str, column: str, words: Words) -> str:
    meaning = words.get(f"bot.home.column.{table}.{column}", "")
    name = f"• `{escape(column, 60)}`"
    return f"{name}: {meaning}" if meaning else name


def _wishes(told: Told, ruleset: RuleSet) -> Iterator[str]:
    """A person's own settings, for their own eyes."""
    words, state = ruleset.words, told.state
    if state is None:
        yield words["bot.home.unread"]
        return
    if state.until is not None:
        yield words["bot.home.silent"].format(end=moment(state.until))
    if state.rules:
        titles = [escape(rule.title, 100) for rule in ruleset.rules if rule.id in state.rules]
        yield words["bot.home.muted"].format(titles="; ".join(titles[:25]))
    if state.until is None and not state.rules:
        yield words["bot.home.usual"]
    yield words["bot.home.direct" if state.direct else "bot.home.here"]
    if not told.lasting:
        yield words["bot.mute.memory"]


def _buttons(state: State | None, words: Words) -> Block:
    actions = [CHECK]
    if state is not None:
        actions += [UNMUTE] if state.until is not None or state.rules else []
        actions += [HERE if state.direct else DIRECTLY]
    return {
        "type": "actions",
        "block_id": "home_buttons",
        "elements": [_button(action, words) for action in actions],
    }


def _button(action: str, words: Words) -> Block:
    label = words[f"bot.home.button.{action.removeprefix('home_')}"]
    return {"type": "button", "action_id": action, "text": plain(label)}


def contact_told(contact: str, words: Words) -> str:
    """Whom people may ask: a member by name, or the words of the config."""
    said = contact.strip()
    if not said:
        return words["bot.home.no_contact"]
    who = f"<@{said}>" if _MEMBER.fullmatch(said) else escape(said, 1_000)
    return words["bot.home.questions"].format(contact=who)

"""The forms by which admins change rules and settings, as Block Kit. Pure."""

from collections.abc import Sequence

from bot.admin.telling import value_told
from bot.blocks import SECTION_LIMIT, Block, Words, plain, section
from bot.config import Config
from bot.live_settings import settable, value_of
from bot.mrkdwn import clip
from bot.views import View, modal
from rules import RuleSet

PHRASE, EXCEPTION, RULE, WHY = "admin_phrase", "admin_exception", "admin_rule", "admin_why"
SETTING, CHANNELS, IMPORT = "admin_setting", "admin_channels", "admin_import"
ADDING = (PHRASE, EXCEPTION, RULE, WHY)
"""Forms that `rules add` offers; each button bears its form's name."""
FORMS = (*ADDING, SETTING, CHANNELS, IMPORT)
TYPED = "typed"
CHANNEL_LISTS = ("watched", "counted_only", "excluded")
LABEL_LIMIT = 75
_LIMITS = {
    "phrase": 500,
    "words": 300,
    "means": 200,
    "id": 40,
    "title": 75,
    "why": 300,
    "phrases": 1_000,
    "nudged": 400,
    "clear": 400,
    "value": 500,
    "file": 3_000,
}
"""Characters of each field: together they stay within what a form may carry (3,000)."""
_LONG = ("phrases", "nudged", "clear", "why", "file")


def chooser(words: Words) -> View:
    """Ask what is to be added."""
    buttons: list[Block] = [
        {"type": "button", "action_id": name, "text": plain(words[f"bot.{_key(name)}.button"])}
        for name in ADDING
    ]
    blocks = [
        section(words["bot.admin.add.intro"]),
        {"type": "actions", "block_id": "add", "elements": buttons},
    ]
    return modal("admin_add", words["bot.admin.add.title"], words, blocks)


def adding_form(name: str, ruleset: RuleSet) -> View:
    """The form behind one of the chooser's buttons."""
    words = ruleset.words
    fields = {
        PHRASE: [_rules("rule", ruleset), _field("phrase", words)],
        EXCEPTION: [_field("words", words), _field("means", words)],
        RULE: [
            _rules("about", ruleset),
            *(_field(each, words) for each in ("id", "title", "why", "phrases", "nudged", "clear")),
        ],
        WHY: [_rules("rule", ruleset), _field("why", words)],
    }
    return _form(name, words, fields[name])


def setting_form(config: Config, words: Words) -> View:
    """Ask for a setting and its new value; tell what all of them hold now."""
    now = "\n".join(
        f"• `{name}`: {value_told(value_of(config, name), words)}" for name in settable()
    )
    names = {
        "type": "static_select",
        "action_id": TYPED,
        "options": [_option(name, name) for name in settable()],
    }
    blocks = [
        _input("name", names, words),
        _field("value", words),
        section(clip(now, SECTION_LIMIT)),
    ]
    return _form(SETTING, words, blocks)


def channels_form(config: Config, words: Words) -> View:
    """Ask for the channels that are watched, counted only, and left out."""
    return _form(CHANNELS, words, [_channels(name, config, words) for name in CHANNEL_LISTS])


def import_form(words: Words) -> View:
    """Ask for the text that an export gave."""
    return _form(IMPORT, words, [_field("file", words)])


def _form(name: str, words: Words, blocks: Sequence[Block]) -> View:
    key = f"bot.{_key(name)}"
    made = modal(name, words[f"{key}.title"], words, [section(words[f"{key}.intro"]), *blocks])
    return made | {"submit": plain(words["bot.admin.next"])}


def _key(name: str) -> str:
    return name.replace("_", ".", 1)


def _field(name: str, words: Words) -> Block:
    element = {
        "type": "plain_text_input",
        "action_id": TYPED,
        "multiline": name in _LONG,
        "max_length": _LIMITS[name],
        "placeholder": plain(words[f"bot.admin.placeholder.{name}"]),
    }
    return _input(name, element, words)


def _input(name: str, element: Block, words: Words, *, optional: bool = False) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "optional": optional,
        "label": plain(words[f"bot.admin.label.{name}"]),
        "element": element,
    }


def _rules(name: str, ruleset: RuleSet) -> Block:
    """A menu of the asks and signs."""
    groups = [
        {
            "label": plain(ruleset.words[f"bot.admin.group.{kind}"]),
            "options": [
                _option(f"{rule.id}: {rule.title}", rule.id)
                for rule in ruleset.rules
                if rule.kind == kind
            ][:100],
        }
        for kind in ("ask", "sign")
    ]
    element = {"type": "static_select", "action_id": TYPED, "option_groups": groups}
    return _input(name, element, ruleset.words)


def _channels(name: str, config: Config, words: Words) -> Block:
    held: list[str] = getattr(config.channels, name)
    element: Block = {
        "type": "multi_conversations_select",
        "action_id": TYPED,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    if held:
        element["initial_conversations"] = held
    return _input(name, element, words, optional=True)


def _option(label: str, value: str) -> Block:
    return {"text": plain(clip(label, LABEL_LIMIT)), "value": value}

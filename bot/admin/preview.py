"""What a change would do, shown before it is saved: as Block Kit, within Slack's limits. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.admin.forms import TYPED
from bot.admin.telling import reason_told, told
from bot.blocks import SECTION_LIMIT, Block, Words, plain, section
from bot.changes import Change, Unapplied, write_changes
from bot.mrkdwn import clip, escape, readable
from bot.views import View, modal
from rules import AddException, AddPhrase, AddRule, DryRun, Verdict

SAVE, TRY, TRIAL = "admin_save", "admin_try", "admin_trial"
WAITING = "admin_waiting"
METADATA_LIMIT = 3_000
"""Characters a modal may carry unseen (reference/views, `private_metadata`)."""
TOLD, SHOWN, BROKEN, TRIED = 10, 8, 5, 10
TRY_LIMIT = 2_000
RESULT = "tried"
"""What the ids of blocks with results begin with."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What some changes would do."""

    changes: tuple[Change, ...]
    dry: DryRun
    judged: int
    """How many examples were judged both ways."""
    unapplied: tuple[Unapplied, ...] = ()


def waiting_view(words: Words) -> View:
    """Say that it is being worked out."""
    return _view(WAITING, words, [section(words["bot.admin.preview.waiting"])])


def said_view(words: Words, *paragraphs: str) -> View:
    """Say something, with a way to close it."""
    return _view("admin_said", words, [section(clip(p, SECTION_LIMIT)) for p in paragraphs if p])


def preview_view(effect: Effect, words: Words) -> View:
    """Show what some changes would do, and let the admin try own sentences, save, or cancel."""
    blocks = [section(clip(text, SECTION_LIMIT)) for text in _effect(effect, words)]
    if effect.unapplied:
        return _view("admin_said", words, blocks)
    buttons = [_button(TRY, words)]
    if any(isinstance(each, AddPhrase | AddException | AddRule) for each in effect.changes):
        buttons.append(_button(TRIAL, words))
    blocks += [_try_field(words), {"type": "actions", "block_id": "ways", "elements": buttons}]
    more = {
        "close": plain(words["bot.admin.cancel"]),
        "submit": plain(words["bot.admin.save"]),
        "private_metadata": write_changes(effect.changes),
    }
    return _view(SAVE, words, blocks) | more


def with_results(view: Mapping[str, Any], results: Sequence[str]) -> View:
    """The same preview with what became of the sentences that were tried."""
    kept = [block for block in view["blocks"] if not block["block_id"].startswith(RESULT)]
    found = [
        section(clip(text, SECTION_LIMIT)) | {"block_id": f"{RESULT}{number}"}
        for number, text in enumerate(results[:TRIED])
    ]
    names = ("type", "callback_id", "title", "close", "submit", "private_metadata")
    return {name: view[name] for name in names if view.get(name)} | {"blocks": [*kept, *found]}


def result_told(text: str, before: Verdict, after: Verdict, words: Words) -> str:
    """How a sentence is judged now, and how it would be."""
    return words["bot.admin.preview.tried"].format(
        text=escape(clip(readable(text), 300), 1_000),
        before=words[f"bot.admin.verdict.{before}"],
        after=words[f"bot.admin.verdict.{after}"],
    )


def _effect(effect: Effect, words: Words) -> Iterator[str]:
    lines = [f"• {told(change, words)}" for change in effect.changes[:TOLD]]
    if len(effect.changes) > TOLD:
        lines.append(words["bot.admin.preview.more"].format(count=len(effect.changes) - TOLD))
    yield "\n".join(lines)
    yield from _refusals(effect, words)
    yield from _differences(effect, words)


def _refusals(effect: Effect, words: Words) -> Iterator[str]:
    for each in effect.unapplied[:TOLD]:
        yield words["bot.admin.refusal"].format(reason=reason_told(each, words))


def _differences(effect: Effect, words: Words) -> Iterator[str]:
    changed, broken = effect.dry.changed, effect.dry.broken
    key = "changed" if changed else "same"
    lines = [
        f"• {result_told(text, before, after, words)}" for text, before, after in changed[:SHOWN]
    ]
    said = words[f"bot.admin.preview.{key}"].format(count=len(changed), all=effect.judged)
    yield "\n".join([said, *lines])
    if broken:
        told_broken = [
            f"• `{escape(rule, 60)}`: {escape(readable(text), 300)}"
            for rule, text in broken[:BROKEN]
        ]
        said = words["bot.admin.preview.broken"].format(count=len(broken))
        yield "\n".join([said, *told_broken])


def _try_field(words: Words) -> Block:
    element = {
        "type": "plain_text_input",
        "action_id": TYPED,
        "multiline": True,
        "max_length": TRY_LIMIT,
        "placeholder": plain(words["bot.admin.placeholder.try"]),
    }
    label = plain(words["bot.admin.label.try"])
    return {
        "type": "input",
        "block_id": "try",
        "optional": True,
        "label": label,
        "element": element,
    }


def _button(name: str, words: Words) -> Block:
    label = plain(words[f"bot.admin.button.{name.removeprefix('admin_')}"])
    return {"type": "button", "action_id": name, "text": label}


def _view(name: str, words: Words, blocks: list[Block]) -> View:
    return modal(name, words["bot.admin.preview.title"], words, blocks)

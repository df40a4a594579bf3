"""Modals as Block Kit. Pure."""

from typing import Any

from bot.blocks import Block, Words, plain, quoted, section
from bot.model import heaviest_first
from bot.mrkdwn import clip, escape
from bot.reasons import Reasons
from rules import RuleSet, compose_nudge

View = dict[str, Any]

DRAFT_FORM, DRAFT_BLOCK, DRAFT_INPUT = "draft_form", "draft", "draft_text"
DRAFT_LIMIT = 3_000
"""Characters of a modal's text field (reference/block-kit, plain-text input element)."""
TITLE_LIMIT = 24


def why_view(reasons: Reasons, ruleset: RuleSet) -> View:
    """Say what was noticed, why it matters, and where that stands."""
    words = ruleset.words
    known = {rule.id: rule for rule in ruleset.rules}
    blocks: list[Block] = []
    if reasons.noticed:
        noticed = "\n".join(reasons.noticed)
        blocks.append(section(f"{words['bot.why.noticed']}\n{quoted(noticed)}"))
    for rule in (known[name] for name in reasons.rules if name in known):
        blocks.append(section(f"*{escape(rule.title, 200)}*\n{escape(rule.why, 2_000)}"))
        if rule.source:
            blocks.append(_source(rule.source, words))
    blocks += [*_fact_and_example(reasons, ruleset), section(words["bot.why.fair"])]
    return modal("why", words["bot.why.title"], words, blocks[:90])


def _fact_and_example(reasons: Reasons, ruleset: RuleSet) -> list[Block]:
    """What may be at stake, for a serious message; and what would have been fine."""
    judgement, words = reasons.judgement(), ruleset.words
    if judgement is None:
        return []
    nudge = compose_nudge(reasons.said, heaviest_first(judgement), ruleset)
    at_stake = f"{words['bot.why.stake']}\n{escape(nudge.fact, 1_000)}"
    fact = [section(at_stake)] if nudge.fact else []
    source = [_source(nudge.source, words)] if nudge.source else []
    fair = [quoted(wording) for wording in nudge.wordings[:1]]
    return [*fact, *source, *(section(f"{words['bot.why.example']}\n{each}") for each in fair)]


def _source(source: str, words: Words) -> Block:
    return section(words["bot.why.source"].format(source=escape(source, 1_000)))


def draft_form(words: Words) -> View:
    """Ask for a draft."""
    field = {
        "type": "plain_text_input",
        "action_id": DRAFT_INPUT,
        "multiline": True,
        "max_length": DRAFT_LIMIT,
        "placeholder": plain(words["bot.check.placeholder"]),
    }
    blocks = [
        section(words["bot.check.intro"]),
        {
            "type": "input",
            "block_id": DRAFT_BLOCK,
            "label": plain(words["bot.check.label"]),
            "element": field,
        },
    ]
    form = modal(DRAFT_FORM, words["bot.check.title"], words, blocks)
    return form | {"submit": plain(words["bot.check.submit"])}


def draft_result(blocks: list[Block], words: Words) -> View:
    """Show what a note about the draft would say."""
    return modal("draft_result", words["bot.check.title"], words, blocks)


def modal(callback_id: str, title: str, words: Words, blocks: list[Block]) -> View:
    """A modal with a way to close it."""
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(clip(title, TITLE_LIMIT)),
        "close": plain(words["bot.close"]),
        "blocks": blocks,
    }

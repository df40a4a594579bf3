"""Notes as Block Kit: within Slack's limits for any text, with nothing smuggled."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block as SdkBlock

import rules
from bot.blocks import PHRASES, Reasons, nudge_note, plain_note, preview_blocks, quoted
from bot.views import draft_form, draft_result, home_view, why_view
from rules import Ask, Finding, Judgement, Nudge, Verdict

RULESET = rules.load_defaults()
WORDS = RULESET.words
JUDGEMENT = Judgement(Verdict.FIRM, (Ask.AMPLIFY,), (), (Finding("amplify", 0, 4),))
LIMITS = {"section": 3_000, "context": 2_000, "header": 150}

nasty = st.text(max_size=300) | st.text("&<>:\n@!*_`", max_size=300).map(lambda t: t * 130)


def texts(blocks: object) -> Iterator[str]:
    if isinstance(blocks, dict):
        if isinstance(blocks.get("text"), str):
            yield blocks["text"]
        blocks = list(blocks.values())
    if isinstance(blocks, list):
        for one in blocks:
            yield from texts(one)


def assert_within_limits(blocks: list[dict[str, Any]], most: int = 50) -> None:
    assert 0 < len(blocks) <= most
    for block in blocks:
        parsed = SdkBlock.parse(block)
        assert parsed is not None
        parsed.validate_json()
        for text in texts(block):
            assert 0 < len(text) <= LIMITS.get(block["type"], 3_000)


@settings(max_examples=60, deadline=None)
@given(nasty, st.lists(nasty, max_size=6), nasty, st.lists(nasty, max_size=5))
def test_a_note_stays_within_slacks_limits_for_any_text(
    greeting: str, noticed: list[str], why: str, wordings: list[str]
) -> None:
    nudge = Nudge(f"G{greeting}", tuple(noticed), f"W{why}", tuple(wordings), "Only you.")
    note = nudge_note(nudge, JUDGEMENT, WORDS, channel="C1")

    assert_within_limits(note.blocks)
    assert len(note.text) <= 4_000
    for button in next(b for b in note.blocks if b["type"] == "actions")["elements"]:
        assert len(button["value"]) <= 2_000
        assert len(button["accessibility_label"]) <= 75


@settings(max_examples=20, deadline=None)
@given(st.text("&<>@!C1:\n ", min_size=1, max_size=200).map(lambda t: t * 200))
def test_a_message_of_forty_thousand_characters_fits(text: str) -> None:
    nudge = Nudge("Hello.", (text, text + "2"), "Because.", (text,), "Only you.")

    assert_within_limits(nudge_note(nudge, JUDGEMENT, WORDS).blocks)
    assert_within_limits(preview_blocks(nudge, WORDS))


def test_no_mention_link_or_emoji_of_the_message_lives_on_in_the_note() -> None:
    smuggled = "&lt;!channel&gt; <@U1> <https://bad.example|good> :tada: <!here>"
    nudge = Nudge("Hello.", (smuggled,), "Because.", (smuggled,), "Only you.")
    shown = json.dumps([b for b in nudge_note(nudge, JUDGEMENT, WORDS).blocks if "text" in b])

    for live in ("<!", "<@", "<http", ":tada:"):
        assert live not in shown


def test_a_note_names_its_place_only_where_it_comes_elsewhere() -> None:
    nudge = Nudge("Hello.", (), "Because.", (), "Only you.")

    assert "<#C1>" in json.dumps(nudge_note(nudge, JUDGEMENT, WORDS, channel="C1").blocks)
    assert "<#" not in json.dumps(nudge_note(nudge, JUDGEMENT, WORDS).blocks)


def test_a_button_carries_the_reasons_there_and_back() -> None:
    reasons = Reasons("firm", ("amplify", "reward"), ("share it", "a prize"))

    assert Reasons.parse(reasons.dump()) == reasons


def test_a_button_drops_phrases_rather_than_pass_slacks_limit() -> None:
    reasons = Reasons("firm", ("amplify",), tuple('"' * 900 + str(n) for n in range(PHRASES)))

    assert len(Reasons.parse(reasons.dump()).noticed) == 1
    assert Reasons("firm", ("r" * 3_000,)).dump() == '{"v": "firm", "r": [], "n": []}'


@pytest.mark.parametrize("value", ["", "no json", "[]", "{}", '{"v": 1, "r": 2, "n": null}'])
def test_a_value_that_is_not_ours_reads_as_nothing(value: str) -> None:
    assert Reasons.parse(value).rules == ()


def test_every_modal_and_the_home_tab_are_within_limits() -> None:
    every = Reasons("firm", tuple(rule.id for rule in RULESET.rules), ("x" * 150,) * 3)
    for view in (why_view(every, RULESET), why_view(Reasons("", ()), RULESET), draft_form(WORDS)):
        assert_within_limits(view["blocks"], 100)
        assert len(view["title"]["text"]) <= 24
        assert len(view["callback_id"]) <= 255
    assert_within_limits(home_view(WORDS, 14)["blocks"], 100)
    assert_within_limits(draft_result(plain_note("Fine.").blocks, WORDS)["blocks"], 100)


def test_a_quotation_of_many_lines_is_marked_line_by_line_and_cut() -> None:
    assert quoted("a\nb") == "> a\n> b"
    assert quoted("") == "> "
    assert len(quoted("\n" * 40_000)) <= 3_000


def test_every_word_of_the_app_that_has_fields_can_be_filled() -> None:
    fields = dict.fromkeys(
        [
            "minimum",
            "channel",
            "source",
            "verdict",
            "title",
            "words",
            "why",
            "word",
            "near",
            "days",
            "weeks",
            "sender",
            "where",
        ],
        "x",
    )
    for key, text in WORDS.items():
        if key.startswith("bot."):
            assert text.format(**fields)


def test_the_introduction_and_the_help_would_get_no_note_themselves() -> None:
    for key in ("bot.introduction.text", "bot.why.fair", "bot.home.fair", "bot.check.placeholder"):
        assert not rules.judge(WORDS[key], RULESET).nudges, key

"""A private note: its tone by the case, nothing smuggled through it, within Slack's limits."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rules
from bot.kinder import Suggestion, kinder_view
from bot.model import STRANGER, Manner, Place, heaviest_first, main_rule
from bot.note import nudge_note, preview_blocks, wordings_of
from bot.reasons import PHRASES, Chosen, Reasons
from rules import Ask, Finding, Judgement, Nudge, Sign, Verdict
from tests.bot.limits import (
    assert_message_within_limits,
    assert_view_within_limits,
    assert_within_limits,
    mrkdwn_of,
)

RULESET = rules.load_defaults()
WORDS = RULESET.words
PLACE = Place("C1", "1.5", "1.0")
JUDGEMENT = Judgement(Verdict.FIRM, (Ask.AMPLIFY,), (), (Finding("amplify", 0, 4),))
NUDGE = Nudge(
    "Hello.", ("share it",), "Because.", ("Otherwise.", "Or so."), "Only you.", "", "A fact.", "A1"
)
PRESS = "Please share our launch post on your LinkedIn, everyone."
MUST = "You must all share our launch post on your LinkedIn, it is mandatory."

nasty = st.text(max_size=300) | st.text("&<>:\n@!*_`", max_size=300).map(lambda t: t * 130)
manners = st.builds(Manner, *[st.booleans()] * 4)
smuggling = st.sampled_from(
    [
        "<!channel>",
        "&lt;!here&gt;",
        "<@U1>",
        "<https://bad.example|good>",
        ":tada:",
        "`",
        "&amp;lt;!everyone&amp;gt;",
        "\n",
        " and ",
    ]
)


def actions(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = next(b for b in blocks if b["type"] == "actions")["elements"]
    return found


def judged(verdict: Verdict, *signs: Sign) -> Judgement:
    return Judgement(verdict, (Ask.AMPLIFY,), signs, (Finding("amplify", 0, 4),))


def said(verdict: Verdict, manner: Manner = STRANGER, *signs: Sign) -> str:
    nudge = NUDGE if verdict is Verdict.SERIOUS else replace(NUDGE, fact="", source="")
    return nudge_note(nudge, judged(verdict, *signs), WORDS, manner, PLACE).text


def test_a_gentle_note_is_two_lines() -> None:
    nudge = replace(NUDGE, fact="", source="")
    note = nudge_note(nudge, judged(Verdict.GENTLE), WORDS, place=PLACE)

    assert [block["type"] for block in note.blocks] == ["section", "actions"]
    assert note.blocks[0]["text"]["text"] == "Hello.\nBecause."


def test_a_firm_note_quotes_what_it_is_about_and_says_why() -> None:
    text = said(Verdict.FIRM, STRANGER, Sign.REWARD, Sign.TRACKING)

    assert "share it" in text
    assert "Because." in text
    assert "A fact." not in text


def test_a_serious_note_says_what_may_be_at_stake_with_its_source() -> None:
    assert "A fact. Source: A1." in said(Verdict.SERIOUS, STRANGER, Sign.PENALTY)


@pytest.mark.parametrize("verdict", [Verdict.GENTLE, Verdict.FIRM, Verdict.SERIOUS])
def test_the_second_note_in_a_month_is_shorter_than_the_first(verdict: Verdict) -> None:
    first, again = said(verdict, Manner(first=True)), said(verdict, Manner(again=True))

    assert len(again) < len(first)
    assert "Because." in again


def test_the_first_note_ever_explains_itself_in_one_more_line() -> None:
    first, plain = (said(Verdict.GENTLE, Manner(first=first)) for first in (True, False))

    assert first == f"{plain} {WORDS['bot.nudge.first']}"


@pytest.mark.parametrize("verdict", [Verdict.GENTLE, Verdict.FIRM, Verdict.SERIOUS])
def test_a_manager_hears_why_from_them_optional_sounds_like_a_duty(verdict: Verdict) -> None:
    assert WORDS["bot.nudge.manager"] in said(verdict, Manner(manager=True))
    assert WORDS["bot.nudge.manager"] not in said(verdict)


def test_the_menu_offers_the_other_way_of_delivery() -> None:
    for direct, offered in ((False, "direct"), (True, "here")):
        note = nudge_note(NUDGE, JUDGEMENT, WORDS, Manner(direct=direct), PLACE)
        chosen = [Chosen.parse(option["value"]) for option in actions(note.blocks)[-1]["options"]]
        assert [one.choice for one in chosen] == ["day", "week", "rule", "all", offered]
        assert {(one.rule, one.place.ts) for one in chosen} == {("amplify", "1.5")}


def test_every_control_has_a_name_in_words() -> None:
    *buttons, menu = actions(nudge_note(NUDGE, JUDGEMENT, WORDS).blocks)

    for button in buttons:
        assert button["accessibility_label"].startswith(button["text"]["text"])
    assert menu["placeholder"]["text"] == "Snooze"


@pytest.mark.parametrize(
    ("judgement", "rule"),
    [
        (judged(Verdict.SERIOUS, Sign.REWARD, Sign.PENALTY), "penalty"),
        (judged(Verdict.FIRM, Sign.REWARD, Sign.TRACKING), "reward"),
        (judged(Verdict.GENTLE), "amplify"),
        (Judgement(Verdict.SERIOUS, (Ask.AMPLIFY, Ask.FAKE), (Sign.REWARD,)), "fake"),
        (Judgement(), ""),
    ],
    ids=["penalty", "sign", "ask", "fake", "none"],
)
def test_a_note_has_one_main_rule(judgement: Judgement, rule: str) -> None:
    assert main_rule(judgement) == rule


def test_every_line_of_a_note_would_get_no_note_itself() -> None:
    for key, text in WORDS.items():
        if key.startswith(("bot.nudge.", "bot.kinder.", "bot.snooze.", "bot.thanks.")):
            assert not rules.judge(text, RULESET).nudges, key


@settings(max_examples=25)
@given(st.lists(smuggling | st.text(max_size=20), max_size=30), st.integers(1, 400), manners)
def test_nothing_of_a_message_of_any_length_lives_on_in_its_note_or_form(
    parts: list[str], times: int, manner: Manner
) -> None:
    text = f"{MUST} {''.join(parts) * times}"[:40_000]
    judgement = rules.judge(text, RULESET, asked_before=True)
    judgement = judgement if judgement.nudges else rules.judge(MUST, RULESET)
    nudge = rules.compose_nudge(text, judgement, RULESET)
    note = nudge_note(nudge, judgement, WORDS, manner, PLACE)
    form = kinder_view(Suggestion(wordings_of(nudge), nudge.edited), WORDS)

    assert_message_within_limits(note.text, note.blocks)
    assert_view_within_limits(form)
    assert len(note.text) <= 4_000
    read_by_slack = [note.text, *mrkdwn_of(note.blocks), *mrkdwn_of(form["blocks"])]
    for live in ("<!", "<@", "<http", "<#", ":tada:"):
        assert not any(live in each for each in read_by_slack)


def test_a_form_for_a_message_that_is_fair_by_now_says_so() -> None:
    form = kinder_view(Suggestion(link="https://slack.example/p1", is_fair=True), WORDS)

    assert form["blocks"][0]["text"]["text"] == WORDS["bot.kinder.fine"]
    assert "submit" not in form


def test_an_edit_too_long_for_a_field_is_offered_to_copy_whole() -> None:
    form = kinder_view(Suggestion(("Otherwise.",), "word " * 1_000), WORDS)
    copied = "".join(b["text"]["text"] for b in form["blocks"] if b["type"] == "section")

    assert "word " * 1_000 in copied
    assert form["blocks"][-1]["element"]["initial_value"] == "Otherwise."
    assert_view_within_limits(form)


@pytest.mark.parametrize("link", ["", "javascript:alert(1)", "https://x.example/" + "a" * 3_000])
def test_an_address_that_is_none_makes_no_button(link: str) -> None:
    form = kinder_view(Suggestion(("Otherwise.",), link=link), WORDS)

    assert all(block["type"] != "actions" for block in form["blocks"])


def test_a_form_without_anything_to_offer_still_has_room_to_write() -> None:
    form = kinder_view(Suggestion(), WORDS)

    assert "initial_value" not in form["blocks"][-1]["element"]
    assert_view_within_limits(form)


@settings(max_examples=60)
@given(nasty, st.lists(nasty, max_size=6), nasty, st.lists(nasty, max_size=5), manners)
def test_a_note_stays_within_slacks_limits_for_any_text(
    greeting: str, noticed: list[str], why: str, wordings: list[str], manner: Manner
) -> None:
    nudge = Nudge(f"G{greeting}", tuple(noticed), f"W{why}", tuple(wordings), "Only you.")
    note = nudge_note(nudge, JUDGEMENT, WORDS, manner, PLACE, elsewhere=True)

    assert_within_limits(note.blocks)
    assert len(note.text) <= 4_000
    *buttons, menu = actions(note.blocks)
    for button in buttons:
        assert len(button["value"]) <= 2_000
        assert len(button["accessibility_label"]) <= 75
    for option in menu["options"]:
        assert 0 < len(option["value"]) <= 150
        assert len(option["text"]["text"]) <= 75


@settings(max_examples=20)
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

    assert "<#C1>" in json.dumps(
        nudge_note(nudge, JUDGEMENT, WORDS, place=PLACE, elsewhere=True).blocks
    )
    assert "<#" not in json.dumps(nudge_note(nudge, JUDGEMENT, WORDS).blocks)


def test_a_button_carries_the_reasons_there_and_back() -> None:
    reasons = Reasons("firm", ("amplify", "reward"), ("share it", "a prize"))

    assert Reasons.parse(reasons.dump()) == reasons


def test_a_button_drops_phrases_rather_than_pass_slacks_limit() -> None:
    reasons = Reasons("firm", ("amplify",), tuple('"' * 900 + str(n) for n in range(PHRASES)))

    assert len(Reasons.parse(reasons.dump()).noticed) == 1
    assert Reasons("firm", ("r" * 3_000,)).dump() == '{"v":"firm","r":[],"n":[]}'


@pytest.mark.parametrize("value", ["", "no json", "[]", "{}", '{"v": 1, "r": 2, "n": null}'])
def test_a_value_that_is_not_ours_reads_as_nothing(value: str) -> None:
    assert Reasons.parse(value).rules == ()


@pytest.mark.parametrize("value", ["", "zzz", "rule", "day C1 1.5 amplify more", "x" * 500])
def test_a_choice_that_is_not_ours_reads_as_one_without_a_rule_of_ours(value: str) -> None:
    assert Chosen.parse(value).rule in {"", "amplify"}


def test_a_choice_with_a_very_long_rule_stays_within_slacks_limit() -> None:
    assert len(Chosen("rule", "r" * 300, PLACE).dump()) == 150


def test_rules_that_name_no_ask_tell_no_judgement() -> None:
    assert Reasons("firm", ("reward",)).judgement() is None
    assert Reasons("nonsense", ("amplify",)).judgement() == Judgement(
        Verdict.GENTLE, (Ask.AMPLIFY,)
    )


def test_what_weighs_most_is_answered_first() -> None:
    judgement = Judgement(Verdict.SERIOUS, (Ask.AMPLIFY, Ask.FAKE, Ask.REVIEW))

    assert heaviest_first(judgement).asks == (Ask.FAKE, Ask.AMPLIFY, Ask.REVIEW)


def test_a_short_note_speaks_of_managers_only_where_optional_was_the_word() -> None:
    manner = Manner(manager=True, again=True)

    assert WORDS["bot.nudge.manager"] not in said(Verdict.FIRM, manner, Sign.REWARD)
    assert WORDS["bot.nudge.manager"] in said(Verdict.FIRM, manner, Sign.HOLLOW)

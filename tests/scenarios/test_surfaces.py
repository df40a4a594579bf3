"""What people touch: the command, the buttons, the forms."""

from pathlib import Path

import pytest

from bot.views import DRAFT_BLOCK, DRAFT_INPUT
from tests.scenarios.world import CLEAR, FAIR, MUST, PRESS, RULESET, World, shown, world

WORDS = RULESET.words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "/askonce privacy"),
        ("help", "/askonce check"),
        ("privacy", "14 days"),
        ("hlep", "Did you mean `/askonce help`?"),
        ("explain you must all share our post on your LinkedIn", "must"),
        (f"check {CLEAR}", "fine as it is"),
    ],
)
async def test_the_command_answers_its_words(text: str, said: str, here: World) -> None:
    assert said in await here.ask(text)
    assert not here.public()


async def test_the_command_answers_over_both_ways(both: World) -> None:
    assert WORDS["bot.check.nudged"] in await both.ask(f"check {MUST}")
    assert both.counted() == {"checked": 1}


async def test_the_counts_are_for_admins(here: World) -> None:
    await here.post(PRESS)
    await here.ask("stats", who="ana")
    await here.ask("stats", who="admin")

    assert WORDS["bot.stats.refused"] in shown(here.notes("ana"))
    assert "fewer than 5" in shown(here.notes("admin"))


async def test_a_listed_member_may_see_the_counts(tmp_path: Path) -> None:
    async with world(tmp_path, config='[people]\nadmins = ["U0ANADU002"]\n') as made:
        await made.ask("stats", who="ana")

        assert WORDS["bot.stats.none"].format(minimum=5) in shown(made.notes("ana"))


async def test_a_draft_is_checked_in_a_form(both: World) -> None:
    await both.ask("check")
    values = {DRAFT_BLOCK: {DRAFT_INPUT: {"type": "plain_text_input", "value": MUST}}}
    errors = await both.sandbox.submit(both.person("manager"), both.modal()["id"], values)
    await both.settled()

    assert not errors
    said = shown(both.modal()["blocks"])
    assert WORDS["bot.check.nudged"] in said
    assert "You can all share our launch post on your LinkedIn" in said
    assert both.counted() == {"checked": 1}


async def test_the_shortcut_opens_the_same_form(here: World) -> None:
    await here.sandbox.shortcut(here.person("ana"), "check_draft")
    await here.settled()

    assert here.modal("ana")["callback_id"] == "draft_form"


async def test_why_this_shows_words_rule_and_reason(both: World) -> None:
    await both.post(MUST)
    await both.press("nudge_why", both.notes()[0])

    said = shown(both.modal()["blocks"])
    assert "mandatory" in said or "must" in said
    assert WORDS["bot.why.fair"].splitlines()[0] in said


async def test_why_this_explains_a_second_ask_as_such(here: World) -> None:
    await here.post(FAIR)
    await here.post(FAIR)
    await here.press("nudge_why", here.notes()[0])

    (repeat,) = (rule for rule in RULESET.rules if rule.id == "repeat")
    assert repeat.title in shown(here.modal()["blocks"])


@pytest.mark.parametrize(
    ("action", "outcome"), [("nudge_helpful", "helpful"), ("nudge_not_pressure", "not_pressure")]
)
async def test_an_answer_thanks_closes_the_note_and_counts_once(
    action: str, outcome: str, both: World
) -> None:
    await both.post(MUST)
    await both.press(action, both.notes()[0])

    (note,) = both.notes()
    assert WORDS[f"bot.thanks.{outcome}"] in shown(note["blocks"])
    assert "nudge_why" not in shown(note["blocks"])
    assert both.counted()[outcome] == 1


async def test_a_button_pressed_twice_counts_once(here: World) -> None:
    await here.post(MUST)
    (note,) = here.notes()
    here.sandbox.fault(method="response_url", status=500)
    await here.press("nudge_helpful", note)
    await here.press("nudge_helpful", note)

    assert here.counted()["helpful"] == 1


async def test_a_form_slack_does_not_open_harms_nobody(here: World) -> None:
    await here.post(MUST)
    here.sandbox.fault(method="views.open", error="expired_trigger_id")
    await here.press("nudge_why", here.notes()[0])

    assert not here.public()


async def test_what_nobody_wants_is_acknowledged(here: World) -> None:
    await here.sandbox.shortcut(here.person("ana"), "unknown_shortcut")
    await here.settled()

    assert not here.sandbox.seen_by(here.person("ana"))["toasts"]


async def test_an_answer_without_a_way_back_is_counted_all_the_same(here: World) -> None:
    await here.post(MUST)
    ts = here.notes()[0]["ts"]
    await here.sandbox.post_office.ask(
        "interactive",
        {
            "type": "block_actions",
            "team": {"id": here.sandbox.team_id},
            "user": {"id": here.person("manager")},
            "actions": [{"type": "button", "action_id": "nudge_helpful", "value": "{}"}],
            "container": {"type": "message", "message_ts": ts},
        },
    )
    await here.settled()

    assert here.counted()["helpful"] == 1

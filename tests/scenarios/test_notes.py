"""A note and its buttons, on the real stack: what its reader can do with it, and how it ends."""
# ruff: noqa: ARG002 - a fake takes what its port takes

import json
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.storage import SqliteWishes, StorageError
from bot.views import DRAFT_BLOCK, DRAFT_INPUT
from tests.scenarios.world import CLEAR, FAIR, MUST, PRESS, RULESET, World, shown, world

WORDS = RULESET.words
OFFERED = "If anyone would like to share our launch post on LinkedIn, feel free."
OFTEN = "[nudge]\ncooldown_minutes = 0\ndaily = 100\n"
MANAGED = '[people]\nmanager_group = "S0MANAGER1"\n'


@pytest.fixture
async def often(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path, config=OFTEN) as made:
        yield made


async def choose(made: World, choice: str, *, note: dict[str, Any] | None = None) -> None:
    note = note or made.notes()[-1]
    buttons = next(block for block in note["blocks"] if block["type"] == "actions")
    option = next(
        option
        for option in buttons["elements"][-1]["options"]
        if option["value"].startswith(f"{choice} ")
    )
    await made.sandbox.press(
        made.person("manager"),
        "nudge_snooze",
        message_ts=note["ts"],
        action={"selected_option": option},
    )
    await made.settled()


async def test_a_kinder_wording_comes_with_the_edited_message_and_the_way_to_it(
    both: World,
) -> None:
    await both.post(MUST)
    await both.press("nudge_kinder", both.notes()[0])

    form = both.modal()
    field = form["blocks"][-1]["element"]
    assert OFFERED in shown(form["blocks"])
    assert field["initial_value"]
    (call,) = both.asked("chat.getPermalink")
    assert call["channel"] == both.channel("general")
    assert "/archives/" in shown(form["blocks"])
    assert len(both.notes()) == 1


async def test_the_field_of_the_form_can_be_checked(here: World) -> None:
    await here.post(MUST)
    await here.press("nudge_kinder", here.notes()[0])
    values = {DRAFT_BLOCK: {DRAFT_INPUT: {"type": "plain_text_input", "value": FAIR}}}
    await here.sandbox.submit(here.person("manager"), here.modal()["id"], values)
    await here.settled()

    assert WORDS["bot.check.ask"] in shown(here.modal()["blocks"])


async def test_a_kinder_wording_for_a_reply_finds_its_message(here: World) -> None:
    parent = await here.post(CLEAR)
    await here.post(PRESS, thread_ts=parent)
    await here.press("nudge_kinder", here.notes()[0])

    assert here.asked("conversations.replies")
    assert WORDS["bot.kinder.edited_label"] in shown(here.modal()["blocks"])


async def test_a_message_that_cannot_be_read_still_gets_wordings(here: World) -> None:
    await here.post(MUST)
    here.sandbox.fault(method="conversations.history", error="missing_scope")
    here.sandbox.fault(method="chat.getPermalink", status=500)
    await here.press("nudge_kinder", here.notes()[0])

    assert OFFERED in shown(here.modal()["blocks"])


async def test_a_message_edited_in_the_meantime_is_fine_by_now(here: World) -> None:
    ts = await here.post(MUST)
    note = here.notes()[0]
    await here.edit(ts, FAIR)
    await here.press("nudge_kinder", note)

    assert WORDS["bot.kinder.fine"] in shown(here.modal()["blocks"])


async def test_from_note_to_kinder_wording_to_edited_message_and_thanks(both: World) -> None:
    ts = await both.post(MUST)
    await both.press("nudge_kinder", both.notes()[0])
    wording = both.modal()["blocks"][-1]["element"]["initial_value"]
    await both.edit(ts, wording)

    (note,) = both.notes()
    assert note["text"] == WORDS["bot.thanks.reworded"]
    assert "nudge_why" not in shown(note["blocks"])
    assert both.counted() == {"seen": 1, "asked": 1, "nudged": 1, "reworded": 1}


async def test_a_deleted_message_closes_its_note_with_thanks(here: World) -> None:
    ts = await here.post(MUST)
    await here.press("nudge_why", here.notes()[0])
    await here.delete(ts)

    (note,) = here.notes()
    assert note["text"] == WORDS["bot.thanks.withdrawn"]


async def test_why_this_gives_words_rule_reason_source_stake_and_what_is_fine(here: World) -> None:
    await here.post(MUST)
    await here.press("nudge_why", here.notes()[0])

    text = shown(here.modal()["blocks"])
    (rule,) = (rule for rule in RULESET.rules if rule.id == "obligation")
    for part in ("mandatory", rule.title, rule.why, rule.source):
        assert part in text
    assert WORDS["nudge.fact.obligation.fact"] in text
    assert OFFERED in text


@pytest.mark.parametrize("choice", ["day", "week", "all"])
async def test_a_snooze_closes_the_note_and_holds(choice: str, often: World) -> None:
    await often.post(MUST)
    await choose(often, choice)
    await often.post(MUST)

    (note,) = often.notes()
    assert WORDS[f"bot.snooze.done.{choice}"] in shown(note["blocks"])
    assert WORDS["bot.mute.memory"] in shown(note["blocks"])
    assert often.counted()["held_back"] == 1


async def test_muting_a_kind_of_note_leaves_the_others(often: World) -> None:
    await often.post(PRESS)
    await choose(often, "rule")
    await often.post(PRESS, where="design")
    assert len(often.notes()) == 1
    await often.post(MUST, where="marketing")
    assert len(often.notes()) == 2


async def test_a_snoozed_note_gets_no_thanks_on_top(often: World) -> None:
    ts = await often.post(MUST)
    await choose(often, "day")
    await often.edit(ts, FAIR)

    assert len(often.notes()) == 1
    assert often.counted()["reworded"] == 1


async def test_notes_come_as_direct_messages_where_wished_and_back_again(often: World) -> None:
    await often.post(MUST)
    await choose(often, "direct")
    ts = await often.post(MUST)
    direct = next(note for note in often.notes() if note["channel"].startswith("D"))
    assert f"<#{often.channel('general')}>" in shown(direct["blocks"])

    await often.edit(ts, FAIR)
    direct = next(note for note in often.notes() if note["channel"].startswith("D"))
    assert direct["text"] == WORDS["bot.thanks.reworded"]
    await often.post(MUST)
    newest = [note for note in often.notes() if note["channel"].startswith("D")][-1]
    await choose(often, "here", note=newest)
    await often.post(MUST, where="design")

    assert "fell_back" not in often.counted()
    assert often.notes()[-1]["channel"].startswith("D")
    assert [note["ephemeral"] for note in often.notes() if note["channel"].startswith("C")]


async def test_the_command_mutes_and_unmutes(both: World) -> None:
    await both.ask("mute 7")
    await both.post(MUST)
    assert "7 days" in shown(both.notes()[-1]["blocks"])
    assert both.counted() == {"seen": 1, "asked": 1, "held_back": 1}

    await both.ask("unmute")
    await both.post(MUST)
    assert both.counted()["nudged"] == 1


async def test_a_mute_outlives_a_restart_where_a_key_is_set(tmp_path: Path) -> None:
    for _ in range(2):
        wishes = SqliteWishes(str(tmp_path / "counts.db"), "k" * 16, time.time)
        async with world(tmp_path, wishes=wishes) as made:
            if not made.counted():
                await made.ask("mute")
            said = shown([note["blocks"] for note in made.notes()])
            assert WORDS["bot.mute.memory"] not in said
            await made.post(MUST)
            counted = made.counted()
        wishes.close()

    assert counted == {"seen": 2, "asked": 2, "held_back": 2}


class BrokenWishes:
    """A store whose disk is gone."""

    lasting = True

    async def until(self, wish: object) -> float | None:
        return None

    async def keep(self, wish: object, seconds: float) -> None:
        raise StorageError("canary")

    async def drop(self, *wishes: object) -> None:
        raise StorageError("canary")


async def test_a_wish_that_cannot_be_kept_is_said_and_the_note_stays(tmp_path: Path) -> None:
    async with world(tmp_path, wishes=BrokenWishes()) as made:
        await made.post(MUST)
        await choose(made, "week")
        assert WORDS["bot.trouble"] in shown(made.notes()[-1]["blocks"])
        assert "nudge_snooze" in shown(made.notes()[0]["blocks"])
        assert "canary" not in json.dumps(made.notes())


async def test_a_choice_that_is_not_ours_is_answered_and_changes_nothing(here: World) -> None:
    await here.post(MUST)
    option = {"text": {"type": "plain_text", "text": "x"}, "value": "zzz"}
    await here.sandbox.press(
        here.person("manager"),
        "nudge_snooze",
        message_ts=here.notes()[0]["ts"],
        action={"selected_option": option},
    )
    await here.settled()

    assert WORDS["bot.trouble"] in shown(here.notes()[-1]["blocks"])
    assert "nudge_snooze" in shown(here.notes()[0]["blocks"])


async def test_a_manager_of_the_group_hears_how_optional_sounds(tmp_path: Path) -> None:
    async with world(tmp_path, config=MANAGED) as made:
        await made.post(PRESS)
        await made.post(PRESS, who="ana")

        assert WORDS["bot.nudge.manager"] in made.notes()[0]["text"]
        assert WORDS["bot.nudge.manager"] not in made.notes("ana")[0]["text"]


async def test_a_group_that_cannot_be_read_stops_no_note(tmp_path: Path) -> None:
    async with world(tmp_path, config=MANAGED) as made:
        made.sandbox.fault(method="usergroups.users.list", error="missing_scope")
        await made.post(PRESS)

        assert len(made.notes()) == 1


async def test_in_a_counted_channel_there_are_counts_and_no_notes(tmp_path: Path) -> None:
    async with world(tmp_path, config='[channels]\ncounted_only = ["C0GENERAL1"]\n') as made:
        await made.post(MUST)

        assert not made.notes()
        assert made.counted() == {"seen": 1, "asked": 1, "held_back": 1}


async def test_the_second_note_in_a_month_is_shorter(often: World) -> None:
    await often.post(MUST)
    await often.post(MUST, where="design")
    await often.post(MUST, where="marketing")

    first, second, third = sorted(often.notes(), key=lambda note: float(note["ts"]))
    assert WORDS["bot.nudge.first"] in first["text"]
    assert len(second["text"]) < len(first["text"]) / 2
    assert WORDS["bot.nudge.first"] not in second["text"] + third["text"]


async def test_the_tone_follows_the_case(tmp_path: Path) -> None:
    async with world(tmp_path, config=OFTEN) as made:
        await made.post(PRESS, who="ana")
        await made.post(f"{PRESS} The first to do it wins a prize.", who="raj")
        await made.post(MUST, who="lee")
        await made.post(f"{PRESS} Who does not will feel it in their bonus.", who="social")
        (gentle,), (firm,), (serious,), (grave,) = (
            made.notes(who) for who in ("ana", "raj", "lee", "social")
        )

    kinds = [[block["type"] for block in note["blocks"]] for note in (gentle, firm, serious)]
    assert kinds[0] == ["section", "actions", "context"]
    assert "A prize, or thanks by name" in firm["text"]
    assert "part of the job" in serious["text"]
    assert "Good to know" not in serious["text"]
    assert WORDS["nudge.fact.penalty.fact"] in grave["text"]
    assert WORDS["nudge.fact.penalty.source"] in grave["text"]

"""Messages as Slack sends them, one scenario a kind: who is nudged, where, and what is counted."""

from pathlib import Path

import pytest

from tests.scenarios.world import CLEAR, FAIR, MUST, PRESS, RULESET, World, shown, world


async def test_a_pressing_message_is_nudged_privately(both: World) -> None:
    await both.post(PRESS)

    (note,) = both.notes()
    assert note["ephemeral"]
    assert note["channel"] == both.channel("general")
    assert note["thread_ts"] is None
    for other in ("ana", "raj", "lee", "admin", "guest"):
        assert not both.notes(other)
    assert not both.public()
    assert both.counted() == {"seen": 1, "asked": 1, "nudged": 1}


async def test_a_clear_and_a_fair_message_are_left_in_peace(here: World) -> None:
    await here.post(CLEAR)
    await here.post(FAIR)

    assert not here.notes()
    assert here.counted() == {"seen": 2, "asked": 1}
    assert {call.method for call in here.sandbox.calls} <= {
        "auth.test",
        "apps.connections.open",
        "users.info",
        "conversations.history",
    }


async def test_a_second_fair_ask_is_nudged(here: World) -> None:
    await here.post(FAIR)
    await here.post(FAIR)

    assert len(here.notes()) == 1


async def test_an_ask_before_the_app_came_is_found_in_the_history(here: World) -> None:
    await here.sandbox.kick_bot(here.channel("general"))
    await here.post(FAIR)
    await here.sandbox.invite_bot(here.channel("general"))
    await here.settled()
    await here.post(FAIR)

    assert len(here.notes()) == 1
    assert here.asked("conversations.history")


async def test_a_history_that_fails_means_not_known(here: World) -> None:
    here.sandbox.fault(method="conversations.history", status=500)
    await here.post(FAIR)

    assert not here.notes()
    assert here.counted() == {"seen": 1, "asked": 1}


async def test_an_ask_after_the_window_is_a_first_one(here: World) -> None:
    await here.post(FAIR)
    here.sandbox.workspace.advance(15 * 86_400)
    await here.post(FAIR)

    assert not here.notes()


async def test_an_edit_to_a_fair_wording_counts_as_reworded(both: World) -> None:
    ts = await both.post(MUST)
    await both.edit(ts, FAIR)

    note, thanks = both.notes()
    assert "nudge_why" in shown(note["blocks"])
    assert thanks["text"] == RULESET.words["bot.thanks.reworded"]
    assert both.counted() == {"seen": 1, "asked": 1, "nudged": 1, "reworded": 1}


async def test_an_edit_that_presses_is_nudged(here: World) -> None:
    ts = await here.post(FAIR)
    await here.edit(ts, MUST)

    assert len(here.notes()) == 1


async def test_an_unfurl_changes_nothing(here: World) -> None:
    ts = await here.post(PRESS)
    before = here.counted()
    await here.sandbox.unfurl(here.channel("general"), ts)
    await here.settled()

    assert here.counted() == before
    assert len(here.notes()) == 1


async def test_a_deletion_counts_as_withdrawn_and_is_forgotten(both: World) -> None:
    ts = await both.post(PRESS)
    await both.delete(ts)
    both.sandbox.workspace.advance(3_600)
    await both.post(FAIR)

    assert both.counted() == {"seen": 2, "asked": 2, "nudged": 1, "withdrawn": 1}


async def test_a_note_on_a_reply_stands_in_its_thread(here: World) -> None:
    parent = await here.post(CLEAR)
    await here.post(PRESS, thread_ts=parent)

    assert [note["thread_ts"] for note in here.notes()] == [parent]


async def test_a_reply_shown_in_the_channel_as_well_is_heard_once(here: World) -> None:
    parent = await here.post(CLEAR)
    await here.post(PRESS, thread_ts=parent, broadcast=True)

    assert here.counted() == {"seen": 2, "asked": 1, "nudged": 1}


async def test_a_files_caption_is_heard(here: World) -> None:
    await here.post(PRESS, file="artwork.png")

    assert len(here.notes()) == 1


async def test_a_message_in_the_third_person_is_heard(here: World) -> None:
    await here.post(PRESS, subtype="me_message")

    assert len(here.notes()) == 1


async def test_private_channels_are_heard(here: World) -> None:
    await here.post(PRESS, where="leads")

    assert [note["channel"] for note in here.notes()] == [here.channel("leads")]


async def test_guests_get_no_note(here: World) -> None:
    await here.post(MUST, who="guest")

    assert not here.notes("guest")
    assert here.counted() == {"seen": 1}


async def test_channels_shared_with_others_are_not_heard(here: World) -> None:
    await here.post(MUST, where="partners")
    await here.post(MUST, who="outsider", where="partners")

    assert here.counted() == {}


async def test_outsiders_get_no_note_even_where_shared_channels_are_heard(tmp_path: Path) -> None:
    async with world(tmp_path, config="[channels]\nshared = true\n") as open_house:
        await open_house.post(MUST, who="outsider", where="partners")
        ts = await open_house.sandbox.post(
            open_house.person("outsider"), open_house.channel("partners"), CLEAR
        )
        await open_house.sandbox.edit(
            open_house.person("outsider"), open_house.channel("partners"), ts, MUST
        )
        await open_house.settled()
        await open_house.post(MUST, where="partners")

        assert not open_house.notes("outsider")
        assert len(open_house.notes()) == 1


async def test_bots_and_notes_of_the_house_are_not_heard(here: World) -> None:
    await here.post(MUST, subtype="bot_message")
    await here.post(MUST, subtype="channel_topic")

    assert here.counted() == {}
    assert all(delivery.acked for delivery in here.sandbox.deliveries)


async def test_excluded_channels_are_not_heard(tmp_path: Path) -> None:
    async with world(tmp_path, config='[channels]\nexcluded = ["C0GENERAL1"]\n') as quiet:
        await quiet.post(MUST)

        assert quiet.counted() == {}
        assert not quiet.notes()


async def test_a_sender_is_left_in_peace_for_a_while(here: World) -> None:
    await here.post(PRESS)
    await here.post(PRESS)
    here.sandbox.workspace.advance(601)
    await here.post(PRESS)

    assert len(here.notes()) == 2
    assert here.counted()["held_back"] == 1


@pytest.mark.parametrize(
    "text", ["x" * 40_000, f"{PRESS}\n" * 650, "<!channel> &amp; :tada: " * 1_600]
)
async def test_texts_of_any_length_are_taken(text: str, here: World) -> None:
    await here.post(text + PRESS)

    assert len(here.notes()) == 1
    assert not [call for call in here.sandbox.calls if not call.ok]

"""Admins shape the rules from Slack: seen beforehand, tried, saved, undone; others are refused."""

import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.storage import SqliteOperations
from sandbox.seed import TEAM_ID
from tests.scenarios.world import PRESS, RULESET, World, shown, world

WORDS = RULESET.words


async def command(made: World, text: str, who: str = "admin") -> str:
    """Everything the command answers, as one text."""
    before = len(made.notes(who))
    await made.ask(text, who=who)
    return shown(made.notes(who)[before:])


async def submit(made: World, who: str = "admin", **values: Any) -> dict[str, str]:
    """Send the open form."""
    typed = {name: {"typed": value} for name, value in values.items()}
    view = made.modal(who)
    errors = await made.sandbox.submit(made.person(who), view["id"], typed)
    await made.settled()
    return errors


async def press(made: World, action: str, who: str = "admin", **values: Any) -> None:
    """Press a button of the open form."""
    view = made.modal(who)
    await made.sandbox.press(made.person(who), action, view_id=view["id"], **values)
    await made.settled()


def form(made: World, who: str = "admin") -> str:
    return shown(made.modal(who)["blocks"])


async def test_a_rule_is_switched_off_after_a_look_at_what_that_does(both: World) -> None:
    await both.ask("rules off amplify", who="admin")
    assert "example messages would be judged otherwise" in form(both)
    assert "`amplify` is off" in form(both)

    assert not await submit(both)
    assert WORDS["bot.admin.saved"] in form(both)
    await both.post(PRESS)
    assert not both.notes()

    assert WORDS["bot.admin.undone"] in await command(both, "rules undo")
    await both.post(PRESS)
    assert len(both.notes()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "rules",
        "rules off amplify",
        "rules add",
        "rules add phrase",
        "rules undo",
        "rules export",
        "set nudge.daily 5",
        "set",
        "channels",
        "pause",
        "resume",
    ],
)
async def test_a_member_is_refused_kindly_and_told_whom_to_ask(text: str, tmp_path: Path) -> None:
    async with world(tmp_path, config='[people]\ncontact = "the people team"\n') as made:
        said = await command(made, text, who="ana")

        assert WORDS["bot.admin.refused"] in said
        assert "the people team" in said
        assert not made.sandbox.seen_by(made.person("ana"))["modals"]


async def test_an_exception_is_tried_saved_as_trial_and_undone(here: World) -> None:
    text = "Please all put our spotlight frame on your LinkedIn picture."
    await here.post(text)
    assert len(here.notes()) == 1
    await here.ask("rules add", who="admin")
    await press(here, "admin_exception")
    assert not await submit(here, words="spotlight frame", means="Our award")
    await press(here, "admin_try")
    assert "Save as trial" in form(here)
    await press(here, "admin_trial")
    assert WORDS["bot.admin.saved"] in form(here)
    assert "spotlight frame" in await command(here, "rules history")


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("word " * 40 + "end", "12 are the most"),
        ("🎉", "no other signs"),
        ("please", "5 are the most: add a rarer word"),
        ("... our post", "begin and end with a word"),
        ("<!channel> & <b>", "has “<!channel>”"),
    ],
)
async def test_a_phrase_that_cannot_be_heard_is_refused_beside_its_field(
    phrase: str, said: str, here: World
) -> None:
    await here.ask("rules add", who="admin")
    await press(here, "admin_phrase")
    errors = await submit(here, rule="amplify", phrase=phrase)
    assert said in errors["phrase"]
    assert not await here.app.rulebook.history(TEAM_ID)
    await here.post(PRESS)
    assert len(here.notes()) == 1


async def test_a_phrase_in_arabic_is_heard(here: World) -> None:
    await here.ask("rules add", who="admin")
    await press(here, "admin_phrase")
    assert not await submit(here, rule="amplify", phrase="شارك منشورنا")
    assert not await submit(here)
    await here.post("شارك منشورنا!")
    assert len(here.notes()) == 1


async def test_settings_are_in_force_with_the_next_message(here: World) -> None:
    assert "channels.counted_only" in await command(here, "set channels.counted_only #general")
    await here.post(PRESS)
    assert not here.notes()
    assert here.counted()["held_back"] == 1

    await command(here, "rules undo")
    await here.post(PRESS)
    assert len(here.notes()) == 1


async def test_the_app_rests_and_works_again(here: World) -> None:
    assert "The app rests until" in await command(here, "pause 2h")
    await here.post(PRESS)
    assert not here.notes()
    assert not here.counted()
    assert WORDS["bot.admin.told.resume"] in await command(here, "resume")
    await here.post(PRESS)
    assert len(here.notes()) == 1


def forged(made: World, who: str, kind: str, **more: Any) -> AsyncBoltRequest:
    """What Slack would send if somebody pressed or sent what they never had before them."""
    view = {
        "id": "V1",
        "type": "modal",
        "callback_id": "admin_save",
        "private_metadata": '[{"kind":"status","rule":"amplify","status":"off"}]',
        "blocks": [{"type": "input", "block_id": "try", "element": {"action_id": "typed"}}],
        "state": {"values": {}},
    }
    body = {
        "type": kind,
        "team": {"id": made.sandbox.seen_by("")["team"]["id"]},
        "user": {"id": made.person(who)},
        "trigger_id": "1.2.x",
        "view": view | more.pop("view", {}),
        **more,
    }
    return AsyncBoltRequest(body=body, mode="socket_mode")


@pytest.mark.parametrize("who", ["ana", "guest", "outsider"])
@pytest.mark.parametrize("action", ["admin_trial", "admin_try", "admin_phrase"])
async def test_a_forged_button_of_somebody_else_changes_nothing(
    who: str, action: str, here: World
) -> None:
    pressed = [{"action_id": action, "type": "button", "block_id": "ways"}]
    await here.app.bolt.async_dispatch(forged(here, who, "block_actions", actions=pressed))
    await here.settled()

    assert not await here.app.rulebook.history(TEAM_ID)


@pytest.mark.parametrize("name", ["admin_save", "admin_setting", "admin_import"])
async def test_a_forged_form_of_somebody_else_changes_nothing(name: str, here: World) -> None:
    sent = forged(here, "ana", "view_submission", view={"callback_id": name})
    answer = await here.app.bolt.async_dispatch(sent)

    assert WORDS["bot.admin.refused"] in answer.body
    assert not await here.app.rulebook.history(TEAM_ID)


async def test_the_same_of_an_admin_is_taken(here: World) -> None:
    await here.app.bolt.async_dispatch(forged(here, "admin", "view_submission"))
    await here.settled()

    assert len(await here.app.rulebook.history(TEAM_ID)) == 1


async def test_members_of_the_admin_group_are_admins(tmp_path: Path) -> None:
    async with world(tmp_path, config='[people]\nadmin_group = "S0MANAGER1"\n') as made:
        assert WORDS["bot.admin.rules"] in await command(made, "rules", who="manager")
        assert WORDS["bot.admin.refused"] in await command(made, "rules", who="ana")


async def test_changes_are_told_in_the_channel_of_admins_without_a_name(tmp_path: Path) -> None:
    async with world(tmp_path, config='[admin]\nchannel = "C0LEADS005"\n') as made:
        await command(made, "set nudge.daily 5")
        await command(made, "rules undo")

        told = [each["text"] for each in made.public()]
        assert len(told) == 2
        assert "`nudge.daily` is 5" in told[0]
        assert told[1].startswith(WORDS["bot.admin.undone"])
        assert made.person("admin") not in shown(made.public())


@pytest.mark.parametrize(("keep", "named"), [("false", False), ("true", True)])
async def test_the_history_names_who_only_where_the_config_says_so(
    keep: str, named: bool, tmp_path: Path
) -> None:
    async with world(tmp_path, config=f"[admin]\nkeep_authors = {keep}\n") as made:
        await command(made, "set nudge.daily 5")

        assert (made.person("admin") in await command(made, "rules history")) is named


async def test_a_database_that_breaks_during_a_save_ends_in_a_clear_message(
    tmp_path: Path,
) -> None:
    store = SqliteOperations(str(tmp_path / "counts.db"), time.time)
    async with world(tmp_path, operations=store) as made:
        await made.ask("rules off amplify", who="admin")
        with sqlite3.connect(made.database) as db:
            db.execute("alter table operations rename to lost")
        db.close()
        await submit(made)

        assert WORDS["bot.admin.trouble"] in form(made)
        await made.post(PRESS)
        assert len(made.notes()) == 1
    store.close()


async def test_the_channels_are_chosen_in_a_form(here: World) -> None:
    await here.ask("channels", who="admin")
    await submit(here, excluded=[here.channel("general")])
    assert "`channels.excluded` is <#C0GENERAL1>" in form(here)
    await submit(here)
    await here.post(PRESS)
    assert not here.notes()

    await here.ask("channels", who="admin")
    await submit(here, excluded=[], watched=[here.channel("general")])
    await submit(here)
    await here.post(PRESS, where="marketing")
    assert not here.notes()
    await here.post(PRESS)
    assert len(here.notes()) == 1


async def test_a_setting_is_changed_in_a_form_and_a_wrong_value_stays_in_it(here: World) -> None:
    await here.ask("set", who="admin")
    errors = await submit(here, name="nudge.daily", value="0")
    assert "greater than or equal to 1" in errors["value"]

    assert not await submit(here, name="nudge.daily", value="7")
    assert not await submit(here)
    assert "`nudge.daily` is 7" in await command(here, "set nudge.daily")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules", "`amplify`"),
        ("rules show amplify", "Gets a note, for example"),
        ("rules show amplfy", "Did you mean `amplify`?"),
        ("rules off zzzzz", "There is no rule `zzzzz`"),
        ("rules shwo", "Did you mean `/askonce rules show`?"),
        ("rules help", "`/askonce rules export`"),
        ("set help", "`/askonce set NAME VALUE`"),
        ("rules try", "rules try please"),
        ("rules try please all like our post on LinkedIn", "private note"),
        ("rules undo", "nothing to take back"),
        ("rules history", "nothing to take back"),
        ("rules export", "nothing to take back"),
        ("set nudge.dayly 5", "did you mean nudge.daily?"),
        ("set nudge.daily", "`nudge.daily` is 3"),
        ("set people.admins U1", "config.toml only"),
        ("pause for ever", "Say for how long"),
        ("resume", "not resting"),
    ],
)
async def test_every_word_answers(text: str, said: str, here: World) -> None:
    assert said in await command(here, text)

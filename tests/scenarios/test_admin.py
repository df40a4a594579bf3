"""Admins shape the rules from Slack: seen beforehand, tried, saved, undone; others are refused."""

from pathlib import Path
from typing import Any

import pytest

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

"""The counts in Slack: in words and as a picture, for admins alone, whatever breaks."""

import time
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.home_view import STATS
from bot.model import Count, Outcome
from bot.storage import SqliteCounts
from tests.fakes import FakeClock
from tests.scenarios.world import HTTP, PRESS, RULESET, SOCKET, World, shown, world

WORDS = RULESET.words
WEEK_SECONDS = 7 * 86_400


async def remember_a_week(folder: Path, team: str) -> None:
    """A week that is over, with enough in it to tell of."""
    counts = SqliteCounts(str(folder / "counts.db"), FakeClock(time.time() - WEEK_SECONDS))
    for outcome, times in ((Outcome.ASKED, 31), (Outcome.NUDGED, 12)):
        await counts.add(team, [Count("verdict", "firm", outcome)] * times)
    counts.close()


def pictures(made: World, who: str) -> list[dict[str, Any]]:
    return [file for note in made.notes(who) for file in note["files"]]


@pytest.mark.parametrize("over", [SOCKET, HTTP])
async def test_an_admin_gets_numbers_and_a_picture_nobody_else_sees(
    over: str, tmp_path: Path
) -> None:
    async with world(tmp_path, over=over) as made:
        await remember_a_week(tmp_path, made.sandbox.team_id)
        await made.ask("stats", who="admin")

        said = shown(made.notes("admin"))
        assert "31 requests" in said
        assert "12 notes" in said
        (picture,) = pictures(made, "admin")
        assert "requests 31, notes 12" in picture["alt_txt"]
        async with (
            aiohttp.ClientSession() as page,
            page.get(f"{made.sandbox.url}/file/{picture['id']}") as answer,
        ):
            assert (await answer.read()).startswith(b"\x89PNG")
        assert not made.public()
        assert not any(made.notes(who) for who in ("ana", "manager", "raj"))


async def test_a_member_is_kindly_refused_and_a_forged_button_sends_nothing(
    tmp_path: Path,
) -> None:
    async with world(tmp_path) as made:
        await remember_a_week(tmp_path, made.sandbox.team_id)
        await made.ask("stats", who="ana")
        await made.sandbox.open_home(made.person("ana"))
        await made.settled()
        home = made.sandbox.seen_by(made.person("ana"))["home"]
        assert WORDS["bot.home.numbers_title"] not in shown(home)
        body = {
            "type": "block_actions",
            "team": {"id": made.sandbox.team_id},
            "user": {"id": made.person("ana")},
            "view": home,
            "actions": [{"action_id": STATS, "type": "button", "block_id": "home_numbers"}],
        }
        await made.app.bolt.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
        await made.settled()

        assert WORDS["bot.stats.refused"] in shown(made.notes("ana"))
        assert not pictures(made, "ana")
        assert not made.asked("files.getUploadURLExternal")


async def test_an_admins_home_has_the_counts_and_sends_the_picture(tmp_path: Path) -> None:
    async with world(tmp_path) as made:
        await remember_a_week(tmp_path, made.sandbox.team_id)
        admin = made.person("admin")
        await made.sandbox.open_home(admin)
        await made.settled()
        home = made.sandbox.seen_by(admin)["home"]
        assert "31 requests" in shown(home)
        await made.sandbox.press(admin, STATS, view_id=home["id"])
        await made.settled()

        assert len(pictures(made, "admin")) == 1


@pytest.mark.parametrize(
    "method",
    ["files.getUploadURLExternal", "upload", "files.completeUploadExternal", "chat.postMessage"],
)
async def test_where_no_picture_can_be_sent_the_numbers_still_come(
    method: str, tmp_path: Path
) -> None:
    async with world(tmp_path) as made:
        await remember_a_week(tmp_path, made.sandbox.team_id)
        made.sandbox.fault(method=method, status=500, error="internal_error", times=9)
        await made.ask("stats", who="admin")

        said = shown(made.notes("admin"))
        assert "12 notes" in said
        assert WORDS["bot.stats.unsent"] in said


async def test_this_weeks_notes_come_in_steps(here: World) -> None:
    for who in ("manager", "ana", "raj", "lee", "admin"):
        here.sandbox.workspace.advance(3_600)
        await here.post(PRESS, who=who)
    await here.ask("stats", who="admin")

    assert here.counted()["nudged"] == 5
    assert "5 or more notes" in shown(here.notes("admin"))

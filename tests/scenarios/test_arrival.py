"""The one introduction: said when the app is invited, and never again."""

import time
from pathlib import Path

import pytest

from bot.app import build
from bot.config import parse_config
from bot.serve import serving
from bot.settings import Settings
from tests.fakes import FakeCounts
from tests.scenarios.world import HTTP, RULESET, SOCKET, World, shown, world

WORDS = RULESET.words


async def invite(made: World, channel: str = "random") -> None:
    await made.sandbox.kick_bot(made.channel(channel))
    await made.sandbox.invite_bot(made.channel(channel))
    await made.settled()


async def test_the_app_introduces_itself_once_a_channel(both: World) -> None:
    for _ in range(2):
        await invite(both)

    (said,) = both.public()
    assert said["channel"] == both.channel("random")
    assert WORDS["bot.introduction.text"] in shown(said["blocks"])


async def test_it_is_not_repeated_after_a_restart(tmp_path: Path) -> None:
    async with world(tmp_path, over=HTTP) as made:
        await invite(made)
        settings = Settings(parse_config(""), "", signing_secret=made.sandbox.signing_secret)
        again = build(settings, RULESET, made.app.slack, FakeCounts(), time.time)
        async with serving(again, host="127.0.0.1", port=0) as port:
            made.sandbox.set_request_url(f"http://127.0.0.1:{port}/slack/events")
            await invite(made)
            assert await again.quiet.wait(10)
            await made.settled()

        assert len(made.public()) == 1


async def test_where_slack_does_not_tell_the_past_nothing_is_said(here: World) -> None:
    here.sandbox.fault(method="conversations.history", error="missing_scope")
    await invite(here)

    assert not here.public()


async def test_what_others_said_before_hinders_nothing(here: World) -> None:
    await here.post("Hello, this is Ask Once.", where="random")
    await invite(here)

    assert len(here.public()) == 1


@pytest.mark.parametrize(
    "config", ["[channels]\nintroduce = false\n", '[channels]\nexcluded = ["C0RANDOM07"]\n']
)
async def test_the_introduction_can_be_switched_off(config: str, tmp_path: Path) -> None:
    async with world(tmp_path, over=SOCKET, config=config) as made:
        await invite(made)

        assert not made.public()

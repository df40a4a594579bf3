"""The digest and rules that step back, in the real app: told in counts, once, and never who."""
# ruff: noqa: ARG002 - a fake takes what its port takes

import time
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.config import parse_config
from bot.digest import TRIAL_BUTTON
from bot.digesting import Digesting
from bot.model import Count, Outcome
from bot.storage import SqliteCounts
from tests.fakes import FakeClock
from tests.scenarios.world import RULESET, World, shown, world

WORDS = RULESET.words
HOUR, WEEK = 3_600, 7 * 86_400
CONFIG = '[digest]\nchannel = "{channel}"\nweekday = "monday"\nhour = 9\ntimezone = "{zone}"\n'
LEADS = "C0LEADS005"


@pytest.fixture
async def told(tmp_path: Path) -> AsyncIterator[World]:
    """A world whose digest goes to the leads."""
    async with world(tmp_path, config=CONFIG.format(channel=LEADS, zone="UTC")) as made:
        yield made


async def keep(made: World, at: float, *counts: tuple[str, str, Outcome, int]) -> None:
    store = SqliteCounts(str(made.database), FakeClock(at))
    for kind, name, outcome, times in counts:
        await store.add(made.sandbox.team_id, [Count(kind, name, outcome)] * times)
    store.close()


async def notes_of_last_week(made: World) -> None:
    await keep(made, time.time() - WEEK, ("verdict", "firm", Outcome.NUDGED, 14))


async def answers(made: World, helpful: int, not_pressure: int, rule: str = "tracking") -> None:
    found = (
        ("rule", rule, Outcome.HELPFUL, helpful),
        ("rule", rule, Outcome.NOT_PRESSURE, not_pressure),
    )
    await keep(made, time.time(), *found)


def digests(made: World) -> list[dict[str, Any]]:
    return [note for note in made.public() if note["channel"] == LEADS]


async def send(made: World, due: float = 1.0) -> bool:
    digest = await made.app.digesting.digest(made.sandbox.team_id)
    sent = await digest.send(made.sandbox.team_id, due)
    await made.settled()
    return sent


async def test_the_digest_tells_the_last_week_once(told: World) -> None:
    await notes_of_last_week(told)

    assert await send(told)
    assert not await send(told)
    (note,) = digests(told)
    assert "14 notes" in shown(note["blocks"])
    assert TRIAL_BUTTON not in shown(note["blocks"])


async def test_it_is_silent_when_there_is_nothing_worth_saying(told: World) -> None:
    await keep(told, time.time() - WEEK, ("verdict", "firm", Outcome.NUDGED, 4))
    await answers(told, helpful=9, not_pressure=9)

    assert not await send(told)
    assert not digests(told)


async def test_an_admin_sees_beforehand_what_it_would_say(told: World) -> None:
    await told.ask("digest", who="admin")
    assert WORDS["bot.digest.nothing"] in shown(told.notes("admin"))

    await notes_of_last_week(told)
    for who in ("admin", "ana"):
        await told.ask("digest", who=who)
    assert "14 notes" in shown(told.notes("admin"))
    assert "14 notes" not in shown(told.notes("ana"))
    assert not digests(told)


async def test_without_a_channel_there_is_no_digest(here: World) -> None:
    await notes_of_last_week(here)

    assert not await send(here)
    assert not here.public()
    await here.ask("digest", who="admin")
    assert WORDS["bot.digest.nowhere"] in shown(here.notes("admin"))


async def test_one_rule_at_most_is_suggested_and_an_admins_press_sets_it_on_trial(
    told: World,
) -> None:
    await answers(told, helpful=3, not_pressure=9)
    await answers(told, helpful=4, not_pressure=6, rule="reward")
    assert await send(told)
    (note,) = digests(told)
    said = shown(note["blocks"])
    assert said.count(TRIAL_BUTTON) == 1
    assert "not pressure 5 or more times, and helpful fewer than 5 times" in said

    await told.sandbox.press(told.person("admin"), TRIAL_BUTTON, message_ts=note["ts"])
    assert await told.app.quiet.wait(60)  # rules are laid anew
    await told.settled()
    rules = {rule.id: rule.status for rule in (await ruleset(told)).rules}
    assert (rules["tracking"], rules["reward"]) == ("trial", "on")
    assert "is on trial now" in shown(told.notes("admin"))


async def ruleset(made: World) -> Any:
    return await made.app.rulebook.ruleset(made.sandbox.team_id)


async def test_a_press_of_somebody_else_changes_nothing(told: World) -> None:
    await answers(told, helpful=0, not_pressure=9)
    assert await send(told)
    for who in ("manager", "ana"):
        action = {"action_id": TRIAL_BUTTON, "type": "button", "value": "tracking", "block_id": "b"}
        body = {
            "type": "block_actions",
            "team": {"id": told.sandbox.team_id},
            "user": {"id": told.person(who)},
            "actions": [action],
        }
        await told.app.bolt.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
        await told.settled()

    assert not await told.app.rulebook.history(told.sandbox.team_id)


async def test_a_forged_rule_is_refused_in_words(told: World) -> None:
    digest = await told.app.digesting.digest(told.sandbox.team_id)
    note = await digest.set_on_trial(told.sandbox.team_id, told.person("admin"), "<!channel>")

    assert "<!channel>" not in note.text
    assert not await told.app.rulebook.history(told.sandbox.team_id)


async def test_a_rule_that_people_call_wrong_sets_itself_on_trial_and_says_so(
    told: World,
) -> None:
    await answers(told, helpful=4, not_pressure=15)
    digest = await told.app.digesting.digest(told.sandbox.team_id)
    assert await digest.demote(told.sandbox.team_id) == []

    await answers(told, helpful=0, not_pressure=1)
    assert await digest.demote(told.sandbox.team_id) == ["tracking"]
    await told.settled()
    assert {rule.id: rule.status for rule in (await ruleset(told)).rules}["tracking"] == "trial"
    (note,) = digests(told)
    assert "has set itself on trial" in shown(note["blocks"])
    assert "not pressure 15 or more times, and helpful fewer than 5 times" in shown(note["blocks"])

    # Whoever takes it back has the rule on: old answers do not count against it again.
    await told.app.rulebook.undo(told.sandbox.team_id, told.person("admin"))
    digest = await told.app.digesting.digest(told.sandbox.team_id)
    assert await digest.demote(told.sandbox.team_id) == []


@pytest.mark.parametrize("zone", ["Europe/Stockholm", "America/New_York"])
async def test_it_comes_at_the_hour_there_before_and_after_the_clocks_change(
    zone: str, tmp_path: Path
) -> None:
    clock = FakeClock(datetime(2026, 9, 1, tzinfo=ZoneInfo("UTC")).timestamp())
    sent: list[float] = []

    class Sends:
        settings = parse_config(CONFIG.format(channel=LEADS, zone=zone)).digest

        async def demote(self, team: str) -> list[str]:
            return []

        async def send(self, team: str, due: float) -> bool:
            sent.append(due)
            return True

    async def digest(team: str) -> Any:
        return Sends()

    digesting = Digesting(digest, clock)
    for _ in range(24 * 7 * 12):
        await digesting.look("T1")
        clock.move(HOUR)

    hours = [datetime.fromtimestamp(moment, ZoneInfo(zone)) for moment in sent]
    assert [(hour.weekday(), hour.hour) for hour in hours] == [(0, 9)] * 12
    assert len({hour.utcoffset() for hour in hours}) == 2

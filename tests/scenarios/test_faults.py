"""What goes wrong on the way: once is once, nothing shows in a channel, the app lives on."""
# ruff: noqa: ARG002 - a fake takes what its port takes

from collections.abc import Iterable
from pathlib import Path

import aiohttp
import pytest

from bot.model import Count
from bot.ports import CountRow
from bot.storage import StorageError
from tests.scenarios.world import HTTP, MUST, PRESS, RULESET, World, world

ONCE = {"seen": 1, "asked": 1, "nudged": 1}


async def test_four_deliveries_of_one_event_nudge_and_count_once(both: World) -> None:
    both.sandbox.fault(kind="duplicate_events", times=3)
    await both.post(PRESS)

    assert both.counted() == ONCE
    assert len(both.notes()) == 1


async def test_retries_with_slacks_headers_nudge_and_count_once(both: World) -> None:
    both.sandbox.fault(kind="no_ack_retry", times=3)
    await both.post(PRESS)

    assert [delivery.attempt for delivery in both.sandbox.deliveries] == [0, 1, 2, 3]
    assert both.counted() == ONCE


async def test_an_event_that_waits_for_the_reconnection_nudges_and_counts_once(
    here: World,
) -> None:
    here.sandbox.fault(kind="drop_socket")
    await here.post(PRESS)
    here.sandbox.fault(kind="duplicate_events", times=1)
    here.sandbox.workspace.advance(601)
    await here.post(MUST, who="ana")

    assert here.counted() == {name: 2 * count for name, count in ONCE.items()}


async def test_a_rate_limit_is_waited_for(here: World) -> None:
    here.sandbox.fault(method="chat.postEphemeral", status=429, error="ratelimited", retry_after=1)
    await here.post(PRESS)

    assert len(here.notes()) == 1
    assert here.counted() == ONCE


async def test_a_broken_slack_fails_silently_and_is_counted(both: World) -> None:
    both.sandbox.fault(method="chat.postEphemeral", status=500)
    await both.post(PRESS)
    assert not both.notes()
    assert not both.public()
    assert both.counted()["failed"] == 1

    await both.post(MUST)
    assert len(both.notes()) == 1


async def test_a_refused_place_makes_the_note_a_direct_message(both: World) -> None:
    both.sandbox.fault(method="chat.postEphemeral", error="user_not_in_channel")
    await both.post(PRESS)

    (note,) = both.notes()
    assert note["channel"].startswith("D")
    assert both.counted() == ONCE | {"fell_back": 1}
    assert not both.public()


async def test_a_person_that_cannot_be_looked_up_gets_no_note(here: World) -> None:
    here.sandbox.fault(method="users.info", error="user_not_found", times=2)
    await here.post(MUST)

    assert not here.notes()
    assert here.counted() == {"seen": 1, "failed": 1}


class BrokenCounts:
    """Counts whose disk is gone."""

    async def add(self, workspace: str, counts: Iterable[Count]) -> None:
        raise StorageError("canary")

    async def rows(self, workspace: str | None = None) -> list[CountRow]:
        raise StorageError("canary")

    async def tables(self) -> dict[str, tuple[str, ...]]:
        raise StorageError("canary")


async def test_a_broken_disk_stops_no_note_and_no_answer(tmp_path: Path) -> None:
    async with world(tmp_path, counts=BrokenCounts()) as broken:
        await broken.post(PRESS)
        assert len(broken.notes()) == 1

        said = await broken.ask("check please all share our post on your LinkedIn")
        assert RULESET.words["bot.trouble"] in said
        assert not broken.public()


@pytest.mark.parametrize(
    ("path", "status"),
    [("/healthz", 200), ("/readyz", 200), ("/slack/install", 501), ("/slack/oauth_redirect", 501)],
)
async def test_http_answers_its_watchdog_and_says_what_is_not_configured(
    path: str, status: int, tmp_path: Path
) -> None:
    async with (
        world(tmp_path, over=HTTP) as made,
        aiohttp.ClientSession() as browser,
        browser.get(made.url + path) as answer,
    ):
        assert answer.status == status


async def test_requests_without_a_signature_are_refused(tmp_path: Path) -> None:
    async with world(tmp_path, over=HTTP) as made, aiohttp.ClientSession() as stranger:
        for body, status in (('{"type": "event_callback"}', 401), ("{not json", 400)):
            headers = {"Content-Type": "application/json"}
            async with stranger.post(
                f"{made.url}/slack/events", data=body, headers=headers
            ) as answer:
                assert answer.status == status


async def test_a_stopping_app_is_not_ready(tmp_path: Path) -> None:
    async with world(tmp_path, over=HTTP) as made, aiohttp.ClientSession() as browser:
        await made.app.slack.session.close()
        async with browser.get(f"{made.url}/readyz") as answer:
            assert answer.status == 503

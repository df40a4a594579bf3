"""The story and the demo, as a newcomer starts them: real processes, both ways to connect."""

import asyncio
import contextlib
import io
import signal
import sys

import aiohttp
import pytest

from bot import tour
from bot.stage import StageError, set_stage

DEMO = (sys.executable, "-m", "bot", "demo", "--port", "0")


@pytest.mark.parametrize("way", [[], ["--http"]], ids=["socket mode", "signed http"])
def test_the_story_ends_well(way: list[str]) -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = tour.main(way)
    told = out.getvalue()
    assert code == 0, told
    assert "Everybody saw what they should" in told
    assert told.count("only Marta Lindqvist sees:") == 14
    assert told.count("only Raj Patel sees:") == 4
    assert told.count("only Ana Duarte sees:") == 7
    assert told.count("everybody in the channel sees:") == 2
    assert told.count("only Sam Okafor sees:") == 4
    assert told.count("only Lee Chen sees:") == 7
    assert "fewer than 5" in told


def test_the_story_tells_when_a_note_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    quiet = tour.Scene("An ordinary message", "ana", "general", "Lunch at noon?", noted=True)
    monkeypatch.setattr(tour, "STORY", (quiet,))
    monkeypatch.setattr(tour, "PATIENCE_SECONDS", 2)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert tour.main([]) == 1
    assert "Ana Duarte sees 0 new notes, not 1" in " ".join(out.getvalue().split())


async def test_the_demo_prints_an_address_that_serves_the_page_and_stops_when_told() -> None:
    process = await asyncio.create_subprocess_exec(*DEMO, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    first = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
    address = first.split()[-1]
    async with aiohttp.ClientSession() as session, session.get(address) as page:
        assert page.status == 200
        assert "Speak as" in await page.text()
    process.send_signal(signal.SIGINT)
    await process.stdout.read()
    assert await asyncio.wait_for(process.wait(), 30) == 0


async def test_a_taken_port_is_said_in_words() -> None:
    async with set_stage() as stage:
        port = int(stage.url.rsplit(":", 1)[1])
        with pytest.raises(StageError, match="did not start"):
            async with set_stage(port=port):
                pass


def test_an_app_that_does_not_start_shows_its_log() -> None:
    async def start() -> None:
        async with set_stage(config="nonsense = 1\n"):
            pass

    with pytest.raises(StageError, match="nonsense"):
        asyncio.run(start())

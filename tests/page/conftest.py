"""A running demo and a real browser; without a browser these tests say so and are left out."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright

from bot.stage import Stage, set_stage

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    async with set_stage(config="[nudge]\ncooldown_minutes = 0\ndaily = 100\n") as running:
        yield running


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield chromium
        await chromium.close()


@pytest.fixture
async def page(browser: Browser, stage: Stage) -> AsyncIterator[Page]:
    opened = await browser.new_page(viewport={"width": 1280, "height": 800})
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    await opened.goto(stage.url)
    await opened.wait_for_selector("#people button")
    yield opened
    await opened.close()
    assert problems == []

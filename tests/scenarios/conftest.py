"""A fresh world for every scenario, over both ways to connect."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.scenarios.world import HTTP, SOCKET, World, world


@pytest.fixture(params=[SOCKET, HTTP])
async def both(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path, over=request.param) as made:
        yield made


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as made:
        yield made

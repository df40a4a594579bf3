"""A fresh workspace for every test, and Slack's own client on it."""

from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from tests.sandbox.apps import calling, manifest


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox.start(manifest(), quiet=0.05, ack_seconds=1.0) as made:
        yield made


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[AsyncWebClient]:
    async with calling(sandbox) as made:
        yield made

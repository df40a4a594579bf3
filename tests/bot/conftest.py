"""What the app's tests share."""

from collections.abc import AsyncIterator

import pytest

import rules
from bot.slack import Slack
from tests.bot.web_api import WebApi, web_api


@pytest.fixture(scope="session")
def ruleset() -> rules.RuleSet:
    return rules.load_defaults()


@pytest.fixture
async def connection() -> AsyncIterator[tuple[WebApi, Slack]]:
    async with web_api() as both:
        yield both


@pytest.fixture
def api(connection: tuple[WebApi, Slack]) -> WebApi:
    return connection[0]


@pytest.fixture
def slack(connection: tuple[WebApi, Slack]) -> Slack:
    return connection[1]

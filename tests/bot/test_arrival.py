"""Looking for the app's own words in a channel, over a real socket."""

import pytest

from bot.slack import Slack
from bot.spoken import PAGES, SlackOwnWords
from tests.bot.web_api import BOT, TEAM, Answer, WebApi, refused

OWN = {"user": BOT, "bot_id": "B0BOT", "ts": "1.0", "text": "Hello"}
MORE = {"ok": True, "messages": [], "response_metadata": {"next_cursor": "next"}}


async def looked(slack: Slack) -> bool | None:
    return await SlackOwnWords(slack.reading).spoke_in(TEAM, "C1", BOT)


async def test_own_words_are_found_on_a_later_page(api: WebApi, slack: Slack) -> None:
    api.answer("conversations.history", Answer(MORE), Answer({"ok": True, "messages": [OWN]}))

    assert await looked(slack) is True
    assert [call.get("cursor") for call in api.asked("conversations.history")] == [None, "next"]


@pytest.mark.parametrize(
    "message",
    [OWN | {"subtype": "channel_join"}, OWN | {"user": "U1"}, {"ts": "1.0"}],
    ids=["that it joined", "what others said", "what nobody said"],
)
async def test_other_messages_are_no_own_words(
    message: dict[str, str], api: WebApi, slack: Slack
) -> None:
    api.answer("conversations.history", Answer({"ok": True, "messages": [message]}))

    assert await looked(slack) is False


async def test_the_look_back_has_an_end(api: WebApi, slack: Slack) -> None:
    api.answer("conversations.history", *[Answer(MORE)] * (PAGES + 1))

    assert await looked(slack) is False
    assert len(api.asked("conversations.history")) == PAGES


async def test_a_past_that_cannot_be_had_is_not_known(api: WebApi, slack: Slack) -> None:
    api.answer("conversations.history", refused("missing_scope"))

    assert await looked(slack) is None

"""The edge to Slack: people, history, notes and answers, over a real socket."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

import rules
from bot.blocks import plain_note
from bot.history import SlackHistory
from bot.model import STRANGER, Delivery, Manner, Message, Place, Sent
from bot.nudger import SlackNudger
from bot.reading import SlackReader
from bot.replies import SlackReplies
from bot.slack import Slack, error_code
from bot.user_group import RETRY_SECONDS, UserGroup
from bot.who import KEEP_SECONDS, SlackPeople, read_person
from rules import Ask, Finding, Judgement, Nudge, Verdict
from tests.bot.web_api import TEAM, Answer, WebApi, refused
from tests.fakes import FakeClock

JUDGEMENT = Judgement(Verdict.FIRM, (Ask.AMPLIFY,), (), (Finding("amplify", 0, 4),))
NUDGE = Nudge("Hello.", ("share it",), "Because.", ("Otherwise.",), "Only you.")
MESSAGE = Message(TEAM, "C1", "U1", "1.5", "share it")
REPLY = Message(TEAM, "C1", "U1", "1.5", "share it", "1.0")


def people(slack: Slack, clock: FakeClock | None = None, **more: Any) -> SlackPeople:
    given: dict[str, Any] = {"guests": False, "outsiders": False} | more
    return SlackPeople(slack.reading, clock or FakeClock(), **given)


@pytest.mark.parametrize(
    ("user", "may"),
    [
        ({"team_id": TEAM}, True),
        ({}, True),
        ({"team_id": TEAM, "is_bot": True}, False),
        ({"team_id": TEAM, "is_restricted": True}, False),
        ({"team_id": TEAM, "is_ultra_restricted": True}, False),
        ({"team_id": "T2"}, False),
        ({"team_id": TEAM, "is_stranger": True}, False),
        ({"team_id": "T2", "enterprise_user": {"teams": [TEAM, "T2"]}}, True),
    ],
    ids=str,
)
async def test_only_members_of_the_house_are_nudged(
    user: dict[str, Any], may: bool, api: WebApi, slack: Slack
) -> None:
    api.answer("users.info", Answer({"ok": True, "user": user}))

    assert await people(slack).may_be_nudged(TEAM, "U1") is may


async def test_guests_and_outsiders_can_be_switched_on(api: WebApi, slack: Slack) -> None:
    api.answer("users.info", Answer({"ok": True, "user": {"team_id": "T2", "is_restricted": True}}))

    assert await people(slack, guests=True, outsiders=True).may_be_nudged(TEAM, "U1")


async def test_a_person_is_looked_up_once_in_a_while(api: WebApi, slack: Slack) -> None:
    clock = FakeClock()
    known = people(slack, clock)
    await known.may_be_nudged(TEAM, "U1")
    await known.may_be_nudged(TEAM, "U1")
    assert len(api.asked("users.info")) == 1

    clock.move(KEEP_SECONDS)
    await known.may_be_nudged(TEAM, "U1")
    assert len(api.asked("users.info")) == 2


async def test_a_person_slack_does_not_tell_of_is_not_known(api: WebApi, slack: Slack) -> None:
    api.answer("users.info", refused("user_not_found"), refused("user_not_found"))

    assert await people(slack).may_be_nudged(TEAM, "U1") is None
    assert not await people(slack).is_admin(TEAM, "U1")


async def test_reading_is_tried_again_after_a_fault_of_slacks(api: WebApi, slack: Slack) -> None:
    api.answer("users.info", Answer({"ok": False}, 500))

    assert await people(slack).may_be_nudged(TEAM, "U1")


async def test_admins_are_those_of_the_workspace_and_of_the_list(api: WebApi, slack: Slack) -> None:
    owner = {"team_id": TEAM, "is_owner": True}
    api.answer("users.info", Answer({"ok": True, "user": owner}))

    assert await people(slack).is_admin(TEAM, "U1")
    listed = UserGroup(slack.browsing, FakeClock(), named=frozenset({"U2"}), group="")
    assert await people(slack, admins=listed).is_admin(TEAM, "U2")
    assert not await people(slack).is_admin(TEAM, "U3")


def test_an_admin_of_another_house_is_none_here() -> None:
    assert read_person({"team_id": "T2", "is_admin": True}, TEAM).outsider


async def test_history_is_read_page_by_page_people_only(api: WebApi, slack: Slack) -> None:
    def page(cursor: str, *messages: dict[str, Any]) -> Answer:
        more = {"response_metadata": {"next_cursor": cursor}}
        return Answer({"ok": True, "messages": list(messages)} | more)

    api.answer(
        "conversations.history",
        page("next", {"user": "U1", "ts": "3.0", "text": "c"}, {"bot_id": "B1", "ts": "2.0"}),
        page("", {"user": "U2", "ts": "1.0"}),
    )
    found, whole = await SlackHistory(slack.browsing, pages=3, seconds=5).read(TEAM, "C1", 0.5)

    assert [(past.sender, past.time, past.text) for past in found] == [
        ("U1", 3.0, "c"),
        ("U2", 1.0, ""),
    ]
    assert whole
    assert [call.get("cursor") for call in api.asked("conversations.history")] == [None, "next"]


async def test_history_stops_at_its_bound_of_pages(api: WebApi, slack: Slack) -> None:
    more = Answer({"ok": True, "messages": [], "response_metadata": {"next_cursor": "more"}})
    api.answer("conversations.history", more, more, more)

    assert await SlackHistory(slack.browsing, pages=2, seconds=5).read(TEAM, "C1", 0.5) == (
        [],
        True,
    )
    assert len(api.asked("conversations.history")) == 2


async def test_no_history_is_read_when_none_is_wanted(api: WebApi, slack: Slack) -> None:
    assert await SlackHistory(slack.browsing, pages=0, seconds=5).read(TEAM, "C1", 0.5) == (
        [],
        True,
    )
    assert not api.calls


@pytest.mark.parametrize(
    "answer",
    [refused("missing_scope"), Answer({"ok": False}, 429, {"Retry-After": "60"}), Answer("<", 502)],
    ids=["refused", "limited", "broken"],
)
async def test_a_history_that_cannot_be_had_is_not_known(
    answer: Answer, api: WebApi, slack: Slack
) -> None:
    api.answer("conversations.history", answer)

    assert await SlackHistory(slack.browsing, pages=3, seconds=5).read(TEAM, "C1", 0.5) == (
        [],
        False,
    )


@pytest.fixture
def nudger(slack: Slack, ruleset: rules.RuleSet) -> SlackNudger:
    return SlackNudger(slack.posting, ruleset.words)


async def test_a_note_goes_to_its_sender_only(nudger: SlackNudger, api: WebApi) -> None:
    assert (await nudger.nudge(MESSAGE, JUDGEMENT, NUDGE, STRANGER)).delivery is Delivery.ACCEPTED

    (call,) = api.asked("chat.postEphemeral")
    assert (call["channel"], call["user"]) == ("C1", "U1")
    assert "thread_ts" not in call
    assert [name for name, _ in api.calls] == ["chat.postEphemeral"]


async def test_a_note_on_a_reply_goes_into_its_thread(nudger: SlackNudger, api: WebApi) -> None:
    await nudger.nudge(REPLY, JUDGEMENT, NUDGE, STRANGER)

    assert api.asked("chat.postEphemeral")[0]["thread_ts"] == "1.0"


async def test_a_refused_place_makes_the_note_a_direct_message(
    nudger: SlackNudger, api: WebApi
) -> None:
    api.answer("chat.postEphemeral", refused("user_not_in_channel"))

    assert (await nudger.nudge(MESSAGE, JUDGEMENT, NUDGE, STRANGER)).delivery is Delivery.FELL_BACK
    (call,) = api.asked("chat.postMessage")
    assert call["channel"] == "U1"
    assert "<#C1>" in str(call["blocks"])


async def test_a_note_goes_as_a_direct_message_where_its_reader_wishes_so(
    nudger: SlackNudger, api: WebApi
) -> None:
    api.answer("chat.postMessage", Answer({"ok": True, "channel": "D1", "ts": "9.9"}))
    sent = await nudger.nudge(MESSAGE, JUDGEMENT, NUDGE, Manner(direct=True))

    assert sent == Sent(Delivery.ACCEPTED, ("D1", "9.9"))
    assert [name for name, _ in api.calls] == ["chat.postMessage"]


async def test_a_rate_limit_is_waited_for(nudger: SlackNudger, api: WebApi) -> None:
    api.answer("chat.postEphemeral", Answer({"ok": False}, 429, {"Retry-After": "0"}))

    assert (await nudger.nudge(MESSAGE, JUDGEMENT, NUDGE, STRANGER)).delivery is Delivery.ACCEPTED
    assert len(api.asked("chat.postEphemeral")) == 2


@pytest.mark.parametrize(
    "answer",
    [refused("invalid_blocks"), Answer({"ok": False}, 500), Answer("<html>", 503)],
    ids=["refused", "broken", "no json"],
)
async def test_a_note_that_may_have_arrived_is_never_sent_again(
    answer: Answer, nudger: SlackNudger, api: WebApi
) -> None:
    api.answer("chat.postEphemeral", answer)

    assert (await nudger.nudge(MESSAGE, JUDGEMENT, NUDGE, STRANGER)).delivery is Delivery.FAILED
    assert len(api.calls) == 1


async def test_a_note_nobody_takes_has_failed(nudger: SlackNudger, api: WebApi) -> None:
    api.answer("chat.postEphemeral", refused("is_archived"))
    api.answer("chat.postMessage", refused("messages_tab_disabled"))

    assert (await nudger.nudge(MESSAGE, JUDGEMENT, NUDGE, STRANGER)).delivery is Delivery.FAILED


async def test_answers_tell_whether_slack_took_them(api: WebApi, slack: Slack) -> None:
    replies = SlackReplies(slack.posting)
    api.answer("views.open", refused("expired_trigger_id"))

    assert not await replies.open_view("1", {"type": "modal"})
    assert await replies.publish_home("U1", {"type": "home"})
    assert await replies.introduce("C1", plain_note("Hello."))


async def test_a_response_url_is_answered_or_not(api: WebApi, slack: Slack) -> None:
    replies = SlackReplies(slack.posting)
    api.answer("response", Answer("gone", 404), Answer("ok"), Answer("ok"))

    assert not await replies.respond(f"{api.url}response", plain_note("Hello."))
    assert await replies.respond(f"{api.url}response", plain_note("Hello."))
    assert await replies.respond(f"{api.url}response", plain_note("Hello."), replace=True)
    assert api.asked("response")[2]["replace_original"] is True
    assert api.asked("response")[1]["response_type"] == "ephemeral"


async def test_thanks_go_beside_the_message_or_in_place_of_a_direct_one(
    api: WebApi, slack: Slack
) -> None:
    replies = SlackReplies(slack.posting)
    api.answer("chat.update", Answer({"ok": True}), refused("message_not_found"))

    assert await replies.whisper(REPLY, plain_note("Thanks."))
    assert await replies.change(("D1", "9.9"), plain_note("Thanks."))
    assert not await replies.change(("D1", "9.9"), plain_note("Thanks."))
    (call,) = api.asked("chat.postEphemeral")
    assert (call["channel"], call["user"], call["thread_ts"]) == ("C1", "U1", "1.0")
    assert api.asked("chat.update")[0]["channel"] == "D1"


def history(*messages: dict[str, Any]) -> Answer:
    return Answer({"ok": True, "messages": list(messages)})


async def test_a_message_is_read_again_for_its_own_sender_only(api: WebApi, slack: Slack) -> None:
    reader, mine = SlackReader(slack.browsing), {"ts": "1.5", "user": "U1", "text": "share it"}
    api.answer("conversations.history", history(mine), history(mine), history())

    assert await reader.text(Place("C1", "1.5"), "U1") == "share it"
    assert await reader.text(Place("C1", "1.5"), "U2") is None
    assert await reader.text(Place("C1", "1.5"), "U1") is None
    asked = api.asked("conversations.history")[0]
    assert (asked["oldest"], asked["latest"], asked["limit"]) == ("1.5", "1.5", "1")


async def test_a_reply_is_read_again_in_its_thread(api: WebApi, slack: Slack) -> None:
    head, reply = {"ts": "1.0", "user": "U1", "text": "a"}, {"ts": "1.5", "user": "U1", "text": "b"}
    api.answer("conversations.replies", history(head, reply))

    assert await SlackReader(slack.browsing).text(Place("C1", "1.5", "1.0"), "U1") == "b"
    assert api.asked("conversations.replies")[0]["ts"] == "1.0"


async def test_what_slack_does_not_tell_of_a_message_is_not_known(
    api: WebApi, slack: Slack
) -> None:
    reader = SlackReader(slack.browsing)
    api.answer("conversations.history", refused("not_in_channel"))
    api.answer("chat.getPermalink", refused("message_not_found"), Answer({"ok": True}))

    assert await reader.text(Place("C1", "1.5"), "U1") is None
    assert await reader.link(Place("C1", "1.5")) is None
    assert await reader.link(Place("C1", "1.5")) == ""
    assert await reader.text(Place(), "U1") is None
    assert await reader.link(Place()) is None


async def test_managers_are_those_of_the_list_and_of_the_group(api: WebApi, slack: Slack) -> None:
    api.answer("usergroups.users.list", Answer({"ok": True, "users": ["U1"]}))
    managers = UserGroup(slack.browsing, FakeClock(), named=frozenset({"U9"}), group="S1")

    for user, is_one in (("U1", True), ("U2", False), ("U9", True)):
        assert await people(slack, managers=managers).is_manager(TEAM, user) is is_one
    assert len(api.asked("usergroups.users.list")) == 1


async def test_without_a_group_nobody_is_looked_up(api: WebApi, slack: Slack) -> None:
    managers = UserGroup(slack.browsing, FakeClock(), named=frozenset(), group="")

    assert not await managers.include(TEAM, "U1")
    assert not await people(slack).is_manager(TEAM, "U1")
    assert not api.calls


async def test_a_group_slack_does_not_show_has_nobody_and_is_tried_again(
    api: WebApi, slack: Slack
) -> None:
    clock = FakeClock()
    managers = UserGroup(slack.browsing, clock, named=frozenset(), group="S1")
    api.answer("usergroups.users.list", refused("missing_scope"))
    assert not await managers.include(TEAM, "U1")
    assert not await managers.include(TEAM, "U1")
    assert len(api.asked("usergroups.users.list")) == 1

    clock.move(RETRY_SECONDS)
    api.answer("usergroups.users.list", Answer({"ok": True, "users": ["U1"]}))
    assert await managers.include(TEAM, "U1")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (TimeoutError(), "timeout"),
        (OSError(), "unreachable"),
        (SlackApiError("", {"error": "is_archived"}), "is_archived"),
        (SlackApiError("", {"error": "canary"}), "other"),
        (SlackApiError("", object()), "other"),  # type: ignore[arg-type]
    ],
    ids=["late", "away", "known", "unknown", "no json"],
)
def test_errors_are_called_by_names_from_a_list(error: Exception, code: str) -> None:
    assert error_code(error) == code

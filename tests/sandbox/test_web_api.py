"""The Web API through Slack's own client: what it answers, and what it refuses."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from tests.sandbox.apps import calling, manifest, section


async def refusal(call: Any) -> SlackApiError:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value


async def error_of(call: Any) -> str:
    return str((await refusal(call)).response["error"])


@pytest.mark.parametrize(("token", "error"), [("", "not_authed"), ("xoxb-another", "invalid_auth")])
async def test_tokens_are_checked(sandbox: Sandbox, token: str, error: str) -> None:
    async with calling(sandbox, token) as client:
        assert await error_of(client.auth_test()) == error


async def test_each_token_opens_its_own_doors(sandbox: Sandbox, client: AsyncWebClient) -> None:
    opening = client.apps_connections_open(app_token=sandbox.bot_token)
    assert await error_of(opening) == "not_allowed_token_type"
    async with calling(sandbox, sandbox.app_token) as other:
        assert await error_of(other.auth_test()) == "not_allowed_token_type"


async def test_methods_slack_has_and_the_sandbox_has_not_are_unknown(
    client: AsyncWebClient,
) -> None:
    assert await error_of(client.reactions_get()) == "unknown_method"


async def test_the_token_says_who_it_is(sandbox: Sandbox, client: AsyncWebClient) -> None:
    answer = await client.auth_test()

    assert answer["user_id"] == sandbox.bot_user_id
    assert answer["team_id"] == sandbox.team_id
    assert "chat:write" in answer.headers["X-OAuth-Scopes"].split(",")


@pytest.mark.parametrize(
    ("scope", "method", "args"),
    [
        ("chat:write", "chat.postEphemeral", {}),
        ("chat:write", "chat.postMessage", {}),
        ("channels:history", "conversations.history", {"channel": "C0GENERAL1"}),
        ("groups:history", "conversations.history", {"channel": "C0LEADS005"}),
        ("channels:read", "conversations.info", {"channel": "C0GENERAL1"}),
        ("groups:read", "users.conversations", {"types": "public_channel,private_channel"}),
        ("im:write", "conversations.open", {"users": "U0ANADU002"}),
        ("users:read", "users.info", {"user": "U0ANADU002"}),
        ("usergroups:read", "usergroups.users.list", {"usergroup": "S0MANAGER1"}),
        ("team:read", "team.info", {}),
    ],
)
async def test_a_missing_scope_is_named(scope: str, method: str, args: dict[str, Any]) -> None:
    async with Sandbox.start(manifest(without=[scope])) as made, calling(made) as client:
        refused = await refusal(client.api_call(method, json=args))

    assert refused.response["error"] == "missing_scope"
    assert refused.response["needed"] == scope
    assert scope not in refused.response["provided"].split(",")


async def test_a_private_note_is_seen_by_one_and_is_in_no_history(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    ana, general = sandbox.people["ana"].id, sandbox.channels["general"].id
    answer = await client.chat_postEphemeral(channel=general, user=ana, text="psst")

    (note,) = sandbox.seen_by(ana)["messages"][general]
    assert (note["text"], note["ephemeral"], note["ts"]) == ("psst", True, answer["message_ts"])
    assert not sandbox.seen_by(sandbox.people["raj"].id)["messages"][general]
    assert (await client.conversations_history(channel=general))["messages"] == []
    for call in (client.chat_update, client.chat_delete):
        args = {"channel": general, "ts": answer["message_ts"], "text": "no"}
        assert await error_of(call(**args)) == "message_not_found"


@pytest.mark.parametrize(
    ("channel", "user", "error"),
    [
        ("random", "ana", "not_in_channel"),
        ("design", "raj", "user_not_in_channel"),
        ("general", "outsider", "user_not_in_channel"),
    ],
)
async def test_private_notes_need_both_in_the_channel(
    sandbox: Sandbox, client: AsyncWebClient, channel: str, user: str, error: str
) -> None:
    place, person = sandbox.channels[channel].id, sandbox.people[user].id
    assert await error_of(client.chat_postEphemeral(channel=place, user=person, text="x")) == error


async def test_a_note_for_somebody_away_is_accepted_and_lost(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    ana, general = sandbox.people["ana"].id, sandbox.channels["general"].id
    await sandbox.post(ana, general, "sent by the clock", scheduled=True)
    assert (await client.chat_postEphemeral(channel=general, user=ana, text="psst"))["ok"]
    assert len(sandbox.seen_by(ana)["messages"][general]) == 1

    await sandbox.post(ana, general, "back again")
    await client.chat_postEphemeral(channel=general, user=ana, text="psst")
    assert len(sandbox.seen_by(ana)["messages"][general]) == 3


async def test_unknown_channels_and_foreign_private_ones_are_not_found(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    leads = sandbox.channels["leads"].id
    await sandbox.kick_bot(leads)

    for call in (
        client.chat_postMessage(channel="C0NOWHERE", text="x"),
        client.chat_postEphemeral(channel=sandbox.people["ana"].id, user="U0ANADU002", text="x"),
        client.chat_postMessage(channel=leads, text="x"),
        client.conversations_info(channel=leads),
        client.conversations_history(channel=leads),
    ):
        assert await error_of(call) == "channel_not_found"
    listed = await client.conversations_list(types="public_channel,private_channel")
    assert leads not in [channel["id"] for channel in listed["channels"]]


async def test_a_message_to_a_person_stands_in_the_messages_tab(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    ana = sandbox.people["ana"].id
    await client.chat_postMessage(channel=ana, text="just for you")

    seen = sandbox.seen_by(ana)
    assert [m["text"] for m in seen["messages"][seen["bot"]["dm"]]] == ["just for you"]
    opened = await client.conversations_open(users=ana)
    assert opened["channel"]["id"] == seen["bot"]["dm"]


async def test_without_a_messages_tab_there_are_no_direct_messages() -> None:
    async with Sandbox.start(manifest(messages_tab=False)) as made, calling(made) as client:
        call = client.chat_postMessage(channel=made.people["ana"].id, text="x")
        assert await error_of(call) == "messages_tab_disabled"


async def test_messages_are_changed_and_taken_back_by_their_author_only(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    ana, general = sandbox.people["ana"].id, sandbox.channels["general"].id
    theirs = await sandbox.post(ana, general, "mine")
    posted = await client.chat_postMessage(channel=general, text="one", blocks=[section("one")])
    await client.chat_update(channel=general, ts=posted["ts"], text="two")

    message = sandbox.seen_by(ana)["messages"][general][-1]
    assert (message["text"], message["edited"]) == ("two", True)
    assert message["blocks"][0]["text"]["text"] == "one"
    calls = client.chat_update(channel=general, ts=theirs, text="x")
    assert await error_of(calls) == "cant_update_message"
    assert await error_of(client.chat_delete(channel=general, ts=theirs)) == "cant_delete_message"
    await client.chat_delete(channel=general, ts=posted["ts"])
    assert len(sandbox.seen_by(ana)["messages"][general]) == 1


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ({}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": "x", "blocks": [section("x" * 3_001)]}, "invalid_blocks"),
        ({"text": "x", "blocks": "{not json"}, "invalid_blocks"),
        ({"text": "x", "thread_ts": "yesterday"}, "invalid_arguments"),
    ],
)
async def test_contents_are_checked(
    sandbox: Sandbox, client: AsyncWebClient, content: dict[str, Any], error: str
) -> None:
    args = {"channel": sandbox.channels["general"].id, **content}
    assert await error_of(client.api_call("chat.postMessage", json=args)) == error


async def test_a_refused_block_is_pointed_at(sandbox: Sandbox, client: AsyncWebClient) -> None:
    blocks = [section("fine"), section("x" * 3_001)]
    args = {"channel": sandbox.channels["general"].id, "text": "x", "blocks": blocks}
    refused = await refusal(client.chat_postMessage(**args))

    assert refused.response["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]"
    ]


async def test_history_is_newest_first_in_pages_and_without_its_bounds(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    ana, general = sandbox.people["ana"].id, sandbox.channels["general"].id
    first, second, third = [await sandbox.post(ana, general, str(n)) for n in range(3)]
    await sandbox.post(ana, general, "reply", thread_ts=second)

    newest = await client.conversations_history(channel=general, limit=2)
    pages = [page["messages"] async for page in newest]
    assert [[m["ts"] for m in page] for page in pages] == [[third, second], [first]]
    assert pages[0][1]["reply_count"] == 1
    inside = await client.conversations_history(channel=general, oldest=first, latest=third)
    assert [m["ts"] for m in inside["messages"]] == [second]
    both = await client.conversations_history(
        channel=general, oldest=first, latest=third, inclusive=True
    )
    assert len(both["messages"]) == 3


async def test_a_thread_is_oldest_first_and_keeps_its_parent(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    ana, general = sandbox.people["ana"].id, sandbox.channels["general"].id
    parent = await sandbox.post(ana, general, "parent")
    replies = [await sandbox.post(ana, general, str(n), thread_ts=parent) for n in range(2)]

    thread = await client.conversations_replies(channel=general, ts=parent)
    assert [m["ts"] for m in thread["messages"]] == [parent, *replies]
    later = await client.conversations_replies(channel=general, ts=parent, oldest=replies[0])
    assert [m["ts"] for m in later["messages"]] == [parent, replies[1]]
    missing = client.conversations_replies(channel=general, ts="1.000001")
    assert await error_of(missing) == "thread_not_found"


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"cursor": "not-a-cursor"}, "invalid_cursor"),
        ({"limit": 1_001}, "invalid_limit"),
        ({"limit": "many"}, "invalid_limit"),
        ({"oldest": "yesterday"}, "invalid_arguments"),
    ],
)
async def test_pages_are_asked_for_properly(
    client: AsyncWebClient, args: dict[str, Any], error: str
) -> None:
    call = client.api_call("conversations.history", json={"channel": "C0GENERAL1", **args})
    assert await error_of(call) == error


async def test_history_is_for_members(sandbox: Sandbox, client: AsyncWebClient) -> None:
    call = client.conversations_history(channel=sandbox.channels["random"].id)
    assert await error_of(call) == "not_in_channel"


async def test_people_are_described_as_far_as_slack_would(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    people = {key: person.id for key, person in sandbox.people.items()}
    found = {key: (await client.users_info(user=name))["user"] for key, name in people.items()}
    named = (await client.users_info(user=people["ana"], include_locale=True))["user"]

    assert found["admin"]["is_admin"]
    assert found["guest"]["is_restricted"]
    assert found["outsider"]["team_id"] != sandbox.team_id
    assert found["outsider"]["is_stranger"]
    assert "locale" not in found["ana"]
    assert named["locale"]
    assert await error_of(client.users_info(user="U0NOBODY")) == "user_not_found"


async def test_user_groups_name_their_members(sandbox: Sandbox, client: AsyncWebClient) -> None:
    group = sandbox.groups["managers"].id
    assert (await client.usergroups_list())["usergroups"][0]["id"] == group
    users = await client.usergroups_users_list(usergroup=group)
    assert users["users"] == [sandbox.people["manager"].id]
    assert await error_of(client.usergroups_users_list(usergroup="S0")) == "no_such_subteam"


async def test_the_apps_channels_are_all_but_random(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    found = await client.users_conversations(types="public_channel,private_channel")
    names = {channel["name"] for channel in found["channels"]}
    assert names == set(sandbox.channels) - {"random"}
    assert {c["name"] for c in found["channels"] if c["is_ext_shared"]} == {"partners"}


# Slack's client still uses what aiohttp is about to drop.
@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
async def test_a_code_becomes_a_token_once(sandbox: Sandbox, client: AsyncWebClient) -> None:
    code = sandbox.authorization_code()
    args = {"client_id": sandbox.client_id, "client_secret": sandbox.client_secret, "code": code}
    installed = await client.oauth_v2_access(**args)

    assert installed["access_token"] == sandbox.bot_token
    assert installed["team"]["id"] == sandbox.team_id
    assert await error_of(client.oauth_v2_access(**args)) == "invalid_code"
    wrong = client.oauth_v2_access(**args | {"client_secret": "guess"})
    assert await error_of(wrong) == "bad_client_secret"
    assert not [call for call in sandbox.calls if "client_secret" in call.args]


async def test_socket_mode_must_be_in_the_manifest() -> None:
    async with Sandbox.start(manifest(socket_mode=False)) as made, calling(made) as client:
        call = client.apps_connections_open(app_token=made.app_token)
        assert await error_of(call) == "socket_mode_not_enabled"


@pytest.mark.parametrize(
    ("body", "error"), [("{not json", "invalid_json"), ("[1]", "json_not_object")]
)
async def test_bodies_that_are_no_json_are_refused(sandbox: Sandbox, body: str, error: str) -> None:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {sandbox.bot_token}"}
    url = f"{sandbox.api_url}auth.test"
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=body, headers=headers) as answer,
    ):
        assert (await answer.json())["error"] == error


async def test_calls_are_kept_without_tokens(sandbox: Sandbox) -> None:
    form = {"token": sandbox.bot_token, "channel": "C0GENERAL1", "text": "from a form"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{sandbox.api_url}chat.postMessage", data=form) as answer,
    ):
        assert (await answer.json())["ok"]

    (call,) = sandbox.calls
    assert (call.method, call.ok) == ("chat.postMessage", True)
    assert call.args == {"channel": "C0GENERAL1", "text": "from a form"}


async def test_a_permalink_names_channel_and_message(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    ana, general = sandbox.people["ana"].id, sandbox.channels["general"].id
    ts = await sandbox.post(ana, general, "hello")
    link = (await client.chat_getPermalink(channel=general, message_ts=ts))["permalink"]
    assert link.endswith(f"/archives/{general}/p{ts.replace('.', '')}")

"""What the app is told, in Slack's shapes, over both ways to connect."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from sandbox import Sandbox
from tests.sandbox.apps import HTTP, SOCKET, bolt, linked, manifest


def listen(app: AsyncApp) -> list[dict[str, Any]]:
    """Keep the bodies of all the events an app hears."""
    heard: list[dict[str, Any]] = []

    async def keep(body: dict[str, Any]) -> None:
        heard.append(body)

    for name in ("message", "member_joined_channel", "app_home_opened", "channel_left"):
        app.event(name)(keep)
    return heard


@asynccontextmanager
async def hearing(sandbox: Sandbox, over: str = SOCKET) -> AsyncIterator[list[dict[str, Any]]]:
    async with bolt(sandbox) as app:
        heard = listen(app)
        async with linked(sandbox, app, over):
            yield heard


@pytest.mark.parametrize("over", [SOCKET, HTTP])
async def test_a_message_is_heard_with_all_that_slack_sends(sandbox: Sandbox, over: str) -> None:
    ana, general = sandbox.people["ana"].id, sandbox.channels["general"].id
    async with hearing(sandbox, over) as heard:
        ts = await sandbox.post(ana, general, "Good morning &amp; good day")
        await sandbox.settled()

    (body,) = heard
    assert body["type"] == "event_callback"
    assert body["event_id"].startswith("Ev")
    assert body["team_id"] == sandbox.team_id
    assert body["authorizations"][0]["user_id"] == sandbox.bot_user_id
    assert not body["is_ext_shared_channel"]
    assert body["event"] == {
        "type": "message",
        "text": "Good morning &amp; good day",
        "user": ana,
        "client_msg_id": body["event"]["client_msg_id"],
        "team": sandbox.team_id,
        "user_team": sandbox.team_id,
        "source_team": sandbox.team_id,
        "ts": ts,
        "channel": general,
        "channel_type": "channel",
        "event_ts": ts,
    }


async def test_an_edit_gives_both_texts_and_an_unfurl_the_same_twice(sandbox: Sandbox) -> None:
    ana, general = sandbox.people["ana"].id, sandbox.channels["general"].id
    async with hearing(sandbox) as heard:
        ts = await sandbox.post(ana, general, "one")
        await sandbox.edit(ana, general, ts, "two")
        await sandbox.settled()
        await sandbox.unfurl(general, ts)
        await sandbox.settled()

    edited, unfurled = (body["event"] for body in heard[1:])
    assert (edited["subtype"], edited["hidden"]) == ("message_changed", True)
    assert edited["previous_message"]["text"] == "one"
    assert edited["message"]["text"] == "two"
    assert edited["message"]["edited"]["user"] == ana
    assert edited["message"]["ts"] == ts != edited["ts"]
    assert unfurled["previous_message"] == unfurled["message"]


async def test_a_deletion_names_what_is_gone(sandbox: Sandbox) -> None:
    ana, general = sandbox.people["ana"].id, sandbox.channels["general"].id
    async with hearing(sandbox) as heard:
        ts = await sandbox.post(ana, general, "oops")
        await sandbox.delete(ana, general, ts)
        await sandbox.settled()

    event = next(b["event"] for b in heard if b["event"].get("subtype") == "message_deleted")
    assert event["deleted_ts"] == ts
    assert event["previous_message"]["text"] == "oops"


async def test_replies_files_and_third_persons_carry_their_marks(sandbox: Sandbox) -> None:
    ana, raj = sandbox.people["ana"].id, sandbox.people["raj"].id
    general = sandbox.channels["general"].id
    async with hearing(sandbox) as heard:
        parent = await sandbox.post(ana, general, "parent")
        for more in (
            {"thread_ts": parent},
            {"thread_ts": parent, "broadcast": True},
            {"file": "cover.png"},
            {"subtype": "me_message"},
            {"subtype": "bot_message"},
        ):
            await sandbox.post(raj, general, "next", **more)
            await sandbox.settled()

    reply, broadcast, file, third, bot = (body["event"] for body in heard[1:])
    assert (reply["thread_ts"], reply["parent_user_id"]) == (parent, ana)
    assert "subtype" not in reply
    assert broadcast["subtype"] == "thread_broadcast"
    assert (file["subtype"], file["files"][0]["name"]) == ("file_share", "cover.png")
    assert third["subtype"] == "me_message"
    assert bot["bot_id"]
    assert "user" not in bot


async def test_people_of_other_teams_are_marked_as_such(sandbox: Sandbox) -> None:
    async with hearing(sandbox) as heard:
        outsider = sandbox.people["outsider"]
        await sandbox.post(outsider.id, sandbox.channels["partners"].id, "hello")
        await sandbox.settled()

    (body,) = heard
    assert body["is_ext_shared_channel"]
    assert body["team_id"] == sandbox.team_id
    assert body["event"]["user_team"] == outsider.team_id != sandbox.team_id


async def test_coming_going_and_the_home_tab_are_told(sandbox: Sandbox) -> None:
    random = sandbox.channels["random"].id
    async with hearing(sandbox) as heard:
        await sandbox.invite_bot(random)
        await sandbox.settled()
        await sandbox.kick_bot(random)
        await sandbox.settled()
        await sandbox.open_home(sandbox.people["lee"].id)
        await sandbox.settled()

    # Bolt keeps the app's own channel_join from its listeners; it was delivered all the same.
    assert [body["event"]["type"] for body in heard] == [
        "member_joined_channel",
        "channel_left",
        "app_home_opened",
    ]
    assert heard[0]["event"]["inviter"] == sandbox.people["admin"].id
    assert heard[2]["event"]["tab"] == "home"
    assert [delivery.type for delivery in sandbox.deliveries].count("message") == 1


async def test_channels_without_the_app_are_silent(sandbox: Sandbox) -> None:
    async with hearing(sandbox) as heard:
        ana, random = sandbox.people["ana"].id, sandbox.channels["random"].id
        await sandbox.post(ana, random, "nobody listens")
        await sandbox.settled()

    assert not heard
    assert not sandbox.deliveries


@pytest.mark.parametrize("missing", ["message.groups", "groups:history"])
async def test_neither_without_subscription_nor_without_scope(missing: str) -> None:
    async with (
        Sandbox.start(manifest(without=[missing]), quiet=0.05) as made,
        hearing(made) as heard,
    ):
        manager = made.people["manager"].id
        await made.post(manager, made.channels["leads"].id, "private")
        await made.post(manager, made.channels["general"].id, "public")
        await made.settled()

    assert [body["event"]["channel_type"] for body in heard] == ["channel"]


async def test_the_app_hears_its_own_public_words_but_no_private_note(sandbox: Sandbox) -> None:
    ana, general = sandbox.people["ana"].id, sandbox.channels["general"].id
    async with hearing(sandbox), bolt(sandbox) as app:
        await app.client.chat_postEphemeral(channel=general, user=ana, text="psst")
        await sandbox.settled()
        assert not sandbox.deliveries

        answer = await app.client.chat_postMessage(channel=general, text="hello all")
        await app.client.chat_update(channel=general, ts=answer["ts"], text="hello everybody")
        await sandbox.settled()
    assert len(sandbox.deliveries) == 2
    assert all(delivery.acked for delivery in sandbox.deliveries)

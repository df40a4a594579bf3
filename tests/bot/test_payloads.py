"""Slack's payloads as plain values."""

from typing import Any

import pytest

from bot import payloads

POSTED = {"type": "message", "channel": "C1", "user": "U1", "ts": "1.5", "text": "hello"}


@pytest.mark.parametrize("subtype", [None, "file_share", "thread_broadcast", "me_message"])
def test_a_persons_own_words_are_heard(subtype: str | None) -> None:
    assert payloads.is_by_person(POSTED | ({"subtype": subtype} if subtype else {}))


@pytest.mark.parametrize(
    "more",
    [
        {"subtype": "bot_message"},
        {"subtype": "channel_join"},
        {"subtype": "message_changed"},
        {"bot_id": "B1"},
        {"bot_profile": {"id": "B1"}},
        {"user": "USLACKBOT"},
        {"user": None},
        {"ts": None},
    ],
    ids=str,
)
def test_bots_and_notes_of_the_house_are_not(more: dict[str, Any]) -> None:
    assert not payloads.is_by_person(POSTED | more)


@pytest.mark.parametrize(
    ("event", "is_channel"),
    [
        ({"channel_type": "channel", "channel": "C1"}, True),
        ({"channel_type": "group", "channel": "G1"}, True),
        ({"channel_type": "im", "channel": "D1"}, False),
        ({"channel_type": "mpim", "channel": "G1"}, False),
        ({"channel": "C1"}, True),
        ({"channel": "D1"}, False),
        ({}, False),
    ],
    ids=str,
)
def test_direct_messages_are_never_a_channel(event: dict[str, Any], is_channel: bool) -> None:
    assert payloads.is_channel(event) is is_channel


def test_a_sender_from_another_organisation_is_foreign() -> None:
    assert payloads.is_foreign({"user_team": "T2"}, "T1")
    assert payloads.is_foreign({"source_team": "T2", "user_team": "T1"}, "T1")
    assert not payloads.is_foreign({"user_team": "T1"}, "T1")
    assert not payloads.is_foreign({}, "T1")


def test_a_reply_names_its_thread_and_the_first_message_does_not() -> None:
    assert payloads.posted(POSTED | {"thread_ts": "1.0"}, "T1").thread_ts == "1.0"
    assert payloads.posted(POSTED | {"thread_ts": "1.5"}, "T1").thread_ts is None


def test_an_edit_without_a_user_takes_it_from_the_former_message() -> None:
    event = {
        "channel": "C1",
        "message": {"ts": "1.5", "text": "new"},
        "previous_message": {"user": "U1", "ts": "1.5", "text": "old"},
    }
    message = payloads.edited(event, "T1")

    assert message is not None
    assert (message.sender, message.text, payloads.old_text(event)) == ("U1", "new", "old")


def test_an_edit_of_a_bots_message_is_nobodys() -> None:
    assert payloads.edited({"channel": "C1", "message": POSTED | {"bot_id": "B1"}}, "T1") is None
    assert payloads.edited({"channel": "C1"}, "T1") is None


def test_a_deletion_is_known_by_what_slack_sends_of_it() -> None:
    plain = {"channel": "C1", "deleted_ts": "1.5", "previous_message": POSTED}
    nameless = {"channel": "C1", "deleted_ts": "1.5"}
    tombstone = {"channel": "C1", "message": {"subtype": "tombstone", "ts": "1.5"}}

    assert payloads.deleted(plain, "T1").sender == "U1"
    assert payloads.deleted(plain, "T1").text == ""
    assert payloads.deleted(nameless, "T1").ts == "1.5"
    assert payloads.is_tombstone(tombstone)
    assert payloads.deleted(tombstone, "T1").ts == "1.5"

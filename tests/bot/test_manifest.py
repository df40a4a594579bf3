"""The manifest asks for what is used, and every scope has its reason."""

import re
from pathlib import Path

from bot.manifest import EVENTS, OPTIONAL_SCOPES, SCOPES, manifest, reasons_page

SCOPE_OF_METHOD = {
    "chat_postEphemeral": "chat:write",
    "chat_postMessage": "chat:write",
    "conversations_history": "channels:history",
    "files_upload_v2": "files:write",
    "users_info": "users:read",
    "chat_getPermalink": None,
    "chat_update": "chat:write",
    "conversations_replies": "channels:history",
    "usergroups_users_list": "usergroups:read",
    "views_open": None,
    "views_update": None,
    "views_publish": None,
    "auth_test": None,
    "apps_connections_open": None,
}
SCOPES_OF_EVENT = {
    "app_home_opened": set(),
    "member_joined_channel": {"channels:read", "groups:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
}


def source() -> str:
    return "\n".join(path.read_text("utf-8") for path in Path("bot").rglob("*.py"))


def test_scopes_are_exactly_those_that_methods_events_and_commands_need() -> None:
    used = {
        SCOPE_OF_METHOD[name]
        for name in re.findall(r"(?:client|reading)\.([a-z]+_[a-zA-Z_0-9]+)\(", source())
    }
    needed = {scope for scope in used if scope} | {"commands"}
    needed |= set().union(*SCOPES_OF_EVENT.values())

    assert {*SCOPES, *OPTIONAL_SCOPES} == needed
    assert set(OPTIONAL_SCOPES) == {"usergroups:read"}
    assert set(EVENTS) == set(SCOPES_OF_EVENT)


def test_direct_messages_files_and_mail_addresses_are_out_of_reach() -> None:
    assert not {"im:history", "mpim:history", "files:read", "users:read.email"} & set(SCOPES)


def test_socket_mode_needs_no_address_and_http_has_it_everywhere() -> None:
    socket, http = manifest(), manifest("https://bot.example/slack/events")

    assert socket["settings"]["socket_mode_enabled"]
    assert "request_url" not in str(socket)
    assert not http["settings"]["socket_mode_enabled"]
    assert str(http).count("https://bot.example/slack/events") == 3


def test_names_are_within_slacks_limits() -> None:
    page = manifest()

    assert len(page["display_information"]["name"]) <= 35
    assert len(page["display_information"]["description"]) <= 140
    assert len(page["features"]["shortcuts"][0]["name"]) <= 24


def test_the_page_of_reasons_is_fresh() -> None:
    assert Path("docs/scopes.md").read_text("utf-8") == reasons_page() + "\n"

"""Input that no app of good sense sends: refused by name, and the workspace goes on."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from tests.sandbox.apps import modal, section

DIVIDER = {"type": "divider"}


async def api(sandbox: Sandbox, method: str, body: bytes, kind: str = "application/json") -> str:
    """Call a method with just these bytes; gives its error."""
    headers = {"Content-Type": kind, "Authorization": f"Bearer {sandbox.bot_token}"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{sandbox.api_url}{method}", data=body, headers=headers) as answer,
    ):
        assert answer.status == 200
        return str((await answer.json()).get("error"))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe", "application/json"),
        (b"{}", "application/json; charset=nonsense"),
        (b"[" * 100_000, "application/json"),
    ],
    ids=["no text", "no such charset", "nested without end"],
)
async def test_what_cannot_be_read_is_invalid_json(
    sandbox: Sandbox, body: bytes, kind: str
) -> None:
    assert await api(sandbox, "auth.test", body, kind) == "invalid_json"


@pytest.mark.parametrize(
    ("method", "body", "error"),
    [
        ("conversations.list", b'{"limit": "%s"}' % (b"9" * 5_000), "invalid_limit"),
        ("conversations.list", b'{"cursor": [1]}', "invalid_cursor"),
        ("conversations.info", b'{"channel": {"id": 1}}', "invalid_arguments"),
        ("users.info", b'{"user": ["U0ANADU002"]}', "invalid_arguments"),
        ("users.conversations", b'{"types": [1]}', "invalid_types"),
        ("chat.postMessage", b'{"channel": "C0GENERAL1", "text": 5}', "invalid_arguments"),
        ("chat.postMessage", b'{"channel": "C0GENERAL1", "blocks": "{"}', "invalid_blocks"),
        ("views.publish", b'{"user_id": "U0ANADU002", "view": "{"}', "invalid_arguments"),
        ("views.publish", b'{"user_id": "U0ANADU002", "view": {"type": []}}', "invalid_arguments"),
        ("views.update", b'{"view_id": 5, "view": {"type": "modal"}}', "not_found"),
    ],
)
async def test_arguments_of_a_wrong_kind_are_refused_by_name(
    sandbox: Sandbox, method: str, body: bytes, error: str
) -> None:
    assert await api(sandbox, method, body) == error


async def test_blocks_as_deep_as_a_form_can_nest_them_are_refused(sandbox: Sandbox) -> None:
    form = b"channel=C0GENERAL1&blocks=" + b"[" * 100_000
    kind = "application/x-www-form-urlencoded"
    assert await api(sandbox, "chat.postMessage", form, kind) == "invalid_blocks"


async def test_made_block_ids_keep_clear_of_given_ones(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    trigger = sandbox.interactivity.triggers.issue(sandbox.people["ana"].id)
    blocks = [DIVIDER, DIVIDER | {"block_id": "b1"}, DIVIDER | {"block_id": None}, section("x")]
    view = (await client.views_open(trigger_id=trigger, view=modal(*blocks)))["view"]

    names = [block["block_id"] for block in view["blocks"]]
    assert names[1] == "b1"
    assert len(set(names)) == len([name for name in names if name]) == 4


@pytest.mark.parametrize(
    "fault",
    [
        {"times": 0},
        {"times": "twice"},
        {"delay": -1},
        {"delay": "long"},
        {"delay": float("nan")},
        {"status": 42},
        {"status": "429"},
        {"retry_after": 0.5},
    ],
    ids=str,
)
async def test_a_fault_that_cannot_happen_is_refused_at_once(
    sandbox: Sandbox, client: AsyncWebClient, fault: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match=f"a fault's {next(iter(fault))} is a number from"):
        sandbox.fault(method="auth.test", **fault)
    assert (await client.auth_test())["ok"]


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), float("-inf"), 1e300])
async def test_the_clock_moves_by_spans_of_time_only(sandbox: Sandbox, seconds: float) -> None:
    with pytest.raises(ValueError, match="the clock moves by"):
        sandbox.workspace.advance(seconds)
    ana, general = sandbox.people["ana"].id, sandbox.channels["general"].id
    assert float(await sandbox.post(ana, general, "still here")) > 0

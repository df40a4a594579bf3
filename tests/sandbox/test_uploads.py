"""Files come into the workspace as Slack takes them: announced, sent, shown."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox

PICTURE = b"\x89PNG and so on"


async def direct(sandbox: Sandbox, client: AsyncWebClient) -> str:
    answer = await client.chat_postMessage(channel=sandbox.people["admin"].id, text="Here")
    return str(answer["channel"])


async def test_a_picture_is_shown_to_its_person_alone(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    place = await direct(sandbox, client)
    await client.files_upload_v2(
        channel=place, content=PICTURE, filename="a.png", title="Weeks", alt_txt="Two weeks"
    )

    admin, ana = (sandbox.people[key].id for key in ("admin", "ana"))
    *_, shown = sandbox.seen_by(admin)["messages"][place]
    (file,) = shown["files"]
    assert (file["title"], file["alt_txt"]) == ("Weeks", "Two weeks")
    assert place not in sandbox.seen_by(ana)["messages"]
    async with aiohttp.ClientSession() as page:
        async with page.get(f"{sandbox.url}/file/{file['id']}") as answer:
            assert await answer.read() == PICTURE
        async with page.get(f"{sandbox.url}/file/F0NONE") as answer:
            assert answer.status == 404


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ({"filename": "a.png", "length": "many"}, "invalid_arguments"),
        ({"filename": "a.png", "length": 3, "alt_txt": "x" * 1_001}, "invalid_arguments"),
    ],
    ids=["no length", "a text too long"],
)
async def test_what_is_wrongly_announced_is_refused(
    client: AsyncWebClient, call: dict[str, object], error: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.api_call("files.getUploadURLExternal", data=call)
    assert refused.value.response["error"] == error


async def test_what_never_came_or_was_shown_before_cannot_be_shown(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    announced = await client.files_getUploadURLExternal(filename="a.png", length=3)
    for files in ([{"id": announced["file_id"]}], [{"id": "F0NONE"}], "[", "{}"):
        with pytest.raises(SlackApiError):
            await client.api_call("files.completeUploadExternal", json={"files": files})

    sandbox.fault(method="upload", status=500, error="internal_error")
    with pytest.raises(SlackRequestError):
        await client.files_upload_v2(content=PICTURE, filename="a.png")
    async with (
        aiohttp.ClientSession() as page,
        page.post(announced["upload_url"], data=b"four") as answer,
    ):
        assert answer.status == 400


async def test_a_file_can_be_shown_only_where_the_app_is(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    general = sandbox.channels["general"].id
    await sandbox.kick_bot(general)

    with pytest.raises(SlackApiError) as refused:
        await client.files_upload_v2(channel=general, content=PICTURE, filename="a.png")
    assert refused.value.response["error"] == "not_in_channel"

"""The pretend workspace as one object: start it, speak in it, look at what people see."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from sandbox import events
from sandbox.delivery import Delivery, Post
from sandbox.faults import Fault, Faults
from sandbox.interactivity import Interactivity
from sandbox.people import seen_by
from sandbox.seed import TEAM_ID, Person
from sandbox.transport import HttpTransport
from sandbox.web_api import APP_TOKEN, BOT_TOKEN, Call, WebApi
from sandbox.workspace import APP_ID, BOT, Channel, Json, Message, Refusal, Workspace

SIGNING_SECRET = "sandbox-signing-secret"  # noqa: S105 - no secret: a pretend workspace on loopback


class Sandbox:
    """A pretend Slack workspace with one app installed from a manifest."""

    bot_token, app_token, signing_secret = BOT_TOKEN, APP_TOKEN, SIGNING_SECRET
    bot_user_id, app_id, team_id = BOT.id, APP_ID, TEAM_ID

    def __init__(self, manifest: Json) -> None:
        self.manifest, self.url = manifest, ""
        self.workspace, self.faults = Workspace(), Faults()
        self.post_office = Post(self.workspace, self.faults, manifest)
        self.interactivity = Interactivity(self.workspace, self.post_office)
        self.web_api = WebApi(self.workspace, self.interactivity, manifest, "")

    @classmethod
    @asynccontextmanager
    async def start(cls, manifest: Json, port: int = 0) -> AsyncIterator["Sandbox"]:
        """Start it on loopback, with real sockets, for as long as the block runs."""
        from sandbox.server import make_app  # noqa: PLC0415 - the server knows the facade

        sandbox = cls(manifest)
        runner = web.AppRunner(make_app(sandbox), access_log=None, shutdown_timeout=1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        sandbox.listening_on(runner.addresses[0][1])
        try:
            yield sandbox
        finally:
            await sandbox.post_office.close()
            await runner.cleanup()

    def listening_on(self, port: int) -> None:
        """Learn the port, on which every address of the workspace depends."""
        self.url = f"http://127.0.0.1:{port}"
        self.interactivity.url = self.url
        self.web_api.socket_url = f"ws://127.0.0.1:{port}/link"

    @property
    def api_url(self) -> str:
        """Where the Web API is."""
        return f"{self.url}/api/"

    @property
    def people(self) -> dict[str, Person]:
        """People by key: manager, ana, raj, lee, social, admin, guest, outsider."""
        return self.workspace.people

    @property
    def channels(self) -> dict[str, Channel]:
        """Channels by key: general, marketing, design, freelancers, leads, partners, random."""
        return {key: self.workspace.channels[name] for key, name in self.workspace.keys.items()}

    @property
    def calls(self) -> list[Call]:
        """Each Web API call the app made."""
        return self.web_api.calls

    @property
    def deliveries(self) -> list[Delivery]:
        """Each attempt to hand the app an event."""
        return self.post_office.deliveries

    def set_request_url(self, url: str) -> None:
        """Deliver by signed HTTP to this address from now on, instead of Socket Mode."""
        self.post_office.transport = HttpTransport(url, SIGNING_SECRET)

    def fault(self, **fault: Any) -> None:
        """Have something go wrong (see `Fault`)."""
        self.faults.add(Fault(**fault))

    async def connected(self, seconds: float = 10) -> None:
        """Wait until the app has opened a socket. Raises TimeoutError."""
        await self.post_office.socket.connected(seconds)

    async def settled(self, seconds: float = 10) -> None:
        """Wait until the app has done its work. Raises TimeoutError."""
        await self.post_office.settled(seconds)

    def seen_by(self, user: str) -> Json:
        """Everything somebody sees."""
        return seen_by(self.workspace, self.manifest, user)

    async def post(
        self,
        user: str,
        channel: str,
        text: str,
        *,
        thread_ts: str | None = None,
        broadcast: bool = False,
        file: str | None = None,
        subtype: str | None = None,
    ) -> str:
        """Say something in a channel; gives the message's ts. Raises `Refusal`."""
        place = self._place(user, channel)
        kind = "thread_broadcast" if broadcast else "file_share" if file else subtype
        files = [{"id": "F0SANDBOX", "name": file, "title": file}] if file else []
        message = Message(
            self.workspace.new_ts(), place.id, user, text, None, thread_ts, kind, files,
            broadcast=broadcast,
        )  # fmt: skip
        self.workspace.add(message)
        self.post_office.event(events.posted(message, place, self.workspace), place)
        return message.ts

    async def edit(self, user: str, channel: str, ts: str, text: str) -> None:
        """Change one's own message. Raises `Refusal`."""
        message = self._own(user, channel, ts)
        before = events.message_body(message, self.workspace)
        message.text, message.edited = text, True
        self._changed(message, before)

    async def unfurl(self, channel: str, ts: str) -> None:
        """Have a link in a message shown large: the message changes, its text does not."""
        message = self.workspace.find(channel, ts)
        self._changed(message, events.message_body(message, self.workspace))

    async def delete(self, user: str, channel: str, ts: str) -> None:
        """Take one's own message out. Raises `Refusal`."""
        message = self._own(user, channel, ts)
        before = events.message_body(message, self.workspace)
        self.workspace.remove(message)
        place = self.workspace.channel(channel)
        self.post_office.event(events.deleted(before, place, self.workspace), place)

    async def command(self, user: str, channel: str, command: str, text: str) -> Json:
        """Use a slash command; gives the immediate answer. Raises `Refusal`."""
        self._place(user, channel)
        return await self.interactivity.command(user, channel, command, text)

    async def press(self, user: str, action_id: str, **where: Any) -> None:
        """Press a button of a message (`message_ts`) or view (`view_id`). Raises `Refusal`."""
        await self.interactivity.press(user, action_id, where)

    async def submit(self, user: str, view_id: str, values: Json) -> Json:
        """Send a form; gives the errors it came back with. Raises `Refusal`."""
        return await self.interactivity.submit(user, view_id, values)

    async def close(self, user: str, view_id: str) -> None:
        """Close a form. Raises `Refusal`."""
        await self.interactivity.close(user, view_id)

    async def shortcut(
        self, user: str, callback_id: str, channel: str | None = None, message_ts: str | None = None
    ) -> None:
        """Use a shortcut. Raises `Refusal`."""
        await self.interactivity.shortcut(user, callback_id, channel, message_ts)

    async def open_home(self, user: str) -> None:
        """Open the app's Home tab."""
        direct = self.workspace.direct(user)
        self.post_office.event(events.home_opened(user, direct.id), None)

    async def invite_bot(self, channel: str, inviter: str | None = None) -> None:
        """Bring the app into a channel."""
        place = self.workspace.channel(channel)
        place.members.add(BOT.id)
        by = inviter or self.people["admin"].id
        self.workspace.on_change()
        self.post_office.event(events.joined(place, BOT.id, by), place)

    async def kick_bot(self, channel: str) -> None:
        """Take the app out of a channel."""
        self.workspace.channel(channel).members.discard(BOT.id)
        self.workspace.on_change()

    def _place(self, user: str, channel: str) -> Channel:
        place = self.workspace.channel(channel)
        if user not in place.members:
            raise Refusal("not_in_channel")
        return place

    def _own(self, user: str, channel: str, ts: str) -> Message:
        message = self.workspace.find(channel, ts)
        if message.user != user:
            raise Refusal("cant_update_message")
        return message

    def _changed(self, message: Message, before: Json) -> None:
        place = self.workspace.channel(message.channel)
        self.workspace.on_change()
        self.post_office.event(events.changed(message, before, place, self.workspace), place)

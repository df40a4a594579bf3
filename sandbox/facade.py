"""The pretend workspace as one object: start it, speak in it, look at what people see."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from sandbox import events
from sandbox.activity import QUIET, Activity
from sandbox.delivery import Delivery, Post, granted
from sandbox.faults import Fault, Faults
from sandbox.http_delivery import HttpTransport
from sandbox.interactivity import Interactivity
from sandbox.people import seen_by
from sandbox.responses import Responses
from sandbox.seed import SEEDS, TEAM_ID, Group, Person
from sandbox.talk import Talk
from sandbox.transport import ACK_SECONDS
from sandbox.views import Views
from sandbox.web_api import APP_TOKEN, BOT_TOKEN, CLIENT_ID, CLIENT_SECRET, Call, Context, WebApi
from sandbox.workspace import APP_ID, BOT, Channel, Json, Message, Refusal, Workspace

SIGNING_SECRET = "sandbox-signing-secret"  # noqa: S105 - no secret: a pretend workspace on loopback


class Sandbox:
    """A pretend Slack workspace with one app installed from a manifest."""

    bot_token, app_token, signing_secret = BOT_TOKEN, APP_TOKEN, SIGNING_SECRET
    client_id, client_secret = CLIENT_ID, CLIENT_SECRET
    bot_user_id, app_id, team_id = BOT.id, APP_ID, TEAM_ID

    def __init__(
        self,
        manifest: Json,
        seed: str = "demo",
        *,
        quiet: float = QUIET,
        ack_seconds: float = ACK_SECONDS,
    ) -> None:
        self.manifest, self.url, self._ack_seconds = manifest, "", ack_seconds
        self.workspace, self.faults = Workspace(SEEDS[seed]), Faults()
        self.activity = Activity(quiet)
        self.post_office = Post(self.workspace, self.faults, self.activity, manifest, ack_seconds)
        self.talk, self.views = Talk(self.workspace, self.post_office), Views(self.workspace)
        self.responses = Responses(self.workspace, self.talk)
        self.interactivity = Interactivity(
            self.workspace, self.post_office, self.views, self.responses, manifest
        )
        triggers, scopes = self.interactivity.triggers, granted(manifest)
        self.web_api = WebApi(
            Context(self.workspace, self.talk, self.views, triggers, manifest, scopes)
        )

    @classmethod
    @asynccontextmanager
    async def start(
        cls,
        manifest: Json,
        seed: str = "demo",
        port: int = 0,
        *,
        quiet: float = QUIET,
        ack_seconds: float = ACK_SECONDS,
    ) -> AsyncIterator["Sandbox"]:
        """Start it on loopback, with real sockets, for as long as the block runs.

        `quiet`: seconds without traffic that `settled` asks for. `ack_seconds`: how long the app
        may take to acknowledge. Raises OSError: the port is taken.
        """
        from sandbox.server import make_app  # noqa: PLC0415 - the server knows the facade

        sandbox = cls(manifest, seed, quiet=quiet, ack_seconds=ack_seconds)
        runner = web.AppRunner(make_app(sandbox), access_log=None, shutdown_timeout=1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", port).start()
            sandbox.listening_on(runner.addresses[0][1])
            yield sandbox
        finally:
            await sandbox.post_office.close()
            await runner.cleanup()

    def listening_on(self, port: int) -> None:
        """Learn the port, on which every address of the workspace depends."""
        self.url = self.responses.url = f"http://127.0.0.1:{port}"
        self.web_api.context.url = self.url
        self.web_api.context.socket_url = f"ws://127.0.0.1:{port}/link"

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
    def groups(self) -> dict[str, Group]:
        """User groups by handle: managers."""
        return {group.handle: group for group in self.workspace.groups.values()}

    @property
    def calls(self) -> list[Call]:
        """Each Web API call the app made, and each use of a response address."""
        return self.web_api.calls

    @property
    def deliveries(self) -> list[Delivery]:
        """Each attempt to hand the app something."""
        return self.post_office.deliveries

    def set_request_url(self, url: str) -> None:
        """Deliver by signed HTTP to this address from now on. Raises `Refusal`: not on loopback."""
        self.post_office.transport = HttpTransport(url, SIGNING_SECRET, self._ack_seconds)

    def authorization_code(self) -> str:
        """A code as OAuth's consent page gives it, good for one `oauth.v2.access`."""
        code = f"code-{self.workspace.new_ts()}"
        self.web_api.context.codes.add(code)
        return code

    def fault(self, **fault: Any) -> None:
        """Have something go wrong (see `Fault`). Raises TypeError, ValueError: no such fault."""
        self.faults.add(Fault(**fault))

    async def connected(self, seconds: float = 10) -> None:
        """Wait until the app has opened a socket. Raises TimeoutError."""
        await self.post_office.socket.connected(seconds)

    async def settled(self, seconds: float = 10) -> None:
        """Wait until the app has done its work. Raises TimeoutError.

        That is: every delivery is acknowledged or given up, no call or response is open, nobody
        who was told to come back (429) is still expected, and it has been quiet for a moment.
        """
        await self.activity.settled(seconds)

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
        scheduled: bool = False,
        subtype: str | None = None,
    ) -> str:
        """Say something in a channel; gives the message's ts. Raises `Refusal`.

        `scheduled`: sent while its sender is away, who sees no private note until they return
        by doing something else. Slack marks such a message in no way.
        """
        place = self._place(user, channel)
        (self.workspace.away.add if scheduled else self.workspace.away.discard)(user)
        kind = "thread_broadcast" if broadcast else "file_share" if file else subtype
        files = [{"id": "F0SANDBOX", "name": file, "title": file}] if file else []
        ts = self.workspace.new_ts()
        self.talk.say(Message(ts, place.id, user, text, None, thread_ts, kind, files))
        return ts

    async def edit(self, user: str, channel: str, ts: str, text: str) -> None:
        """Change one's own message. Raises `Refusal`."""
        message = self._own(user, channel, ts)
        self.talk.change(message, text, message.blocks)

    async def unfurl(self, channel: str, ts: str) -> None:
        """Have a link in a message shown large: the message changes, its text does not."""
        message = self.workspace.find(channel, ts)
        self.talk.change(message, message.text, message.blocks)

    async def delete(self, user: str, channel: str, ts: str) -> None:
        """Take one's own message out. Raises `Refusal`."""
        self.talk.remove(self._own(user, channel, ts))

    async def command(self, user: str, channel: str, command: str, text: str = "") -> Json:
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
        """Open the app's Home tab. Raises `Refusal`: nobody has this id."""
        self.workspace.person(user)
        direct, home = self.workspace.direct(user), self.workspace.homes.get(user)
        self.workspace.away.discard(user)
        event = events.home_opened(user, direct.id, home, self.workspace.new_ts())
        self.post_office.event(event, None)

    async def invite_bot(self, channel: str, inviter: str | None = None) -> None:
        """Bring the app into a channel; the channel says so."""
        place, by = self.workspace.channel(channel), inviter or self.people["admin"].id
        place.members.add(BOT.id)
        ts, text = self.workspace.new_ts(), f"<@{BOT.id}> has joined the channel"
        kind = "group_join" if place.private else "channel_join"
        self.talk.say(Message(ts, place.id, BOT.id, text, subtype=kind))
        self.post_office.event(events.joined(place, BOT.id, by, ts), place)

    async def kick_bot(self, channel: str, actor: str | None = None) -> None:
        """Take the app out of a channel."""
        place, by = self.workspace.channel(channel), actor or self.people["admin"].id
        place.members.discard(BOT.id)
        self.workspace.on_change()
        self.post_office.event(events.left(place, by, self.workspace.new_ts()), place)

    def _place(self, user: str, channel: str) -> Channel:
        place = self.workspace.channel(channel)
        if user not in place.members:
            raise Refusal("not_in_channel")
        return place

    def _own(self, user: str, channel: str, ts: str) -> Message:
        message = self.workspace.find(channel, ts)
        if message.user != user or message.only_for:
            raise Refusal("cant_update_message")
        return message

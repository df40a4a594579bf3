"""Deliveries: what the app is sent, how often, and whether it said yes."""

import asyncio
import itertools
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from sandbox import events
from sandbox.activity import Activity
from sandbox.faults import DROP_SOCKET, DUPLICATES, NO_ACK, REFRESH_SOCKET, Faults
from sandbox.socket_mode import SocketTransport
from sandbox.transport import ACK_SECONDS, EVENTS, Attempt, Reply, Transport
from sandbox.workspace import BOT, Channel, Json, Workspace

RETRIES = (0.05, 0.1, 0.2)
"""Seconds before each repeat. Slack's own are: at once, one minute, five minutes."""


@dataclass(slots=True)
class Delivery:
    """One attempt to hand something over; commands and interactions have no `event_id`."""

    event_id: str
    type: str
    attempt: int
    acked: bool = False
    status: int = 0


class Post:
    """Delivers events as subscribed and allowed, and repeats what was not acknowledged."""

    def __init__(
        self,
        workspace: Workspace,
        faults: Faults,
        activity: Activity,
        manifest: Json,
        ack_seconds: float = ACK_SECONDS,
    ) -> None:
        self._workspace, self._faults, self._activity = workspace, faults, activity
        self._subscribed, self._scopes = _subscribed(manifest), granted(manifest)
        self.socket = SocketTransport(ack_seconds)
        self.transport: Transport = self.socket
        self.deliveries: list[Delivery] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._numbers = itertools.count(1)

    def event(self, event: Json, channel: Channel | None) -> None:
        """Deliver an event in the background, where the app may hear it."""
        is_in = channel is None or BOT.id in channel.members or event["type"].endswith("_left")
        scope = events.scope(event)
        allowed = scope is None or scope in self._scopes
        if is_in and allowed and events.subscription(event) in self._subscribed:
            event_id = f"Ev{next(self._numbers):09d}"
            body = events.wrapped(event, channel, self._workspace.now(), event_id)
            self._start(self._deliver(body))

    async def ask(self, kind: str, payload: Json) -> Reply:
        """Hand over a command or interaction, once, and wait for the answer."""
        record = Delivery("", str(payload.get("type", kind)), 0)
        with self._activity.busy():
            return await self._send(kind, payload, Attempt(), record)

    async def close(self) -> None:
        """Stop what is under way."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.socket.drop()

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        # Under way from this moment, not from when the task first runs, and through all retries.
        self._activity.begin()
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._activity.end()

    async def _deliver(self, body: Json) -> None:
        if self._faults.take(DROP_SOCKET):
            await self.socket.drop()
        if self._faults.take(REFRESH_SOCKET):
            await self.socket.refresh()
        attempt = Attempt()
        while True:
            reply = await self._attempt(body, attempt)
            if reply.acked or reply.no_retry or attempt.number >= len(RETRIES):
                return
            await asyncio.sleep(RETRIES[attempt.number])
            attempt = Attempt(attempt.number + 1, reply.reason)

    async def _attempt(self, body: Json, attempt: Attempt) -> Reply:
        kind = body["event"]["type"]
        record = Delivery(body["event_id"], kind, attempt.number)
        reply = await self._send(EVENTS, body, attempt, record)
        while self._faults.take(DUPLICATES):
            again = Delivery(body["event_id"], kind, attempt.number)
            await self._send(EVENTS, body, attempt, again)
        if self._faults.take(NO_ACK):
            record.acked, reply = False, Reply(False)
        return reply

    async def _send(self, kind: str, body: Json, attempt: Attempt, record: Delivery) -> Reply:
        self.deliveries.append(record)
        reply = await self.transport.send(kind, body, attempt)
        record.acked, record.status = reply.acked, reply.status
        return reply


def granted(manifest: Json) -> frozenset[str]:
    """The bot scopes of a manifest."""
    scopes = manifest.get("oauth_config", {}).get("scopes", {})
    return frozenset([*scopes.get("bot", []), *scopes.get("bot_optional", [])])


def _subscribed(manifest: Json) -> frozenset[str]:
    subscriptions = manifest.get("settings", {}).get("event_subscriptions", {})
    return frozenset(subscriptions.get("bot_events", []))

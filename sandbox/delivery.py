"""Deliveries: what the app is sent, how often, and whether it said yes."""

import asyncio
import time
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from sandbox import events
from sandbox.faults import DROP_SOCKET, DUPLICATES, NO_ACK, Faults
from sandbox.transport import Attempt, Reply, SocketTransport, Transport
from sandbox.workspace import BOT, Channel, Json, Workspace

RETRIES = (0.05, 0.1, 0.2)
"""Seconds before each repeat. Slack's own are: at once, one minute, five minutes."""
QUIET = 0.15
"""Seconds without any traffic after which the app counts as having done its work."""


@dataclass(slots=True)
class Delivery:
    """One attempt to hand something over."""

    event_id: str
    type: str
    attempt: int
    acked: bool = False
    status: int = 0


class Post:
    """Delivers events as subscribed, repeats what was not acknowledged, knows when all is quiet."""

    def __init__(self, workspace: Workspace, faults: Faults, manifest: Json) -> None:
        self._workspace, self._faults = workspace, faults
        self._subscribed = set(
            manifest.get("settings", {}).get("event_subscriptions", {}).get("bot_events", [])
        )
        self.socket = SocketTransport()
        self.transport: Transport = self.socket
        self.deliveries: list[Delivery] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._asides: set[asyncio.Task[None]] = set()
        self._open, self._touched = 0, 0.0

    def event(self, event: Json, channel: Channel | None) -> None:
        """Deliver an event in the background, where the app may hear it."""
        hears = channel is None or BOT.id in channel.members
        if hears and events.subscription(event) in self._subscribed:
            body = events.wrapped(event, channel, self._workspace.now())
            self._start(self._deliver(body))

    async def ask(self, kind: str, payload: Json) -> Reply:
        """Hand over a command or interaction, once, and wait for the answer."""
        with self.busy():
            return await self.transport.send(kind, payload, Attempt())

    def background(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something beside the traffic, not counted as the app's work."""
        task = asyncio.create_task(work)
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)

    def busy(self) -> "_Busy":
        """Mark something as under way, for as long as the block runs."""
        return _Busy(self)

    def touch(self, change: int) -> None:
        """Note traffic; `change` counts what is under way."""
        self._open += change
        self._touched = time.monotonic()

    async def settled(self, seconds: float) -> None:
        """Wait until nothing is, and for a moment was, under way. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while self._tasks or self._open or time.monotonic() - self._touched < QUIET:
                await asyncio.sleep(QUIET / 5)

    async def close(self) -> None:
        """Stop what is under way."""
        tasks = [*self._tasks, *self._asides]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.socket.drop()

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self.touch(0)
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, body: Json) -> None:
        if self._faults.take(DROP_SOCKET):
            await self.socket.drop()
        attempt = Attempt()
        while True:
            reply = await self._attempt(body, attempt)
            if reply.acked or reply.no_retry or attempt.number >= len(RETRIES):
                return
            reason = "http_error" if reply.status else "http_timeout"
            await asyncio.sleep(RETRIES[attempt.number])
            attempt = Attempt(attempt.number + 1, reason)

    async def _attempt(self, body: Json, attempt: Attempt) -> Reply:
        record = Delivery(body["event_id"], body["event"]["type"], attempt.number)
        self.deliveries.append(record)
        with self.busy():
            reply = await self.transport.send("events_api", body, attempt)
            while self._faults.take(DUPLICATES):
                await self.transport.send("events_api", body, attempt)
        if self._faults.take(NO_ACK):
            reply = Reply(False)
        record.acked, record.status = reply.acked, reply.status
        return reply


class _Busy:
    def __init__(self, post: Post) -> None:
        self._post = post

    def __enter__(self) -> None:
        self._post.touch(+1)

    def __exit__(self, *_: object) -> None:
        self._post.touch(-1)

"""Socket Mode: envelopes over web sockets that the app has opened."""

import asyncio
import itertools
import json

from aiohttp import WSMsgType, web

from sandbox.transport import ACK_SECONDS, EVENTS, Attempt, Reply
from sandbox.workspace import APP_ID, Json

MOST_SOCKETS = 10
"""Connections an app may hold at once (docs.slack.dev/apis/events-api/using-socket-mode)."""


class SocketTransport:
    """Hands envelopes to any one of the app's connections, in turn."""

    def __init__(self, ack_seconds: float = ACK_SECONDS) -> None:
        self.sockets: list[web.WebSocketResponse] = []
        self._ack_seconds = ack_seconds
        self._waiting: dict[str, tuple[web.WebSocketResponse, asyncio.Future[Json]]] = {}
        self._numbers = itertools.count(1)
        self._connected = asyncio.Event()

    async def serve(self, socket: web.WebSocketResponse) -> None:
        """Serve one connection until it closes."""
        if len(self.sockets) >= MOST_SOCKETS:
            await _say_goodbye(socket, "too_many_websockets")
            return
        self.sockets.append(socket)
        await socket.send_json(_hello(len(self.sockets)))
        self._connected.set()
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._acknowledge(frame.data)
        finally:
            self._forget(socket)

    async def connected(self, seconds: float) -> None:
        """Wait until the app has opened a socket. Raises TimeoutError."""
        await asyncio.wait_for(self._connected.wait(), seconds)

    async def drop(self) -> None:
        """Close every connection without a word, as a network does."""
        for socket in list(self.sockets):
            self._forget(socket)
            await socket.close(code=1011)

    async def refresh(self) -> None:
        """Ask for a new connection, then close the old ones, as Slack does every few hours."""
        for socket in list(self.sockets):
            self._forget(socket)
            await _say_goodbye(socket, "refresh_requested")

    async def send(self, kind: str, payload: Json, attempt: Attempt) -> Reply:
        """Send one envelope and wait for its acknowledgement."""
        number = next(self._numbers)
        name = f"env-{number}"
        envelope = {
            "envelope_id": name,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != EVENTS,
        }
        if kind == EVENTS:
            envelope |= {"retry_attempt": attempt.number, "retry_reason": attempt.reason}
        try:
            async with asyncio.timeout(self._ack_seconds):
                await self._connected.wait()
                body = await self._exchange(
                    name, envelope, self.sockets[number % len(self.sockets)]
                )
        except TimeoutError:
            return Reply(False, reason="timeout")
        except ConnectionError:
            return Reply(False, reason="connection_failed")
        finally:
            self._waiting.pop(name, None)
        return Reply(True, 200, {} if kind == EVENTS else body)

    async def _exchange(self, name: str, envelope: Json, socket: web.WebSocketResponse) -> Json:
        waiting: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[name] = (socket, waiting)
        await socket.send_json(envelope)
        return await waiting

    def _acknowledge(self, frame: str) -> None:
        try:
            answer = json.loads(frame)
        except json.JSONDecodeError:
            return
        name = answer.get("envelope_id") if isinstance(answer, dict) else None
        _, waiting = self._waiting.get(str(name), (None, None))
        if waiting is not None and not waiting.done():
            waiting.set_result(answer.get("payload") or {})

    def _forget(self, socket: web.WebSocketResponse) -> None:
        """What was sent over a broken connection is not waited for any longer."""
        if socket in self.sockets:
            self.sockets.remove(socket)
        if not self.sockets:
            self._connected.clear()
        for held, waiting in self._waiting.values():
            if held is socket and not waiting.done():
                waiting.set_exception(ConnectionError("the socket closed"))


def _hello(connections: int) -> Json:
    return {
        "type": "hello",
        "num_connections": connections,
        "connection_info": {"app_id": APP_ID},
        "debug_info": {"host": "sandbox", "approximate_connection_time": 18_060},
    }


async def _say_goodbye(socket: web.WebSocketResponse, reason: str) -> None:
    debug = {"host": "sandbox"}
    await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": debug})
    await socket.close()

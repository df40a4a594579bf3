"""The two ways to the app: Socket Mode, and signed HTTP."""

import asyncio
import hashlib
import hmac
import itertools
import json
import time
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

_REDIRECT = 300
Json = dict[str, Any]
ACK_SECONDS = 3.0
"""How long Slack waits for an answer (docs.slack.dev/apis/events-api)."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: acknowledged or not, and the answer's body."""

    acked: bool
    status: int = 0
    body: Json = field(default_factory=dict)
    no_retry: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """Which delivery of the same thing this is."""

    number: int = 0
    reason: str = ""


class Transport(Protocol):
    """A way to hand the app an event, a command or an interaction."""

    async def send(self, kind: str, payload: Json, attempt: Attempt) -> Reply:
        """Hand it over and wait for the acknowledgement."""
        ...


class SocketTransport:
    """Socket Mode: envelopes over web sockets that the app has opened."""

    def __init__(self) -> None:
        self.sockets: list[web.WebSocketResponse] = []
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self._numbers = itertools.count(1)
        self._connected = asyncio.Event()

    async def serve(self, socket: web.WebSocketResponse) -> None:
        """Serve one connection until it closes."""
        self.sockets.append(socket)
        await socket.send_json({"type": "hello", "num_connections": len(self.sockets)})
        self._connected.set()
        try:
            async for frame in socket:
                if frame.type is aiohttp.WSMsgType.TEXT:
                    self._acknowledge(json.loads(frame.data))
        finally:
            self.sockets.remove(socket)
            if not self.sockets:
                self._connected.clear()

    def _acknowledge(self, answer: Json) -> None:
        waiting = self._waiting.pop(answer.get("envelope_id", ""), None)
        if waiting is not None and not waiting.done():
            waiting.set_result(answer.get("payload") or {})

    async def connected(self, seconds: float) -> None:
        """Wait until the app has opened a socket."""
        await asyncio.wait_for(self._connected.wait(), seconds)

    async def drop(self) -> None:
        """Close every connection without a word, as a network does."""
        for socket in list(self.sockets):
            await socket.close(code=1011)

    async def send(self, kind: str, payload: Json, attempt: Attempt) -> Reply:
        """Send one envelope and wait for its acknowledgement."""
        name = f"env-{next(self._numbers)}"
        envelope = {
            "envelope_id": name,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt.number, "retry_reason": attempt.reason}
        try:
            await self.connected(ACK_SECONDS)
            waiting = self._waiting[name] = asyncio.get_running_loop().create_future()
            await self.sockets[-1].send_json(envelope)
            return Reply(True, 200, await asyncio.wait_for(waiting, ACK_SECONDS))
        except (TimeoutError, ConnectionError, IndexError):
            self._waiting.pop(name, None)
            return Reply(False)


class HttpTransport:
    """Signed requests to the app's address (docs.slack.dev/authentication/verifying-requests)."""

    def __init__(self, url: str, secret: str) -> None:
        self._url, self._secret = url, secret

    async def send(self, kind: str, payload: Json, attempt: Attempt) -> Reply:
        """Send one request and wait for its answer."""
        body, headers = self._request(kind, payload, attempt)
        timeout = aiohttp.ClientTimeout(total=ACK_SECONDS)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.post(self._url, data=body, headers=headers) as answer,
            ):
                return _reply(answer, await answer.text())
        except (TimeoutError, aiohttp.ClientError):
            return Reply(False)

    def _request(self, kind: str, payload: Json, attempt: Attempt) -> tuple[bytes, dict[str, str]]:
        if kind == "events_api":
            body, content = json.dumps(payload), "application/json"
        else:
            form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
            body, content = urlencode(form), "application/x-www-form-urlencoded"
        return body.encode(), self._headers(body, content, attempt)

    def _headers(self, body: str, content: str, attempt: Attempt) -> dict[str, str]:
        stamp = str(int(time.time()))
        base = f"v0:{stamp}:{body}".encode()
        digest = hmac.new(self._secret.encode(), base, hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": content,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={digest}",
        }
        if attempt.number:
            headers["X-Slack-Retry-Num"] = str(attempt.number)
            headers["X-Slack-Retry-Reason"] = attempt.reason
        return headers


def _reply(answer: aiohttp.ClientResponse, text: str) -> Reply:
    body: Json = {}
    if text and "json" in answer.headers.get("Content-Type", ""):
        body = json.loads(text)
    elif text:
        body = {"text": text}
    no_retry = answer.headers.get("X-Slack-No-Retry") == "1"
    return Reply(answer.ok and answer.status < _REDIRECT, answer.status, body, no_retry)

"""Signed requests to the app's address (docs.slack.dev/authentication/verifying-requests)."""

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode, urlsplit

import aiohttp

from sandbox.transport import ACK_SECONDS, COMMANDS, EVENTS, Attempt, Reply
from sandbox.workspace import Json, Refusal

_REDIRECT = 300


class HttpTransport:
    """Posts to one address on this machine; never to another."""

    def __init__(self, url: str, secret: str, ack_seconds: float = ACK_SECONDS) -> None:
        if urlsplit(url).hostname not in ("127.0.0.1", "localhost", "::1"):
            raise Refusal("request_url_not_on_loopback")
        self._url, self._secret = url, secret
        self._timeout = aiohttp.ClientTimeout(total=ack_seconds)

    async def send(self, kind: str, payload: Json, attempt: Attempt) -> Reply:
        """Send one request and wait for its answer."""
        body, content = _encoded(kind, payload)
        headers = {"Content-Type": content} | self._signature(body) | _retry_headers(attempt)
        try:
            async with (
                aiohttp.ClientSession(timeout=self._timeout) as session,
                # A redirect is not followed: it could lead away from this machine.
                session.post(
                    self._url, data=body.encode(), headers=headers, allow_redirects=False
                ) as answer,
            ):
                return _reply(answer, await answer.text(errors="replace"))
        except TimeoutError:
            return Reply(False, reason="http_timeout")
        except aiohttp.ClientError:
            return Reply(False, reason="connection_failed")

    def _signature(self, body: str) -> dict[str, str]:
        stamp = str(int(time.time()))
        base = f"v0:{stamp}:{body}".encode()
        digest = hmac.new(self._secret.encode(), base, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def _encoded(kind: str, payload: Json) -> tuple[str, str]:
    if kind == EVENTS:
        return json.dumps(payload), "application/json"
    form = payload if kind == COMMANDS else {"payload": json.dumps(payload)}
    return urlencode(form), "application/x-www-form-urlencoded"


def _retry_headers(attempt: Attempt) -> dict[str, str]:
    if not attempt.number:
        return {}
    return {"X-Slack-Retry-Num": str(attempt.number), "X-Slack-Retry-Reason": attempt.reason}


def _reply(answer: aiohttp.ClientResponse, text: str) -> Reply:
    acked = answer.status < _REDIRECT
    no_retry = answer.headers.get("X-Slack-No-Retry") == "1"
    return Reply(acked, answer.status, _body(answer, text), "http_error", no_retry)


def _body(answer: aiohttp.ClientResponse, text: str) -> Json:
    if not text or "json" not in answer.headers.get("Content-Type", ""):
        return {"text": text} if text else {}
    try:
        body = json.loads(text)
    except json.JSONDecodeError:
        return {}
    return body if isinstance(body, dict) else {}

"""The sandbox's own small API, for the page, the demo and the tour."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from sandbox.facade import Sandbox
from sandbox.workspace import Json, Refusal

SANDBOX = web.AppKey("sandbox", Sandbox)
Doing = Callable[[Sandbox, Json], Awaitable[Any]]


@dataclass(slots=True)
class Watchers:
    """The pages that look on, and whether there is something to tell each of them."""

    stirred: dict[web.WebSocketResponse, asyncio.Event] = field(default_factory=dict)

    def stir(self) -> None:
        """Something may have changed."""
        for event in self.stirred.values():
            event.set()


WATCHERS = web.AppKey("watchers", Watchers)


def add_to(app: web.Application) -> None:
    """Give a web application the control API; it must hold `SANDBOX`."""
    watchers = app[WATCHERS] = Watchers()
    app[SANDBOX].workspace.on_change = watchers.stir
    app.on_shutdown.append(_close_watchers)
    app.add_routes(
        [
            web.get("/sandbox/state", _state),
            web.get("/sandbox/calls", _calls),
            web.get("/sandbox/deliveries", _deliveries),
            web.get("/sandbox/watch", _watch),
            web.post("/sandbox/{doing}", _do),
        ]
    )


async def _state(request: web.Request) -> web.StreamResponse:
    sandbox = request.app[SANDBOX]
    viewer = request.query.get("viewer") or sandbox.people["manager"].id
    try:
        sandbox.workspace.person(viewer)
    except Refusal as refusal:
        return _error(refusal.error)
    return web.json_response(sandbox.seen_by(viewer))


async def _calls(request: web.Request) -> web.StreamResponse:
    calls = request.app[SANDBOX].calls
    keys = ("method", "args", "ok", "error", "at")
    return web.json_response([{key: getattr(call, key) for key in keys} for call in calls])


async def _deliveries(request: web.Request) -> web.StreamResponse:
    made = request.app[SANDBOX].deliveries
    keys = ("event_id", "type", "attempt", "acked", "status")
    return web.json_response([{key: getattr(each, key) for key in keys} for each in made])


async def _watch(request: web.Request) -> web.StreamResponse:
    """Tell a page whenever something may have changed; many changes at once are told once."""
    socket, stirred = web.WebSocketResponse(heartbeat=30), asyncio.Event()
    await socket.prepare(request)
    # The first word goes out at once: what changed before the page was watching is not missed.
    stirred.set()
    request.app[WATCHERS].stirred[socket] = stirred
    telling = asyncio.create_task(_tell(socket, stirred))
    try:
        async for _ in socket:
            pass
    finally:
        del request.app[WATCHERS].stirred[socket]
        telling.cancel()
        with suppress(asyncio.CancelledError, ConnectionError):
            await telling
    return socket


async def _tell(socket: web.WebSocketResponse, stirred: asyncio.Event) -> None:
    while True:
        await stirred.wait()
        stirred.clear()
        await socket.send_json({"changed": True})


async def _close_watchers(app: web.Application) -> None:
    for socket in list(app[WATCHERS].stirred):
        await socket.close()


async def _do(request: web.Request) -> web.StreamResponse:
    doing = _DOINGS.get(request.match_info["doing"])
    if doing is None:
        return _error("unknown_path")
    try:
        result = await doing(request.app[SANDBOX], await request.json())
    except Refusal as refusal:
        return _error(refusal.error)
    except TimeoutError:
        return _error("timeout")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, json.JSONDecodeError):
            return _error("bad request: the body must be JSON")
        return _error(f"bad request: {type(error).__name__} {error}")
    return web.json_response(result if isinstance(result, dict) else {"ok": True})


def _error(what: str) -> web.Response:
    return web.json_response({"error": what}, status=400)


async def _post(sandbox: Sandbox, body: Json) -> Json:
    keys = ("thread_ts", "broadcast", "file", "scheduled", "subtype")
    more = {key: body[key] for key in keys if body.get(key)}
    return {"ts": await sandbox.post(body["user"], body["channel"], body["text"], **more)}


async def _command(sandbox: Sandbox, body: Json) -> Json:
    user, channel, text = body["user"], body["channel"], body.get("text") or ""
    try:
        said = await sandbox.command(user, channel, body["command"], text)
    except Refusal as refusal:
        if refusal.error not in ("operation_timeout", "dispatch_failed"):
            raise
        # The client tells its person itself, as a toast; the page need not.
        return {"ok": False, "error": refusal.error, "response": None}
    return {"ok": True, "response": said or None}


async def _press(sandbox: Sandbox, body: Json) -> None:
    where = {key: value for key, value in body.items() if key not in ("user", "action_id")}
    await sandbox.press(body["user"], body["action_id"], **where)


async def _submit(sandbox: Sandbox, body: Json) -> Json:
    errors = await sandbox.submit(body["user"], body["view_id"], body["values"])
    return {"ok": not errors, "errors": errors}


async def _connected(sandbox: Sandbox, body: Json) -> None:
    await sandbox.connected(float(body.get("timeout", 10)))


async def _settled(sandbox: Sandbox, body: Json) -> None:
    await sandbox.settled(float(body.get("timeout", 10)))


async def _advance(sandbox: Sandbox, body: Json) -> None:
    sandbox.workspace.advance(float(body["seconds"]))


async def _request_url(sandbox: Sandbox, body: Json) -> None:
    sandbox.set_request_url(body["url"])


async def _fault(sandbox: Sandbox, body: Json) -> None:
    sandbox.fault(**body)


def _plainly(name: str, *keys: str, optional: tuple[str, ...] = ()) -> Doing:
    """A doing of the facade that takes just these values."""

    async def do(sandbox: Sandbox, body: Json) -> object:
        values = [*(body[key] for key in keys), *(body.get(key) for key in optional)]
        return await getattr(sandbox, name)(*values)

    return do


_DOINGS: dict[str, Doing] = {
    "advance": _advance,
    "close": _plainly("close", "user", "view_id"),
    "command": _command,
    "connected": _connected,
    "delete": _plainly("delete", "user", "channel", "ts"),
    "edit": _plainly("edit", "user", "channel", "ts", "text"),
    "fault": _fault,
    "home": _plainly("open_home", "user"),
    "invite": _plainly("invite_bot", "channel", optional=("user",)),
    "kick": _plainly("kick_bot", "channel", optional=("user",)),
    "post": _post,
    "press": _press,
    "request_url": _request_url,
    "settled": _settled,
    "shortcut": _plainly("shortcut", "user", "callback_id", optional=("channel", "message_ts")),
    "submit": _submit,
    "unfurl": _plainly("unfurl", "channel", "ts"),
}

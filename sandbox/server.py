"""The HTTP side: Web API, sockets, response addresses, the page and its own small API."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any

from aiohttp import web

from sandbox.facade import Sandbox
from sandbox.faults import METHOD, Fault
from sandbox.workspace import Json, Refusal

SANDBOX = web.AppKey("sandbox", Sandbox)
WATCHERS = web.AppKey("watchers", list[web.WebSocketResponse])
_TYPES = {"html": "text/html", "js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
_POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self'; base-uri 'none'"
Doing = Callable[[Sandbox, Json], Awaitable[Any]]


def make_app(sandbox: Sandbox) -> web.Application:
    """Make the web application around a workspace."""
    app = web.Application(middlewares=[_refusals], client_max_size=4 * 1024 * 1024)
    app[SANDBOX], app[WATCHERS] = sandbox, []
    sandbox.workspace.on_change = lambda: _tell(app)
    app.on_shutdown.append(_close_watchers)
    app.add_routes(
        [
            web.route("*", "/api/{method}", _api),
            web.get("/link", _link),
            web.post("/response/{name}", _response),
            web.get("/sandbox/state", _state),
            web.get("/sandbox/calls", _calls),
            web.get("/sandbox/deliveries", _deliveries),
            web.get("/sandbox/watch", _watch),
            web.post("/sandbox/{doing}", _do),
            web.get("/", _page),
            web.get("/static/{name}", _page),
        ]
    )
    return app


@web.middleware
async def _refusals(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    try:
        return await handler(request)
    except Refusal as refusal:
        return web.json_response({"error": refusal.error}, status=400)
    except TimeoutError:
        return web.json_response({"error": "timeout"}, status=400)
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        return web.json_response({"error": f"bad request: {error}"}, status=400)


async def _api(request: web.Request) -> web.StreamResponse:
    sandbox, method = request.app[SANDBOX], request.match_info["method"]
    with sandbox.post_office.busy():
        args, token = await _arguments(request)
        fault = sandbox.faults.take(METHOD, method)
        if fault is not None:
            failed = await _fail(sandbox, method, args, fault)
            if failed is not None:
                return failed
        return web.json_response(sandbox.web_api.answer(method, args, token))


async def _fail(sandbox: Sandbox, method: str, args: Json, fault: Fault) -> web.Response | None:
    if fault.delay:
        await asyncio.sleep(fault.delay)
    if not fault.error and fault.status == web.HTTPOk.status_code:
        return None
    body = {"ok": False, "error": fault.error or "internal_error"}
    sandbox.web_api.note(method, args, body)
    headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after else {}
    return web.json_response(body, status=fault.status, headers=headers)


async def _arguments(request: web.Request) -> tuple[Json, str]:
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        args |= await request.json()
    elif request.can_read_body:
        args |= dict(await request.post())
    header = request.headers.get("Authorization", "")
    return args, header.removeprefix("Bearer ") or str(args.pop("token", ""))


async def _link(request: web.Request) -> web.StreamResponse:
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    await request.app[SANDBOX].post_office.socket.serve(socket)
    return socket


async def _response(request: web.Request) -> web.StreamResponse:
    sandbox = request.app[SANDBOX]
    with sandbox.post_office.busy():
        body = await request.json()
        fault = sandbox.faults.take(METHOD, "response_url")
        status = fault.status if fault else None
        if status is None:
            status = sandbox.interactivity.respond(request.match_info["name"], body)
        ok = status == web.HTTPOk.status_code
        sandbox.web_api.note("response_url", body, {"ok": ok, "error": "" if ok else str(status)})
        return web.Response(text="ok" if ok else "expired_url", status=status)


async def _state(request: web.Request) -> web.StreamResponse:
    sandbox = request.app[SANDBOX]
    viewer = request.query.get("viewer") or sandbox.people["manager"].id
    sandbox.workspace.person(viewer)
    return web.json_response(sandbox.seen_by(viewer))


async def _calls(request: web.Request) -> web.StreamResponse:
    calls = request.app[SANDBOX].calls
    return web.json_response([{"method": c.method, "ok": c.ok, "error": c.error} for c in calls])


async def _deliveries(request: web.Request) -> web.StreamResponse:
    made = request.app[SANDBOX].deliveries
    rows = [{"type": d.type, "attempt": d.attempt, "acked": d.acked} for d in made]
    return web.json_response(rows)


async def _watch(request: web.Request) -> web.StreamResponse:
    socket = web.WebSocketResponse(heartbeat=30)
    await socket.prepare(request)
    request.app[WATCHERS].append(socket)
    try:
        async for _ in socket:
            pass
    finally:
        request.app[WATCHERS].remove(socket)
    return socket


def _tell(app: web.Application) -> None:
    watchers = app[WATCHERS]
    for socket in list(watchers):
        if not socket.closed:
            app[SANDBOX].post_office.background(socket.send_json({"changed": True}))


async def _close_watchers(app: web.Application) -> None:
    watchers = app[WATCHERS]
    for socket in list(watchers):
        await socket.close()


async def _do(request: web.Request) -> web.StreamResponse:
    doing = _DOINGS.get(request.match_info["doing"])
    if doing is None:
        raise Refusal("unknown_path")
    result = await doing(request.app[SANDBOX], await request.json())
    return web.json_response(result if isinstance(result, dict) else {"ok": True})


async def _post(sandbox: Sandbox, body: Json) -> Json:
    more = {k: body[k] for k in ("thread_ts", "broadcast", "file") if body.get(k)}
    return {"ts": await sandbox.post(body["user"], body["channel"], body["text"], **more)}


async def _command(sandbox: Sandbox, body: Json) -> Json:
    keys = ("user", "channel", "command", "text")
    return {"ok": True, "response": await sandbox.command(*(body[k] for k in keys))}


async def _press(sandbox: Sandbox, body: Json) -> None:
    user, action = body.pop("user"), body.pop("action_id")
    await sandbox.press(user, action, **body)


async def _submit(sandbox: Sandbox, body: Json) -> Json:
    errors = await sandbox.submit(body["user"], body["view_id"], body["values"])
    return {"ok": not errors, "errors": errors}


async def _settled(sandbox: Sandbox, body: Json) -> None:
    await sandbox.settled(float(body.get("timeout", 10)))


async def _advance(sandbox: Sandbox, body: Json) -> None:
    sandbox.workspace.advance(float(body["seconds"]))


async def _request_url(sandbox: Sandbox, body: Json) -> None:
    sandbox.set_request_url(body["url"])


async def _fault(sandbox: Sandbox, body: Json) -> None:
    sandbox.fault(**body)


def _plainly(name: str, *keys: str) -> Doing:
    """A doing of the facade that takes just these values."""

    async def do(sandbox: Sandbox, body: Json) -> object:
        return await getattr(sandbox, name)(*(body.get(key) for key in keys))

    return do


_DOINGS: dict[str, Doing] = {
    "post": _post,
    "edit": _plainly("edit", "user", "channel", "ts", "text"),
    "delete": _plainly("delete", "user", "channel", "ts"),
    "unfurl": _plainly("unfurl", "channel", "ts"),
    "command": _command,
    "press": _press,
    "submit": _submit,
    "close": _plainly("close", "user", "view_id"),
    "shortcut": _plainly("shortcut", "user", "callback_id", "channel", "message_ts"),
    "home": _plainly("open_home", "user"),
    "invite": _plainly("invite_bot", "channel"),
    "kick": _plainly("kick_bot", "channel"),
    "connected": _plainly("connected"),
    "settled": _settled,
    "advance": _advance,
    "request_url": _request_url,
    "fault": _fault,
}


async def _page(request: web.Request) -> web.StreamResponse:
    name = request.match_info.get("name", "index.html")
    file = files("sandbox").joinpath("page", name)
    kind = _TYPES.get(name.rpartition(".")[2])
    if kind is None or "/" in name or not file.is_file():
        raise web.HTTPNotFound
    headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"}
    return web.Response(text=file.read_text(encoding="utf-8"), content_type=kind, headers=headers)

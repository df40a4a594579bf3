"""The HTTP side: Web API, sockets, response addresses, and the page's files."""

import asyncio
import base64
import binascii
from collections.abc import Awaitable, Callable
from importlib.resources import files

from aiohttp import web

from sandbox import control
from sandbox.facade import Sandbox
from sandbox.faults import METHOD, Fault
from sandbox.workspace import Json, Refusal

_TYPES = {"html": "text/html", "js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
_POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self'; base-uri 'none'"
_OK, _BAD, _NOT_FOUND = 200, 400, 404
_GONE = ("expired_url", "used_url")


def make_app(sandbox: Sandbox) -> web.Application:
    """Make the web application around a workspace."""
    app = web.Application(middlewares=[_own_pages_only], client_max_size=4 * 1024 * 1024)
    app[control.SANDBOX] = sandbox
    app.add_routes(
        [
            web.route("*", "/api/{method}", _api),
            web.get("/link", _link),
            web.post("/response/{name}", _response),
            web.post("/upload/{name}", _upload),
            web.get("/file/{name}", _file),
            web.get("/", _page),
            web.get("/static/{name}", _page),
        ]
    )
    control.add_to(app)
    return app


@web.middleware
async def _own_pages_only(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """A page from elsewhere, open in the same browser, has no business here."""
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        raise web.HTTPForbidden(text="only the sandbox's own page may do this")
    return await handler(request)


async def _api(request: web.Request) -> web.StreamResponse:
    sandbox, method = request.app[control.SANDBOX], request.match_info["method"]
    with sandbox.activity.busy():
        sandbox.activity.kept(method)
        try:
            args, token = await _arguments(request)
        except Refusal as refusal:
            return web.json_response({"ok": False, "error": refusal.error})
        fault = sandbox.faults.take(METHOD, method)
        failed = await _fail(sandbox, method, args, fault) if fault else None
        if failed is not None:
            return failed
        body = sandbox.web_api.answer(method, args, token)
        scopes = ",".join(sorted(sandbox.web_api.context.scopes))
        return web.json_response(body, headers={"X-OAuth-Scopes": scopes})


async def _fail(sandbox: Sandbox, method: str, args: Json, fault: Fault) -> web.Response | None:
    await asyncio.sleep(fault.delay)
    if not fault.error and fault.status == _OK:
        return None
    body = {"ok": False, "error": fault.error or "internal_error"}
    sandbox.web_api.note(method, args, body)
    headers: dict[str, str] = {}
    if fault.retry_after:
        headers["Retry-After"] = str(fault.retry_after)
        sandbox.activity.promise(method, fault.retry_after)
    return web.json_response(body, status=fault.status, headers=headers)


async def _arguments(request: web.Request) -> tuple[Json, str]:
    """The arguments, from wherever they may stand, and the token. Raises `Refusal`."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        args |= await _json(request)
    elif request.can_read_body:
        args |= dict(await request.post())
    in_args, header = str(args.pop("token", "") or ""), request.headers.get("Authorization", "")
    if header.startswith("Basic "):
        args |= _client(header)
    return args, header.removeprefix("Bearer ") if header.startswith("Bearer ") else in_args


async def _json(request: web.Request) -> Json:
    try:
        body = await request.json() if request.can_read_body else {}
    except (ValueError, LookupError, RecursionError):
        # No JSON, no text in its charset, no such charset, or nested without end.
        raise Refusal("invalid_json") from None
    if not isinstance(body, dict):
        raise Refusal("json_not_object")
    return body


def _client(header: str) -> Json:
    """An app's own name and secret, as OAuth sends them."""
    try:
        name, _, secret = base64.b64decode(header.removeprefix("Basic ")).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return {}
    return {"client_id": name, "client_secret": secret}


async def _link(request: web.Request) -> web.StreamResponse:
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    await request.app[control.SANDBOX].post_office.socket.serve(socket)
    return socket


async def _response(request: web.Request) -> web.StreamResponse:
    sandbox = request.app[control.SANDBOX]
    with sandbox.activity.busy():
        body: Json = {}
        try:
            body = await _json(request)
            fault = sandbox.faults.take(METHOD, "response_url")
            failed = await _fail(sandbox, "response_url", body, fault) if fault else None
            if failed is not None:
                return failed
            sandbox.responses.respond(request.match_info["name"], body)
        except Refusal as refusal:
            answer = {"ok": False, "error": refusal.error}
            sandbox.web_api.note("response_url", body, answer)
            status = _NOT_FOUND if refusal.error in _GONE else _BAD
            return web.json_response(answer, status=status)
        sandbox.web_api.note("response_url", body, {"ok": True})
        return web.Response(text="ok")


async def _upload(request: web.Request) -> web.StreamResponse:
    """The bytes of a file: the address itself is the secret, as with Slack's."""
    sandbox, name = request.app[control.SANDBOX], request.match_info["name"]
    with sandbox.activity.busy():
        fault = sandbox.faults.take(METHOD, "upload")
        failed = await _fail(sandbox, "upload", {"name": name}, fault) if fault else None
        if failed is not None:
            return failed
        if not sandbox.workspace.uploads.fill(name, await request.read()):
            return web.Response(status=_BAD, text="no such upload")
        return web.Response(text="OK")


async def _file(request: web.Request) -> web.StreamResponse:
    uploads = request.app[control.SANDBOX].workspace.uploads
    content = uploads.content(request.match_info["name"])
    if content is None:
        raise web.HTTPNotFound
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    return web.Response(body=content, content_type="image/png", headers=headers)


async def _page(request: web.Request) -> web.StreamResponse:
    name = request.match_info.get("name", "index.html")
    kind = _TYPES.get(name.rpartition(".")[2])
    file = files("sandbox").joinpath("page", name)
    if kind is None or "/" in name or "\\" in name or not file.is_file():
        raise web.HTTPNotFound
    headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"}
    return web.Response(text=file.read_text(encoding="utf-8"), content_type=kind, headers=headers)

"""Answers calls: token, method, scope, arguments, in the order in which Slack looks."""

from dataclasses import dataclass

from sandbox.web_api import chat, conversations, files, installing, people, views
from sandbox.web_api.context import APP_TOKEN, BOT_TOKEN, Context, Methods
from sandbox.workspace import Json, Refusal

_CONNECTIONS, _OAUTH = "apps.connections.open", "oauth.v2.access"
_SECRET = ("token", "client_secret")


@dataclass(frozen=True, slots=True)
class Call:
    """A call the app made, without its secrets; `at`: seconds of the workspace's clock."""

    method: str
    args: Json
    ok: bool
    error: str
    at: float


class WebApi:
    """Answers the app's calls and keeps a list of them."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.calls: list[Call] = []

    def answer(self, method: str, args: Json, token: str) -> Json:
        """Answer one call as Slack would."""
        try:
            body: Json = {"ok": True} | self._dispatch(method, args, token)
        except Refusal as refusal:
            body = {"ok": False, "error": refusal.error, **refusal.details}
        self.note(method, args, body)
        return body

    def note(self, method: str, args: Json, body: Json) -> None:
        """Remember a call for those who look on."""
        at, error = self.context.workspace.now(), str(body.get("error") or "")
        kept = {key: value for key, value in args.items() if key not in _SECRET}
        self.calls.append(Call(method, kept, bool(body.get("ok")), error, at))

    def _dispatch(self, method: str, args: Json, token: str) -> Json:
        if method not in _METHODS:
            raise Refusal("unknown_method", req_method=method)
        if method != _OAUTH:
            _authenticate(method, token)
        return _METHODS[method](self.context, args)


def _authenticate(method: str, token: str) -> None:
    if not token:
        raise Refusal("not_authed")
    if token not in (BOT_TOKEN, APP_TOKEN):
        raise Refusal("invalid_auth")
    if (method == _CONNECTIONS) != (token == APP_TOKEN):
        raise Refusal("not_allowed_token_type")


_METHODS: Methods = {
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **installing.METHODS,
    **people.METHODS,
    **views.METHODS,
}

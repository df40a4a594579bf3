"""The Web API: the methods an app may call, with Slack's own refusals."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox import events
from sandbox.interactivity import Interactivity
from sandbox.limits import MESSAGE_TEXT, message_problems
from sandbox.seed import Person
from sandbox.workspace import APP_ID, BOT, BOT_ID, Channel, Json, Message, Refusal, Workspace

BOT_TOKEN, APP_TOKEN = "xoxb-sandbox-0001", "xapp-1-sandbox-0001"

Method = Callable[["WebApi", Json], Json]


@dataclass(frozen=True, slots=True)
class Call:
    """A call the app made."""

    method: str
    args: Json
    ok: bool
    error: str
    at: float


class WebApi:
    """Answers calls: token, method, scope, arguments, in the order in which Slack looks."""

    def __init__(
        self, workspace: Workspace, interactivity: Interactivity, manifest: Json, socket_url: str
    ) -> None:
        self.workspace, self.interactivity = workspace, interactivity
        self.manifest, self.socket_url = manifest, socket_url
        self.calls: list[Call] = []
        self._scopes = set(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", []))

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
        at, error = self.workspace.now(), str(body.get("error") or "")
        self.calls.append(Call(method, args, bool(body.get("ok")), error, at))

    def need(self, scope: str) -> None:
        """Insist on a scope of the manifest. Raises `Refusal` missing_scope."""
        if scope not in self._scopes:
            provided = ",".join(sorted(self._scopes))
            raise Refusal("missing_scope", needed=scope, provided=provided)

    def _dispatch(self, method: str, args: Json, token: str) -> Json:
        if not token:
            raise Refusal("not_authed")
        if token not in (BOT_TOKEN, APP_TOKEN):
            raise Refusal("invalid_auth")
        if method not in _METHODS:
            raise Refusal("unknown_method", req_method=method)
        if (method == "apps.connections.open") != (token == APP_TOKEN):
            raise Refusal("not_allowed_token_type")
        return _METHODS[method](self, args)


def _auth_test(api: WebApi, _args: Json) -> Json:
    team = api.workspace.team()
    return {
        "url": f"https://{team['domain']}.slack.example/",
        "team": team["name"],
        "team_id": team["id"],
        "user": "ask_once",
        "user_id": BOT.id,
        "bot_id": BOT_ID,
        "app_id": APP_ID,
        "is_enterprise_install": False,
    }


def _connections_open(api: WebApi, _args: Json) -> Json:
    if not api.manifest.get("settings", {}).get("socket_mode_enabled"):
        raise Refusal("socket_mode_not_enabled")
    return {"url": api.socket_url}


def _post_ephemeral(api: WebApi, args: Json) -> Json:
    api.need("chat:write")
    channel, user = api.workspace.channel(_arg(args, "channel")), _arg(args, "user")
    text, blocks = _content(args)
    if BOT.id not in channel.members:
        raise Refusal("not_in_channel" if not channel.private else "channel_not_found")
    if user not in channel.members:
        raise Refusal("user_not_in_channel")
    ts = api.workspace.new_ts()
    api.workspace.add(
        Message(ts, channel.id, BOT.id, text, blocks, args.get("thread_ts"), only_for=user)
    )
    return {"message_ts": ts}


def _post_message(api: WebApi, args: Json) -> Json:
    api.need("chat:write")
    channel = api.workspace.channel(_arg(args, "channel"))
    text, blocks = _content(args)
    tab = api.manifest.get("features", {}).get("app_home", {}).get("messages_tab_enabled")
    if channel.owner and not tab:
        raise Refusal("messages_tab_disabled")
    if BOT.id not in channel.members:
        raise Refusal("not_in_channel")
    message = Message(
        api.workspace.new_ts(), channel.id, BOT.id, text, blocks, args.get("thread_ts")
    )
    api.workspace.add(message)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "message": events.message_body(message, api.workspace),
    }


def _update(api: WebApi, args: Json) -> Json:
    api.need("chat:write")
    message = _own_message(api, args, "cant_update_message")
    message.text, message.blocks = _content(args)
    message.edited = True
    api.workspace.on_change()
    return {"channel": message.channel, "ts": message.ts, "text": message.text}


def _delete(api: WebApi, args: Json) -> Json:
    api.need("chat:write")
    message = _own_message(api, args, "cant_delete_message")
    api.workspace.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def _permalink(api: WebApi, args: Json) -> Json:
    message = api.workspace.find(_arg(args, "channel"), _arg(args, "message_ts"))
    link = f"https://larkfield.slack.example/archives/{message.channel}/p{message.ts}"
    return {"channel": message.channel, "permalink": link}


def _history(api: WebApi, args: Json) -> Json:
    channel = _readable(api, args)
    top = [m for m in _public(channel) if not m.thread_ts or m.broadcast or m.thread_ts == m.ts]
    return _page(api, top, args)


def _replies(api: WebApi, args: Json) -> Json:
    channel, ts = _readable(api, args), _arg(args, "ts")
    thread = [m for m in _public(channel) if ts in (m.ts, m.thread_ts)]
    if not thread:
        raise Refusal("thread_not_found")
    return _page(api, thread, args)


def _info(api: WebApi, args: Json) -> Json:
    channel = api.workspace.channel(_arg(args, "channel"))
    api.need(f"{_family(channel)}:read")
    return {"channel": _channel_body(channel)}


def _open(api: WebApi, args: Json) -> Json:
    api.need("im:write")
    return {"channel": {"id": api.workspace.direct(_arg(args, "users")).id}}


def _list(api: WebApi, _args: Json) -> Json:
    api.need("channels:read")
    rooms = [c for c in api.workspace.channels.values() if c.kind == "channel"]
    return {"channels": [_channel_body(c) for c in rooms], "response_metadata": {"next_cursor": ""}}


def _members(api: WebApi, args: Json) -> Json:
    channel = api.workspace.channel(_arg(args, "channel"))
    api.need(f"{_family(channel)}:read")
    return {"members": sorted(channel.members), "response_metadata": {"next_cursor": ""}}


def _user_conversations(api: WebApi, _args: Json) -> Json:
    api.need("channels:read")
    rooms = [c for c in api.workspace.visible(BOT.id) if not c.owner]
    return {"channels": [_channel_body(c) for c in rooms], "response_metadata": {"next_cursor": ""}}


def _user_info(api: WebApi, args: Json) -> Json:
    api.need("users:read")
    return {"user": _user_body(api.workspace.person(_arg(args, "user")))}


def _groups(api: WebApi, _args: Json) -> Json:
    api.need("usergroups:read")
    return {"usergroups": []}


def _group_users(api: WebApi, args: Json) -> Json:
    api.need("usergroups:read")
    raise Refusal("no_such_subteam" if _arg(args, "usergroup") else "invalid_arguments")


def _view_open(api: WebApi, args: Json) -> Json:
    return {"view": api.interactivity.open(str(args.get("trigger_id") or ""), _view(args))}


def _view_push(api: WebApi, args: Json) -> Json:
    trigger = str(args.get("trigger_id") or "")
    return {"view": api.interactivity.open(trigger, _view(args), push=True)}


def _view_update(api: WebApi, args: Json) -> Json:
    name = str(args.get("view_id") or args.get("external_id") or "")
    return {"view": api.interactivity.update(name, _view(args))}


def _view_publish(api: WebApi, args: Json) -> Json:
    return {"view": api.interactivity.publish(_arg(args, "user_id"), _view(args))}


def _team_info(api: WebApi, _args: Json) -> Json:
    api.need("team:read")
    return {"team": api.workspace.team()}


def _bot_info(api: WebApi, _args: Json) -> Json:
    api.need("users:read")
    return {"bot": {"id": BOT_ID, "app_id": APP_ID, "user_id": BOT.id, "name": BOT.name}}


def _arg(args: Json, name: str) -> str:
    value = args.get(name)
    if not isinstance(value, str) or not value:
        messages = [f"[ERROR] missing required field: {name}"]
        raise Refusal("invalid_arguments", response_metadata={"messages": messages})
    return value


def _content(args: Json) -> tuple[str, list[Json] | None]:
    """Text and blocks, checked as Slack checks them. Raises `Refusal`."""
    text, blocks = args.get("text") or "", _loaded(args.get("blocks"))
    if not text and not blocks:
        raise Refusal("no_text")
    if len(text) > MESSAGE_TEXT:
        raise Refusal("msg_too_long")
    if blocks is not None and (problems := message_problems(blocks)):
        messages = [f"[ERROR] {problem}" for problem in problems]
        raise Refusal("invalid_blocks", response_metadata={"messages": messages})
    return text, blocks


def _view(args: Json) -> Json:
    view = _loaded(args.get("view"))
    if not isinstance(view, dict):
        raise Refusal("invalid_arguments")
    return view


def _loaded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and value else value


def _own_message(api: WebApi, args: Json, refusal: str) -> Message:
    message = api.workspace.find(_arg(args, "channel"), _arg(args, "ts"))
    if not message.by_bot or message.only_for:
        raise Refusal(refusal)
    return message


def _readable(api: WebApi, args: Json) -> Channel:
    channel = api.workspace.channel(_arg(args, "channel"))
    api.need(f"{_family(channel)}:history")
    if BOT.id not in channel.members:
        raise Refusal("not_in_channel")
    return channel


def _family(channel: Channel) -> str:
    return {"channel": "channels", "group": "groups", "im": "im"}[channel.kind]


def _public(channel: Channel) -> list[Message]:
    return [m for m in channel.messages if m.only_for is None]


def _page(api: WebApi, messages: list[Message], args: Json) -> Json:
    """The newest first, from `oldest` to `latest`, by pages of `limit`."""
    oldest, latest = float(args.get("oldest") or 0), float(args.get("latest") or "inf")
    inside = [m for m in messages if oldest <= float(m.ts) <= latest]
    newest = sorted(inside, key=lambda m: float(m.ts), reverse=True)
    start, limit = int(args.get("cursor") or 0), min(int(args.get("limit") or 100), 1_000)
    page, more = newest[start : start + limit], len(newest) > start + limit
    return {
        "messages": [events.message_body(m, api.workspace) for m in page],
        "has_more": more,
        "response_metadata": {"next_cursor": str(start + limit) if more else ""},
    }


def _channel_body(channel: Channel) -> Json:
    return {
        "id": channel.id,
        "name": channel.key,
        "is_channel": not channel.private,
        "is_private": channel.private,
        "is_im": channel.owner is not None,
        "is_member": BOT.id in channel.members,
        "is_ext_shared": channel.shared,
        "is_shared": channel.shared,
        "is_archived": False,
        "topic": {"value": channel.topic},
    }


def _user_body(person: Person) -> Json:
    return {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.key,
        "real_name": person.name,
        "deleted": False,
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": False,
        "is_bot": person.is_bot,
        "is_stranger": False,
        "tz": "Europe/Stockholm",
        "locale": "en-GB",
        "profile": {"title": person.title, "real_name": person.name, "display_name": person.key},
    }


_METHODS: dict[str, Method] = {
    "auth.test": _auth_test,
    "apps.connections.open": _connections_open,
    "bots.info": _bot_info,
    "chat.delete": _delete,
    "chat.getPermalink": _permalink,
    "chat.postEphemeral": _post_ephemeral,
    "chat.postMessage": _post_message,
    "chat.update": _update,
    "conversations.history": _history,
    "conversations.info": _info,
    "conversations.list": _list,
    "conversations.members": _members,
    "conversations.open": _open,
    "conversations.replies": _replies,
    "team.info": _team_info,
    "usergroups.list": _groups,
    "usergroups.users.list": _group_users,
    "users.conversations": _user_conversations,
    "users.info": _user_info,
    "views.open": _view_open,
    "views.publish": _view_publish,
    "views.push": _view_push,
    "views.update": _view_update,
}

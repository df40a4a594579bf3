"""What people do besides talking: commands, buttons, forms, shortcuts, the Home tab."""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sandbox import events
from sandbox.delivery import Post
from sandbox.limits import message_problems, view_problems
from sandbox.seed import TEAM_ID
from sandbox.transport import Reply
from sandbox.workspace import APP_ID, BOT, BOT_ID, Json, Message, Refusal, Workspace

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS, RESPONSE_USES = 1_800.0, 5
Item = TypeVar("Item")
_STACK = 3
"""Views that may lie on one another (docs.slack.dev/surfaces/modals)."""


@dataclass(slots=True)
class ResponseUrl:
    """An address that may be answered five times in half an hour."""

    user: str
    channel: str
    message_ts: str | None
    made: float
    used: int = 0


class Interactivity:
    """Builds the payloads, keeps trigger ids and response addresses, applies the answers."""

    def __init__(self, workspace: Workspace, post: Post) -> None:
        self._workspace, self._post = workspace, post
        self._numbers = itertools.count(1)
        self._triggers: dict[str, tuple[str, float]] = {}
        self._responses: dict[str, ResponseUrl] = {}
        self.url = ""

    # -- what people do ---------------------------------------------------------------------

    async def command(self, user: str, channel: str, command: str, text: str) -> Json:
        """Send a slash command; its immediate answer is shown to the person alone."""
        place = self._workspace.channel(channel)
        payload = {
            "token": "unused",
            "team_id": TEAM_ID,
            "team_domain": "larkfield",
            "channel_id": place.id,
            "channel_name": place.key,
            "user_id": user,
            "user_name": self._workspace.person(user).key,
            "command": command,
            "text": _escaped(text),
            "api_app_id": APP_ID,
            "is_enterprise_install": "false",
            "response_url": self._response_url(user, place.id, None),
            "trigger_id": self._trigger(user),
        }
        reply = await self._ask("slash_commands", payload, user, f"{command} failed")
        if reply.body.get("text") or reply.body.get("blocks"):
            self.respond_now(user, place.id, reply.body)
        return reply.body

    async def press(self, user: str, action_id: str, where: Json) -> None:
        """Press a button, or choose from a menu, in a message or a view."""
        element, block_id = self._element(user, action_id, where)
        action: Json = {
            "action_id": action_id,
            "block_id": where.get("block_id") or block_id,
            "type": element.get("type", "button"),
            "value": where.get("value", element.get("value", "")),
            "action_ts": f"{time.time():.6f}",
        }
        action |= where.get("action") or {}
        payload = self._payload("block_actions", user) | {"actions": [action]}
        payload |= (
            self._view_place(user, where) if where.get("view_id") else self._place(user, where)
        )
        await self._ask("interactive", payload, user, "That button did not answer")

    async def submit(self, user: str, view_id: str, values: Json) -> Json:
        """Send a form; give the errors it came back with, if any."""
        view = self._view(user, view_id)
        view["state"] = {"values": values}
        view["errors"] = {}
        payload = self._payload("view_submission", user) | {"view": view, "response_urls": []}
        reply = await self._ask("interactive", payload, user, "That form did not answer")
        if reply.acked:
            self._answer_view(user, view, reply.body)
        return dict(view["errors"])

    async def close(self, user: str, view_id: str) -> None:
        """Close a form without sending it."""
        view = self._view(user, view_id)
        self._workspace.views[user].remove(view)
        self._workspace.on_change()
        if view.get("notify_on_close"):
            payload = self._payload("view_closed", user) | {"view": view, "is_cleared": False}
            await self._post.ask("interactive", payload)

    async def shortcut(
        self, user: str, callback_id: str, channel: str | None, message_ts: str | None
    ) -> None:
        """Use a global shortcut, or one on a message."""
        kind = "message_action" if message_ts else "shortcut"
        payload = self._payload(kind, user) | {"callback_id": callback_id, "action_ts": "1.0"}
        if message_ts and channel:
            message = self._workspace.find(channel, message_ts)
            payload |= {
                "message": events.message_body(message, self._workspace),
                "message_ts": message_ts,
                "channel": {"id": channel, "name": self._workspace.channel(channel).key},
                "response_url": self._response_url(user, channel, None),
            }
        await self._ask("interactive", payload, user, "That shortcut did not answer")

    # -- what the app answers with ----------------------------------------------------------

    def open(self, trigger_id: str, view: Json, *, push: bool = False) -> Json:
        """Open a view by its trigger, once and within three seconds. Raises `Refusal`."""
        user, made = self._triggers.pop(trigger_id, ("", 0.0))
        if not user:
            raise Refusal("invalid_trigger_id" if not trigger_id else "exchanged_trigger_id")
        if time.monotonic() - made > TRIGGER_SECONDS:
            raise Refusal("expired_trigger_id")
        stack = self._workspace.views.setdefault(user, [])
        if not push:
            stack.clear()
        return self._stacked(stack, view)

    def update(self, view_id: str, view: Json) -> Json:
        """Show another content in an open view. Raises `Refusal`."""
        for stack in self._workspace.views.values():
            for number, old in enumerate(stack):
                if view_id in (old["id"], old.get("external_id")):
                    stack[number] = self._made(view, old["id"])
                    self._workspace.on_change()
                    return stack[number]
        raise Refusal("not_found")

    def publish(self, user: str, view: Json) -> Json:
        """Show somebody their Home tab. Raises `Refusal`."""
        self._workspace.person(user)
        made = self._made(view, f"V{next(self._numbers):06d}")
        self._workspace.homes[user] = made
        self._workspace.on_change()
        return made

    def respond(self, name: str, body: Json) -> int:
        """Answer by a response address; gives the HTTP status Slack would."""
        url = self._responses.get(name)
        late = url is not None and time.monotonic() - url.made > RESPONSE_SECONDS
        if url is None or late or url.used >= RESPONSE_USES:
            return 404
        url.used += 1
        if body.get("delete_original") or body.get("replace_original"):
            return self._replace(url, body)
        self.respond_now(url.user, url.channel, body)
        return 200

    def respond_now(self, user: str, channel: str, body: Json) -> None:
        """Show an answer: to the person alone, unless it asks for the channel."""
        if message_problems(body.get("blocks") or []):
            self._workspace.toast(user, "The app's answer was not valid.")
            return
        only = None if body.get("response_type") == "in_channel" else user
        self._workspace.add(
            Message(
                self._workspace.new_ts(),
                channel,
                BOT.id,
                body.get("text", ""),
                body.get("blocks"),
                only_for=only,
            )
        )

    # -- parts ------------------------------------------------------------------------------

    def _replace(self, url: ResponseUrl, body: Json) -> int:
        if url.message_ts is None:
            return 404
        message = self._workspace.find(url.channel, url.message_ts)
        if body.get("delete_original"):
            self._workspace.remove(message)
        else:
            message.text, message.blocks = body.get("text", ""), body.get("blocks")
            self._workspace.on_change()
        return 200

    async def _ask(self, kind: str, payload: Json, user: str, failure: str) -> Reply:
        reply = await self._post.ask(kind, payload)
        if not reply.acked:
            self._workspace.toast(user, f"{failure}: the app took too long or is not there.")
        return reply

    def _answer_view(self, user: str, view: Json, body: Json) -> None:
        action, stack = body.get("response_action"), self._workspace.views[user]
        if action == "errors":
            view["errors"] = body["errors"]
        elif action == "clear":
            stack.clear()
        elif action == "update":
            self.update(view["id"], body["view"])
        elif action == "push":
            self._stacked(stack, body["view"])
        elif view in stack:
            stack.remove(view)
        self._workspace.on_change()

    def _stacked(self, stack: list[Json], view: Json) -> Json:
        if len(stack) >= _STACK:
            raise Refusal("push_limit_reached")
        made = self._made(view, f"V{next(self._numbers):06d}")
        stack.append(made)
        self._workspace.on_change()
        return made

    def _made(self, view: Json, view_id: str) -> Json:
        problems = view_problems(view)
        if problems:
            raise Refusal("invalid_arguments", response_metadata={"messages": problems})
        extra = {
            "id": view_id,
            "team_id": TEAM_ID,
            "app_id": APP_ID,
            "bot_id": BOT_ID,
            "errors": {},
        }
        return {"state": {"values": {}}, "hash": "1.abc", "root_view_id": view_id} | view | extra

    def _view(self, user: str, view_id: str) -> Json:
        home = self._workspace.homes.get(user)
        views = [*self._workspace.views.get(user, []), *([home] if home else [])]
        return _first(views, lambda view: view["id"] == view_id, "view_not_found")

    def _element(self, user: str, action_id: str, where: Json) -> tuple[Json, str]:
        if where.get("view_id"):
            blocks = self._view(user, where["view_id"])["blocks"]
        else:
            blocks = self._message(user, where).blocks or []
        for number, block in enumerate(blocks):
            for element in _elements(block):
                if element.get("action_id") == action_id:
                    return element, block.get("block_id", f"b{number}")
        raise Refusal("action_not_found")

    def _message(self, user: str, where: Json) -> Message:
        found = [
            m
            for c in self._workspace.visible(user)
            for m in self._workspace.seen(c, user)
            if m.ts == where.get("message_ts")
        ]
        return _first(found, lambda _: True, "message_not_found")

    def _place(self, user: str, where: Json) -> Json:
        message = self._message(user, where)
        channel = self._workspace.channel(message.channel)
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": message.only_for is not None,
        }
        body = (
            {} if message.only_for else {"message": events.message_body(message, self._workspace)}
        )
        return body | {
            "container": container,
            "channel": {"id": channel.id, "name": channel.key},
            "response_url": self._response_url(user, channel.id, message.ts),
            "state": {"values": where.get("state") or {}},
        }

    def _view_place(self, user: str, where: Json) -> Json:
        view = self._view(user, where["view_id"])
        view["state"] = {"values": where.get("state") or {}}
        return {"container": {"type": "view", "view_id": view["id"]}, "view": view}

    def _payload(self, kind: str, user: str) -> Json:
        person = self._workspace.person(user)
        return {
            "type": kind,
            "token": "unused",
            "team": {"id": TEAM_ID, "domain": "larkfield"},
            "user": {
                "id": user,
                "username": person.key,
                "name": person.key,
                "team_id": person.team_id,
            },
            "api_app_id": APP_ID,
            "trigger_id": self._trigger(user),
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _trigger(self, user: str) -> str:
        name = f"{next(self._numbers)}.trigger"
        self._triggers[name] = (user, time.monotonic())
        return name

    def _response_url(self, user: str, channel: str, message_ts: str | None) -> str:
        name = f"r{next(self._numbers)}"
        self._responses[name] = ResponseUrl(user, channel, message_ts, time.monotonic())
        return f"{self.url}/response/{name}"


def _first(items: list[Item], fits: Callable[[Item], bool], error: str) -> Item:
    for item in items:
        if fits(item):
            return item
    raise Refusal(error)


def _elements(block: Json) -> list[Json]:
    parts = [*block.get("elements", []), block.get("accessory"), block.get("element")]
    return [part for part in parts if isinstance(part, dict)]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

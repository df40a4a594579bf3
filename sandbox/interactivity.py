"""What people do besides talking: commands, buttons, forms, shortcuts."""

import re
from typing import Any

from sandbox import events
from sandbox.controls import acted, element_of, missing_inputs, typed_values
from sandbox.delivery import Post
from sandbox.responses import Responses
from sandbox.seed import TEAM_ID
from sandbox.transport import COMMANDS, INTERACTIVE, Reply
from sandbox.triggers import Triggers
from sandbox.views import Views
from sandbox.workspace import APP_ID, Channel, Json, Message, Refusal, Workspace


class Interactivity:
    """Builds the payloads as Slack does, hands them over, applies what comes back."""

    def __init__(
        self, workspace: Workspace, post: Post, views: Views, responses: Responses, manifest: Json
    ) -> None:
        self._workspace, self._post = workspace, post
        self.views, self.responses, self.triggers = views, responses, Triggers(workspace)
        commands = manifest.get("features", {}).get("slash_commands", [])
        self._commands: dict[str, Json] = {each["command"]: each for each in commands}

    async def command(self, user: str, channel: str, command: str, text: str) -> Json:
        """Send a slash command; its immediate answer is shown to the person alone.

        Raises `Refusal`: unknown_command, or operation_timeout after three seconds.
        """
        if command not in self._commands:
            raise Refusal("unknown_command")
        place = self._workspace.channel(channel)
        payload = {
            "token": "unused",
            "team_id": TEAM_ID,
            "team_domain": self._workspace.team()["domain"],
            "channel_id": place.id,
            "channel_name": _shown_name(place),
            "user_id": user,
            "user_name": self._workspace.person(user).key,
            "command": command,
            "text": self._as_sent(text, escape=bool(self._commands[command].get("should_escape"))),
            "api_app_id": APP_ID,
            "is_enterprise_install": "false",
            "response_url": self.responses.issue(user, place.id),
            "trigger_id": self.triggers.issue(user),
        }
        reply = await self._ask(COMMANDS, payload, user, f"{command} failed")
        if not reply.acked:
            raise Refusal("operation_timeout" if not reply.status else "dispatch_failed")
        if reply.body.get("text") or reply.body.get("blocks"):
            self._attempt(user, lambda: self.responses.show(user, place.id, reply.body))
        return reply.body

    async def press(self, user: str, action_id: str, where: Json) -> None:
        """Press a button, or choose from a menu, in a message or a view. Raises `Refusal`."""
        view_id = where.get("view_id")
        message = None if view_id else self._message(user, where)
        blocks = self.views.find(user, view_id)["blocks"] if view_id else message and message.blocks
        element, block_id = element_of(blocks or [], action_id, where.get("block_id"))
        payload = self._payload("block_actions", user)
        payload["actions"] = [acted(element, block_id, where, self._workspace.now())]
        payload |= self._in_message(user, message, where) if message else self._in_view(user, where)
        await self._ask(INTERACTIVE, payload, user, "That button did not answer")

    async def submit(self, user: str, view_id: str, values: Json) -> Json:
        """Send a form; give the errors it came back with, if any. Raises `Refusal`."""
        view = self.views.find(user, view_id)
        values = typed_values(view["blocks"], values)
        view["errors"] = missing_inputs(view["blocks"], values)
        if not view["errors"]:
            view["state"] = {"values": values}
            payload = self._payload("view_submission", user) | {"view": view, "response_urls": []}
            reply = await self._ask(INTERACTIVE, payload, user, "That form did not answer")
            if reply.acked:
                self._attempt(user, lambda: self.views.answer(user, view, reply.body))
        self._workspace.on_change()
        return dict(view["errors"])

    async def close(self, user: str, view_id: str) -> None:
        """Close a form without sending it. Raises `Refusal`."""
        view = self.views.find(user, view_id)
        self.views.close(user, view)
        if view["notify_on_close"]:
            payload = self._payload("view_closed", user) | {"view": view, "is_cleared": False}
            del payload["trigger_id"]
            await self._post.ask(INTERACTIVE, payload)

    async def shortcut(
        self, user: str, callback_id: str, channel: str | None, message_ts: str | None
    ) -> None:
        """Use a global shortcut, or one on a message. Raises `Refusal`."""
        kind = "message_action" if message_ts else "shortcut"
        payload = self._payload(kind, user)
        payload |= {"callback_id": callback_id, "action_ts": self._workspace.new_ts()}
        if message_ts and channel:
            message = self._message(user, {"message_ts": message_ts})
            payload |= {
                "message": events.message_body(message, self._workspace),
                "message_ts": message_ts,
                "channel": self._named(message.channel),
                "response_url": self.responses.issue(user, channel),
            }
        await self._ask(INTERACTIVE, payload, user, "That shortcut did not answer")

    async def _ask(self, kind: str, payload: Json, user: str, failure: str) -> Reply:
        self._workspace.away.discard(user)
        reply = await self._post.ask(kind, payload)
        if not reply.acked:
            self._workspace.toast(user, f"{failure}: the app took too long or is not there.")
        return reply

    def _attempt(self, user: str, work: Any) -> None:
        """Do what the app answered; what is not valid shows as Slack's own words."""
        try:
            work()
        except Refusal as refusal:
            self._workspace.toast(user, f"The app's answer was not valid: {refusal.error}.")

    def _message(self, user: str, where: Json) -> Message:
        for channel in self._workspace.visible(user):
            for message in self._workspace.seen(channel, user):
                if message.ts == where.get("message_ts"):
                    return message
        raise Refusal("message_not_found")

    def _in_message(self, user: str, message: Message, where: Json) -> Json:
        container: Json = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": message.only_for is not None,
        }
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        body: Json = {
            "container": container,
            "channel": self._named(message.channel),
            "response_url": self.responses.issue(user, message.channel, message.ts),
            "state": {"values": where.get("state") or {}},
        }
        # Slack sends the message along only where it is still there to be read.
        if message.only_for is None:
            body["message"] = events.message_body(message, self._workspace)
        return body

    def _in_view(self, user: str, where: Json) -> Json:
        view = self.views.find(user, where["view_id"])
        values = typed_values(view["blocks"], where.get("state") or {})
        view["state"] = {"values": values}
        return {"container": {"type": "view", "view_id": view["id"]}, "view": view}

    def _payload(self, kind: str, user: str) -> Json:
        person, team = self._workspace.person(user), self._workspace.team()
        return {
            "type": kind,
            "token": "unused",
            "team": {"id": team["id"], "domain": team["domain"]},
            "user": {
                "id": user,
                "username": person.key,
                "name": person.key,
                "team_id": person.team_id,
            },
            "api_app_id": APP_ID,
            "trigger_id": self.triggers.issue(user),
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _named(self, channel: str) -> Json:
        place = self._workspace.channel(channel)
        return {"id": place.id, "name": _shown_name(place)}

    def _as_sent(self, text: str, *, escape: bool) -> str:
        """Text as Slack hands it over: signs escaped, names turned into ids where asked for."""
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        if not escape:
            return text
        people, rooms = self._workspace.people, self._workspace.keys
        text = re.sub(
            r"@(\w+)", lambda m: f"<@{people[m[1]].id}|{m[1]}>" if m[1] in people else m[0], text
        )
        return re.sub(
            r"#(\w+)", lambda m: f"<#{rooms[m[1]]}|{m[1]}>" if m[1] in rooms else m[0], text
        )


def _shown_name(place: Channel) -> str:
    """A channel's name as payloads give it; private ones have none that tells."""
    if place.owner:
        return "directmessage"
    return "privategroup" if place.private else place.key

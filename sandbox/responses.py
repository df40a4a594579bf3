"""Response addresses: a way to answer somebody's action, five times within half an hour."""

import itertools
from dataclasses import dataclass

from sandbox.limits import message_problems
from sandbox.talk import Talk
from sandbox.views import with_block_ids
from sandbox.workspace import BOT, Json, Message, Refusal, Workspace

RESPONSE_SECONDS, RESPONSE_USES = 1_800.0, 5
"""Limits of an address (docs.slack.dev/interactivity/handling-user-interaction)."""


@dataclass(slots=True)
class ResponseUrl:
    """One address: whose action it answers, where, and on which message."""

    user: str
    channel: str
    message_ts: str | None
    made: float
    used: int = 0


class Responses:
    """Issues addresses and does what is posted to them."""

    def __init__(self, workspace: Workspace, talk: Talk) -> None:
        self._workspace, self._talk = workspace, talk
        self._numbers = itertools.count(1)
        self._issued: dict[str, ResponseUrl] = {}
        self.url = ""

    def issue(self, user: str, channel: str, message_ts: str | None = None) -> str:
        """A new address for what somebody did."""
        name = f"r{next(self._numbers)}"
        self._issued[name] = ResponseUrl(user, channel, message_ts, self._workspace.now())
        return f"{self.url}/response/{name}"

    def respond(self, name: str, body: Json) -> None:
        """Do what was posted to an address. Raises `Refusal`: expired, used up, not valid."""
        address = self._issued.get(name)
        if address is None or self._workspace.now() - address.made > RESPONSE_SECONDS:
            raise Refusal("expired_url")
        if address.used >= RESPONSE_USES:
            raise Refusal("used_url")
        address.used += 1
        if body.get("delete_original"):
            if set(body) != {"delete_original"}:
                raise Refusal("invalid_payload")
            self._talk.remove(self._original(address))
        elif body.get("replace_original"):
            text, blocks = _content(body)
            self._talk.change(self._original(address), text, blocks)
        else:
            self.show(address.user, address.channel, body)

    def show(self, user: str, channel: str, body: Json) -> None:
        """Show an answer: to the person alone, unless it asks for the channel. Raises `Refusal`."""
        text, blocks = _content(body)
        only = None if body.get("response_type") == "in_channel" else user
        thread, ts = body.get("thread_ts"), self._workspace.new_ts()
        self._talk.say(Message(ts, channel, BOT.id, text, blocks, thread, only_for=only))

    def _original(self, address: ResponseUrl) -> Message:
        if address.message_ts is None:
            raise Refusal("no_original")
        message = self._workspace.find(address.channel, address.message_ts)
        if not message.by_bot:
            raise Refusal("cant_update_message")
        return message


def _content(body: Json) -> tuple[str, list[Json] | None]:
    text, blocks = body.get("text") or "", body.get("blocks")
    if not isinstance(text, str) or (not text and not blocks):
        raise Refusal("no_text")
    if blocks and message_problems(blocks):
        raise Refusal("invalid_blocks")
    return text, with_block_ids(blocks) if blocks else None

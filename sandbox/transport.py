"""A way to hand the app an event, a command or an interaction."""

from dataclasses import dataclass, field
from typing import Protocol

from sandbox.workspace import Json

EVENTS, COMMANDS, INTERACTIVE = "events_api", "slash_commands", "interactive"
"""The three kinds of what is handed over, as Socket Mode names them."""
ACK_SECONDS = 3.0
"""How long Slack waits for an answer (docs.slack.dev/apis/events-api)."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: acknowledged or not, why not, and the answer's body."""

    acked: bool
    status: int = 0
    body: Json = field(default_factory=dict)
    reason: str = "http_timeout"
    no_retry: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """Which delivery of the same thing this is, and why there is another."""

    number: int = 0
    reason: str = ""


class Transport(Protocol):
    """A way to the app: Socket Mode, or signed HTTP."""

    async def send(self, kind: str, payload: Json, attempt: Attempt) -> Reply:
        """Hand it over and wait for the acknowledgement."""
        ...

"""What every method of the Web API works on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sandbox.talk import Talk
from sandbox.views import Views
from sandbox.workspace import BOT, Channel, Json, Refusal, Workspace

BOT_TOKEN, APP_TOKEN = "xoxb-sandbox-0001", "xapp-1-sandbox-0001"
CLIENT_ID, CLIENT_SECRET = "0001.0002", "sandbox-client-secret"
_FAMILIES = {"channel": "channels", "group": "groups", "im": "im"}


class TriggerExchange(Protocol):
    """Takes trigger ids back."""

    def exchange(self, trigger_id: str) -> str:
        """Whose action it was. Raises `Refusal`."""
        ...


@dataclass(slots=True)
class Context:
    """The workspace as methods see it, and what the app was granted."""

    workspace: Workspace
    talk: Talk
    views: Views
    triggers: TriggerExchange
    manifest: Json
    scopes: frozenset[str]
    socket_url: str = ""
    url: str = ""
    codes: set[str] = field(default_factory=set)

    def need(self, scope: str) -> None:
        """Insist on a scope of the manifest. Raises `Refusal` missing_scope."""
        if scope not in self.scopes:
            provided = ",".join(sorted(self.scopes))
            raise Refusal("missing_scope", needed=scope, provided=provided)

    def readable(self, channel: str, what: str) -> Channel:
        """A channel whose `what` (history, read) the app may have.

        Raises `Refusal`: a private channel the app is not in does not exist for it.
        """
        place = self.workspace.channel(channel)
        if place.private and BOT.id not in place.members:
            raise Refusal("channel_not_found")
        self.need(f"{_FAMILIES[place.kind]}:{what}")
        return place


Method = Callable[[Context, Json], Json]
Methods = Mapping[str, Method]

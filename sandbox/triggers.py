"""Trigger ids: proof that somebody just did something, good for three seconds, once."""

import itertools

from sandbox.workspace import Refusal, Workspace

TRIGGER_SECONDS = 3.0
"""How long a trigger id lives (docs.slack.dev/interactivity), by the workspace's clock."""


class Triggers:
    """Issues trigger ids and takes them back."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace, self._numbers = workspace, itertools.count(1)
        self._issued: dict[str, tuple[str, float]] = {}
        self._used: set[str] = set()

    def issue(self, user: str) -> str:
        """A new trigger id for what somebody did."""
        name = f"{next(self._numbers)}.0.trigger"
        self._issued[name] = (user, self._workspace.now())
        return name

    def exchange(self, trigger_id: str) -> str:
        """Whose action it was; the id is spent. Raises `Refusal`: unknown, spent, too late."""
        if trigger_id in self._used:
            raise Refusal("exchanged_trigger_id")
        if trigger_id not in self._issued:
            raise Refusal("invalid_trigger_id")
        user, made = self._issued.pop(trigger_id)
        self._used.add(trigger_id)
        if self._workspace.now() - made > TRIGGER_SECONDS:
            raise Refusal("expired_trigger_id")
        return user

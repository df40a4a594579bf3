"""Modals and Home tabs: opened, stacked, changed, closed, as Slack keeps them."""

import itertools

from sandbox.limits import view_problems
from sandbox.seed import TEAM_ID
from sandbox.workspace import APP_ID, BOT_ID, Json, Refusal, Workspace

_STACK = 3
"""Views that may lie on one another (docs.slack.dev/surfaces/modals)."""
_DEFAULTS: Json = {
    "private_metadata": "",
    "callback_id": "",
    "external_id": "",
    "clear_on_close": False,
    "notify_on_close": False,
}


class Views:
    """Every person's stack of modals, and their Home tab."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace, self._numbers = workspace, itertools.count(1)

    def open(self, user: str, view: Json) -> Json:
        """Open a modal for somebody, in place of what was open. Raises `Refusal`."""
        made = self._made(view, "modal")
        self._workspace.views[user] = [made]
        self._workspace.on_change()
        return made

    def push(self, user: str, view: Json) -> Json:
        """Lay a modal upon the others. Raises `Refusal`."""
        stack = self._workspace.views.setdefault(user, [])
        if len(stack) >= _STACK:
            raise Refusal("push_limit_reached")
        made = self._made(view, "modal")
        if stack:
            made |= {"root_view_id": stack[0]["id"], "previous_view_id": stack[-1]["id"]}
        stack.append(made)
        self._workspace.on_change()
        return made

    def update(self, name: str, view: Json, seen_hash: str = "") -> Json:
        """Show another content in an open view, by id or external id. Raises `Refusal`."""
        for stack in self._workspace.views.values():
            for number, old in enumerate(stack):
                if name and name in (old["id"], old["external_id"]):
                    _agree(old, seen_hash)
                    stack[number] = self._made(view, "modal", old)
                    self._workspace.on_change()
                    return stack[number]
        raise Refusal("not_found")

    def publish(self, user: str, view: Json, seen_hash: str = "") -> Json:
        """Show somebody their Home tab. Raises `Refusal`."""
        self._workspace.person(user)
        old = self._workspace.homes.get(user)
        if old:
            _agree(old, seen_hash)
        self._workspace.homes[user] = self._made(view, "home", old)
        self._workspace.on_change()
        return self._workspace.homes[user]

    def find(self, user: str, view_id: str) -> Json:
        """A view that somebody has before them. Raises `Refusal` view_not_found."""
        home = self._workspace.homes.get(user)
        for view in [*self._workspace.views.get(user, []), *([home] if home else [])]:
            if view["id"] == view_id:
                return view
        raise Refusal("view_not_found")

    def close(self, user: str, view: Json) -> None:
        """Take a modal away; those that lie upon it go too."""
        stack = self._workspace.views.get(user, [])
        if view in stack:
            del stack[stack.index(view) :]
        self._workspace.on_change()

    def answer(self, user: str, view: Json, body: Json) -> None:
        """Do what the app answered to a form: errors, update, push, clear, or close it."""
        match body.get("response_action"):
            case "errors":
                view["errors"] = dict(body.get("errors") or {})
                self._workspace.on_change()
            case "update":
                self.update(view["id"], body.get("view") or {})
            case "push":
                self.push(user, body.get("view") or {})
            case "clear":
                self._workspace.views[user] = []
                self._workspace.on_change()
            case _:
                self.close(user, view)

    def _made(self, view: Json, kind: str, old: Json | None = None) -> Json:
        if problems := self._problems(view, kind, old):
            raise Refusal("invalid_arguments", response_metadata={"messages": problems})
        number = next(self._numbers)
        name = old["id"] if old else f"V{number:07d}"
        return (
            {"root_view_id": name, "previous_view_id": None, "team_id": TEAM_ID}
            | ({"root_view_id": old["root_view_id"]} if old else {})
            | _DEFAULTS
            | view
            | {"id": name, "app_id": APP_ID, "bot_id": BOT_ID, "hash": f"{number}.hash"}
            | {"state": {"values": {}}, "errors": {}, "blocks": with_block_ids(view["blocks"])}
        )

    def _problems(self, view: Json, kind: str, old: Json | None) -> list[str]:
        if view.get("type") != kind:
            return [f"[ERROR] view type must be {kind} [json-pointer:/view/type]"]
        others = (v for stack in self._workspace.views.values() for v in stack if v is not old)
        external = view.get("external_id")
        if external and any(v["external_id"] == external for v in others):
            raise Refusal("duplicate_external_id")
        return view_problems(view)


def with_block_ids(blocks: list[Json]) -> list[Json]:
    """Blocks as Slack keeps them: each has an id of its own, given or made."""
    given = {block.get("block_id") for block in blocks}
    free = (name for name in map("b{}".format, itertools.count(1)) if name not in given)
    return [
        block if block.get("block_id") else block | {"block_id": next(free)} for block in blocks
    ]


def _agree(old: Json, seen_hash: str) -> None:
    if seen_hash and seen_hash != old["hash"]:
        raise Refusal("hash_conflict")

"""The `views.*` methods (docs.slack.dev/reference/methods)."""

from sandbox.web_api.arguments import required, view_of
from sandbox.web_api.context import Context, Methods
from sandbox.workspace import Json


def open_view(context: Context, args: Json) -> Json:
    """Open a modal by a trigger id, which is spent by it."""
    view, user = view_of(args), context.triggers.exchange(required(args, "trigger_id"))
    return {"view": context.views.open(user, view)}


def push(context: Context, args: Json) -> Json:
    """Lay a modal upon the one from which the trigger id came."""
    view, user = view_of(args), context.triggers.exchange(required(args, "trigger_id"))
    return {"view": context.views.push(user, view)}


def update(context: Context, args: Json) -> Json:
    """Show another content in an open modal."""
    name = str(args.get("view_id") or args.get("external_id") or "")
    return {"view": context.views.update(name, view_of(args), str(args.get("hash") or ""))}


def publish(context: Context, args: Json) -> Json:
    """Show somebody their Home tab."""
    user, seen_hash = required(args, "user_id"), str(args.get("hash") or "")
    return {"view": context.views.publish(user, view_of(args), seen_hash)}


METHODS: Methods = {
    "views.open": open_view,
    "views.publish": publish,
    "views.push": push,
    "views.update": update,
}

"""Getting in: a socket's address, and OAuth's exchange of a code for a token."""

from sandbox.seed import TEAM_ID, TEAM_NAME
from sandbox.web_api.context import BOT_TOKEN, CLIENT_ID, CLIENT_SECRET, Context, Methods
from sandbox.workspace import APP_ID, BOT, Json, Refusal


def connections_open(context: Context, _args: Json) -> Json:
    """Where to open a socket."""
    if not context.manifest.get("settings", {}).get("socket_mode_enabled"):
        raise Refusal("socket_mode_not_enabled")
    return {"url": context.socket_url}


def oauth_access(context: Context, args: Json) -> Json:
    """The bot token for a code that somebody's consent gave; a code is good once."""
    if args.get("client_id") != CLIENT_ID:
        raise Refusal("invalid_client_id")
    if args.get("client_secret") != CLIENT_SECRET:
        raise Refusal("bad_client_secret")
    code = str(args.get("code") or "")
    if code not in context.codes:
        raise Refusal("invalid_code")
    context.codes.discard(code)
    admin = context.workspace.people["admin"]
    return {
        "access_token": BOT_TOKEN,
        "token_type": "bot",
        "scope": ",".join(sorted(context.scopes)),
        "bot_user_id": BOT.id,
        "app_id": APP_ID,
        "team": {"id": TEAM_ID, "name": TEAM_NAME},
        "enterprise": None,
        "authed_user": {"id": admin.id},
        "is_enterprise_install": False,
    }


METHODS: Methods = {
    "apps.connections.open": connections_open,
    "oauth.v2.access": oauth_access,
}

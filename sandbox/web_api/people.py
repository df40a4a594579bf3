"""People, user groups, the team and the app itself (docs.slack.dev/reference/methods)."""

from sandbox.seed import TEAM_ID, Group, Person
from sandbox.web_api.arguments import flag, required
from sandbox.web_api.context import Context, Methods
from sandbox.workspace import APP_ID, BOT, BOT_ID, Json, Refusal


def auth_test(context: Context, _args: Json) -> Json:
    """Who the token is."""
    team = context.workspace.team()
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


def user_info(context: Context, args: Json) -> Json:
    """A person; the locale only where asked for, and never of people from elsewhere."""
    context.need("users:read")
    person = context.workspace.person(required(args, "user"))
    body = _user(person)
    if flag(args, "include_locale") and person.team_id == TEAM_ID:
        body["locale"] = "en-GB"
    return {"user": body}


def groups(context: Context, args: Json) -> Json:
    """The user groups; their members only where asked for."""
    context.need("usergroups:read")
    people, with_users = context.workspace.people, flag(args, "include_users")
    return {
        "usergroups": [
            _group(group) | ({"users": [people[k].id for k in group.members]} if with_users else {})
            for group in context.workspace.groups.values()
        ]
    }


def group_users(context: Context, args: Json) -> Json:
    """Who is in a user group."""
    context.need("usergroups:read")
    group = context.workspace.groups.get(required(args, "usergroup"))
    if group is None:
        raise Refusal("no_such_subteam")
    return {"users": [context.workspace.people[key].id for key in group.members]}


def team_info(context: Context, _args: Json) -> Json:
    """The workspace."""
    context.need("team:read")
    return {"team": context.workspace.team()}


def bot_info(context: Context, args: Json) -> Json:
    """The app's bot."""
    context.need("users:read")
    if args.get("bot") not in (None, "", BOT_ID):
        raise Refusal("bot_not_found")
    return {
        "bot": {
            "id": BOT_ID,
            "app_id": APP_ID,
            "user_id": BOT.id,
            "name": BOT.name,
            "deleted": False,
        }
    }


def _group(group: Group) -> Json:
    return {
        "id": group.id,
        "team_id": TEAM_ID,
        "is_usergroup": True,
        "name": group.name,
        "handle": group.handle,
        "user_count": len(group.members),
    }


def _user(person: Person) -> Json:
    body: Json = {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.key,
        "real_name": person.name,
        "deleted": False,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "tz": "Europe/Stockholm",
        "tz_offset": 3_600,
        "profile": {"title": person.title, "real_name": person.name, "display_name": person.key},
    }
    if person.team_id != TEAM_ID:
        return body | {"is_stranger": True}
    return body | {
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": False,
    }


METHODS: Methods = {
    "auth.test": auth_test,
    "bots.info": bot_info,
    "team.info": team_info,
    "usergroups.list": groups,
    "usergroups.users.list": group_users,
    "users.info": user_info,
}

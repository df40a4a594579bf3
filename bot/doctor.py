"""Tells what is missing to start, in words: settings, rules, database, Slack."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from slack_sdk.errors import SlackApiError

import rules
from bot.config import SettingsError
from bot.manifest import SCOPES
from bot.rule_folder import read_rule_folder
from bot.settings import Mode, Settings, load_settings
from bot.slack import SLACK_FAULTS, Slack, connect, error_code
from bot.storage import SqliteCounts, StorageError

LoadRules = Callable[[], rules.RuleSet]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    good: bool
    says: str

    def __str__(self) -> str:
        return f"{'ok     ' if self.good else 'MISSING'}  {self.name}: {self.says}"


async def examine(
    environ: Mapping[str, str],
    mode: Mode,
    *,
    folder: Path | None = None,
    load_rules: LoadRules = rules.load_defaults,
) -> list[Check]:
    """Look at everything a start needs. Nothing is posted."""
    checks = [_rules(load_rules)]
    try:
        settings = load_settings(environ, mode=mode, folder=folder)
    except SettingsError as error:
        return [*checks, *(Check("settings", good=False, says=str(p)) for p in error.problems)]
    checks += [_rule_folder(settings), _database(settings)]
    checks.append(_key(settings))
    slack = connect(settings.bot_token, settings.api_url)
    try:
        checks += await _slack(slack, settings, mode)
    finally:
        await slack.close()
    return checks


def _rules(load_rules: LoadRules) -> Check:
    try:
        count = len(load_rules().rules)
    except rules.RuleError as error:
        return Check("rules", good=False, says=str(error))
    return Check("rules", good=True, says=f"{count} rules")


def _rule_folder(settings: Settings) -> Check:
    try:
        read_rule_folder(settings.config.rules.folder, rules.load_defaults())
    except SettingsError as error:
        return Check("settings", good=False, says=str(error))
    return Check("settings", good=True, says="all is well")


def _database(settings: Settings) -> Check:
    try:
        SqliteCounts(settings.database, time.time).close()
    except StorageError as error:
        return Check("database", good=False, says=str(error))
    return Check("database", good=True, says="can be written")


def _key(settings: Settings) -> Check:
    if settings.key:
        return Check("key", good=True, says="set: mutes and snoozes outlive a restart")
    says = "ASKONCE_KEY is not set; mutes and snoozes are forgotten at a restart"
    return Check("key", good=True, says=says)


async def _slack(slack: Slack, settings: Settings, mode: Mode) -> list[Check]:
    try:
        answer = await slack.reading.auth_test()
    except SLACK_FAULTS as error:
        return [Check("bot token", good=False, says=explained("SLACK_BOT_TOKEN", error))]
    checks = [Check("bot token", good=True, says="accepted by Slack"), _scopes(answer.headers)]
    if mode == "run":
        checks.append(await _app_token(slack, settings.app_token))
    return checks


def _scopes(headers: Mapping[str, str]) -> Check:
    # Slack names a token's scopes in a header of every answer.
    granted = next((v for k, v in headers.items() if k.lower() == "x-oauth-scopes"), None)
    if granted is None:
        return Check("scopes", good=True, says="Slack did not name them; not checked")
    missing = sorted(set(SCOPES) - {scope.strip() for scope in granted.split(",")})
    if missing:
        cure = "add them on the page “OAuth & Permissions” and install the app anew"
        return Check("scopes", good=False, says=f"{', '.join(missing)} are not granted; {cure}")
    return Check("scopes", good=True, says="all granted")


async def _app_token(slack: Slack, token: str) -> Check:
    try:
        await slack.reading.apps_connections_open(app_token=token)
    except SLACK_FAULTS as error:
        return Check("app token", good=False, says=explained("SLACK_APP_TOKEN", error))
    return Check("app token", good=True, says="accepted by Slack")


def explained(name: str, error: BaseException) -> str:
    """Why Slack refused a token or was not reached, with the cure."""
    if not isinstance(error, SlackApiError):
        return "Slack was not reached; check the network, a proxy and SLACK_API_URL"
    code = error_code(error)
    if code in _CURES:
        return f"{name}: {_CURES[code]} ({code})"
    return f"{name}: Slack refused it ({code}); copy the token anew from your app's page"


_CURES = {
    "account_inactive": "its app was removed from the workspace; install it again",
    "invalid_auth": "is no token Slack knows; copy it anew from your app's page",
    "missing_scope": "lacks a scope; give an app-level token connections:write, and install anew",
    "not_allowed_token_type": "is of another kind; bot tokens begin with xoxb-, app tokens xapp-",
    "not_authed": "is empty; copy it from your app's page",
    "token_expired": "is expired; make a new one",
    "token_revoked": "was taken back; install the app again and copy the new one",
}

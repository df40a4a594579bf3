"""Settings: config.toml, secrets from the environment only, all mistakes at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from bot.config import CONFIG, Config, Problem, SettingsError, parse_config

Mode = Literal["run", "serve", "local"]
"""`run`: Socket Mode. `serve`: HTTP. `local`: no connection to Slack, only the counts."""

SLACK_API_URL = "https://slack.com/api/"
HIGHEST_PORT = 65_535
SHORTEST_KEY = 16
"""Characters of ASKONCE_KEY: fewer could be found by trying."""
_ENVIRONMENT = "environment"


@dataclass(frozen=True, slots=True)
class Settings:
    """Config, and what the environment adds. Secrets never show in its repr."""

    config: Config = field(default_factory=Config)
    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    api_url: str = SLACK_API_URL
    port: int = 3000
    database: str = "askonce.db"
    """Path of the SQLite file."""
    log_level: str = "INFO"
    key: str = field(default="", repr=False)
    """For keyed hashes of what people wish for their own notes; empty: those stay in memory."""


def load_settings(
    environ: Mapping[str, str], *, mode: Mode, folder: Path | None = None
) -> Settings:
    """Read config.toml and the environment for a mode. Raises `SettingsError` with all mistakes."""
    problems: list[Problem] = []
    config = _load_config(environ, folder or Path(), problems)
    problems += _missing(environ, mode)
    settings = Settings(
        config=config,
        bot_token=_secret(environ, "SLACK_BOT_TOKEN", "xoxb-", problems),
        app_token=_secret(environ, "SLACK_APP_TOKEN", "xapp-", problems),
        signing_secret=_secret(environ, "SLACK_SIGNING_SECRET", "", problems),
        api_url=_api_url(environ, problems),
        port=_port(environ, problems),
        database=_database(environ, problems),
        log_level=_log_level(environ, problems),
        key=_key(environ, problems),
    )
    if problems:
        raise SettingsError(problems)
    return settings


def _load_config(environ: Mapping[str, str], folder: Path, problems: list[Problem]) -> Config:
    named = environ.get("ASKONCE_CONFIG")
    path = folder / (named or CONFIG)
    if not named and not path.exists():
        return Config()
    try:
        return parse_config(path.read_text("utf-8"), path.name)
    except SettingsError as error:
        problems += error.problems
    except OSError as error:
        reason = error.strerror or type(error).__name__
        cure = "name a file that can be read in ASKONCE_CONFIG, or unset it"
        problems.append(Problem(path.name, "", f"cannot be read ({reason}); {cure}"))
    except UnicodeDecodeError:
        problems.append(Problem(path.name, "", "is not UTF-8; save it as UTF-8"))
    return Config()


_NEEDED = {
    "run": ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"),
    "serve": ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"),
    "local": (),
}
_WHERE = {
    "SLACK_BOT_TOKEN": "OAuth & Permissions, “Bot User OAuth Token”",
    "SLACK_APP_TOKEN": "Basic Information, “App-Level Tokens”, with the scope connections:write",
    "SLACK_SIGNING_SECRET": "Basic Information, “Signing Secret”",
}
_LATER = {
    "REDIS_URL": "one process is served by this version; unset it",
    "SLACK_CLIENT_ID": "one workspace is served by this version, by its SLACK_BOT_TOKEN; unset it",
    "SLACK_CLIENT_SECRET": "one workspace is served by this version; unset it",
}


def _missing(environ: Mapping[str, str], mode: Mode) -> Iterator[Problem]:
    for name in _NEEDED[mode]:
        if not environ.get(name, "").strip():
            cure = f"is missing; copy it from your app's page: {_WHERE[name]}"
            yield Problem(_ENVIRONMENT, name, cure)
    for name, cure in _LATER.items():
        if mode != "local" and environ.get(name):
            yield Problem(_ENVIRONMENT, name, f"is set, but {cure}")


def _secret(environ: Mapping[str, str], name: str, prefix: str, problems: list[Problem]) -> str:
    value = environ.get(name, "").strip()
    if value and not value.startswith(prefix):
        # The value itself is not repeated: it may be a secret put in the wrong place.
        cure = f"does not begin with {prefix}; copy it from: {_WHERE[name]}"
        problems.append(Problem(_ENVIRONMENT, name, cure))
    return value


def _api_url(environ: Mapping[str, str], problems: list[Problem]) -> str:
    url = environ.get("SLACK_API_URL") or SLACK_API_URL
    if not url.startswith(("https://", "http://")) or not url.endswith("/api/"):
        cure = f"must begin with https:// and end in /api/, like {SLACK_API_URL}"
        problems.append(Problem(_ENVIRONMENT, "SLACK_API_URL", cure))
    return url


def _port(environ: Mapping[str, str], problems: list[Problem]) -> int:
    value = environ.get("PORT") or "3000"
    if not value.isascii() or not value.isdigit() or int(value) > HIGHEST_PORT:
        problems.append(Problem(_ENVIRONMENT, "PORT", "must be a number from 0 to 65535"))
        return 3000
    return int(value)


def _database(environ: Mapping[str, str], problems: list[Problem]) -> str:
    url = environ.get("DATABASE_URL") or "sqlite:///askonce.db"
    path = url.removeprefix("sqlite:///")
    if path == url or not path:
        cure = "must be sqlite:/// and a path, like sqlite:///askonce.db; others are not served yet"
        problems.append(Problem(_ENVIRONMENT, "DATABASE_URL", cure))
    return path


def _key(environ: Mapping[str, str], problems: list[Problem]) -> str:
    key = environ.get("ASKONCE_KEY", "").strip()
    if key and len(key) < SHORTEST_KEY:
        cure = f"is too short; give it {SHORTEST_KEY} random characters or more, and keep it"
        problems.append(Problem(_ENVIRONMENT, "ASKONCE_KEY", cure))
    return key


def _log_level(environ: Mapping[str, str], problems: list[Problem]) -> str:
    level = (environ.get("ASKONCE_LOG_LEVEL") or "INFO").upper()
    if level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        problems.append(
            Problem(_ENVIRONMENT, "ASKONCE_LOG_LEVEL", "must be DEBUG, INFO, WARNING or ERROR")
        )
        return "INFO"
    return level

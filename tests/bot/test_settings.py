"""Settings: each default documented, each mistake named with its cure, all at once."""
# ruff: noqa: E501 - what is said stands here as it is printed

import tomllib
from pathlib import Path

import pytest

from bot.config import Config, SettingsError, parse_config
from bot.settings import Settings, load_settings

RUN = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def mistakes(environ: dict[str, str], folder: Path, mode: str = "run") -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load_settings(environ, mode=mode, folder=folder)  # type: ignore[arg-type]
    return str(caught.value).splitlines()


def test_the_example_holds_every_setting_with_its_default() -> None:
    example = tomllib.loads(Path("config.example.toml").read_text("utf-8"))

    assert example == Config().model_dump()


def test_without_a_config_file_the_defaults_hold(tmp_path: Path) -> None:
    settings = load_settings(RUN, mode="run", folder=tmp_path)

    assert settings.config == Config()
    assert (settings.port, settings.database, settings.log_level) == (3000, "askonce.db", "INFO")


def test_a_config_file_is_read_from_where_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("[nudge]\ncooldown_minutes = 5\n")
    settings = load_settings(RUN | {"ASKONCE_CONFIG": "mine.toml"}, mode="run", folder=tmp_path)

    assert settings.config.nudge.cooldown_minutes == 5


def test_all_mistakes_come_in_one_message(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        "[nudge]\ncooldown_minuts = 5\n[channels]\nexcluded = ['general']\n[repeat]\nwindow_days = 0\n"
    )
    environ = {
        "SLACK_APP_TOKEN": "xoxb-wrong",
        "PORT": "http",
        "DATABASE_URL": "postgres://x",
        "SLACK_API_URL": "slack.com",
        "ASKONCE_LOG_LEVEL": "LOUD",
        "ASKONCE_KEY": "secret",
        "REDIS_URL": "redis://x",
    }

    assert mistakes(environ, tmp_path) == [
        "config.toml: nudge.cooldown_minuts: is an unknown setting; did you mean “cooldown_minutes”?",
        "config.toml: channels.excluded.0: is no id as Slack makes them (like C0123ABCD, U0123ABCD or"
        " S0123ABCD); copy it from the profile",
        "config.toml: repeat.window_days: input should be greater than or equal to 1",
        "environment: SLACK_BOT_TOKEN: is missing; copy it from your app's page:"
        " OAuth & Permissions, “Bot User OAuth Token”",
        "environment: REDIS_URL: is set, but one process is served by this version; unset it",
        "environment: SLACK_APP_TOKEN: does not begin with xapp-; copy it from: Basic Information,"
        " “App-Level Tokens”, with the scope connections:write",
        "environment: SLACK_API_URL: must begin with https:// and end in /api/,"
        " like https://slack.com/api/",
        "environment: PORT: must be a number from 0 to 65535",
        "environment: DATABASE_URL: must be sqlite:/// and a path, like sqlite:///askonce.db;"
        " others are not served yet",
        "environment: ASKONCE_LOG_LEVEL: must be DEBUG, INFO, WARNING or ERROR",
        "environment: ASKONCE_KEY: is too short; give it 16 random characters or more, and keep it",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[nudge\n", "config.toml: is not valid TOML"),
        ("[nugde]\n", "config.toml: nugde: is an unknown setting; did you mean “nudge”?"),
        ("[zzz]\n", "config.toml: zzz: is an unknown setting; known are nudge, channels"),
        (
            "[nudge]\ncooldown_minutes = '5'\n",
            "config.toml: nudge.cooldown_minutes: input should be",
        ),
        ("nudge = 5\n", "config.toml: nudge: input should be"),
        ("[channels]\nexcluded = [{a = 1}]\n", "config.toml: channels.excluded.0: input should"),
    ],
    ids=["broken", "near", "far", "type", "table", "list"],
)
def test_a_mistake_in_the_file_names_file_key_and_cure(text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said.split("(", maxsplit=1)[0]):
        parse_config(text)


def test_a_named_file_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    (line,) = mistakes(RUN | {"ASKONCE_CONFIG": "gone.toml"}, tmp_path)

    assert line.startswith("gone.toml: cannot be read (No such file or directory)")


def test_a_file_in_another_encoding_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes("# ä".encode("latin-1"))

    assert mistakes(RUN, tmp_path) == ["config.toml: is not UTF-8; save it as UTF-8"]


def test_http_needs_the_signing_secret_and_no_app_token(tmp_path: Path) -> None:
    (line,) = mistakes({"SLACK_BOT_TOKEN": "xoxb-1"}, tmp_path, "serve")

    assert line.startswith("environment: SLACK_SIGNING_SECRET: is missing")


def test_counts_can_be_read_without_any_token(tmp_path: Path) -> None:
    assert load_settings({"REDIS_URL": "x"}, mode="local", folder=tmp_path).bot_token == ""


def test_no_secret_is_in_a_repr_or_in_a_mistake(tmp_path: Path) -> None:
    settings = Settings(bot_token="canary", app_token="canary", signing_secret="canary")
    lines = mistakes({"SLACK_BOT_TOKEN": "canary", "SLACK_APP_TOKEN": "canary"}, tmp_path)

    assert "canary" not in repr(settings)
    assert "canary" not in " ".join(lines)

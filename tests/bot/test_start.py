"""The command line and the doctor: what is missing is said in words, with an exit code."""

import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

import rules
from bot.__main__ import FAILED, OK, USAGE, main
from bot.doctor import Check, examine
from bot.manifest import SCOPES
from bot.model import Count, Outcome
from bot.slack import Slack
from bot.storage import SqliteCounts
from tests.bot.web_api import GOOD, Answer, WebApi, refused
from tests.fakes import FakeClock


@pytest.fixture
def environ(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, str]:
    given = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_SIGNING_SECRET": "secret",
        "DATABASE_URL": f"sqlite:///{tmp_path}/counts.db",
    }
    for name in ("SLACK_API_URL", "REDIS_URL", "SLACK_CLIENT_ID", "ASKONCE_CONFIG", "PORT"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return given


async def checks(environ: dict[str, str], api: WebApi, mode: str = "run") -> dict[str, Check]:
    found = await examine(environ | {"SLACK_API_URL": api.url}, mode)  # type: ignore[arg-type]
    return {check.name: check for check in found}


async def test_the_doctor_finds_all_well(
    environ: dict[str, str], api: WebApi, slack: Slack
) -> None:
    found = await checks(environ, api)

    assert all(check.good for check in found.values())
    looked_at = {"rules", "settings", "database", "key", "bot token", "scopes", "app token"}
    assert set(found) == looked_at
    assert "forgotten at a restart" in found["key"].says
    assert "app token" not in await checks(environ, api, "serve")


async def test_the_doctor_sees_a_key(environ: dict[str, str], api: WebApi) -> None:
    found = await checks(environ | {"ASKONCE_KEY": "k" * 16}, api)

    assert "outlive a restart" in found["key"].says


async def test_the_doctor_names_scopes_that_were_not_granted(
    environ: dict[str, str], api: WebApi
) -> None:
    body = {"ok": True} | GOOD["auth.test"]
    api.answer("auth.test", Answer(body, headers={"X-OAuth-Scopes": "chat:write,commands"}))
    found = await checks(environ, api)

    assert not found["scopes"].good
    assert "channels:history" in found["scopes"].says


async def test_the_doctor_finds_granted_scopes_well(environ: dict[str, str], api: WebApi) -> None:
    granted = ",".join(SCOPES)
    body = {"ok": True} | GOOD["auth.test"]
    api.answer("auth.test", Answer(body, headers={"x-oauth-scopes": granted}))

    assert (await checks(environ, api))["scopes"].says == "all granted"


async def test_the_doctor_names_refused_tokens(environ: dict[str, str], api: WebApi) -> None:
    api.answer("auth.test", refused("invalid_auth"))
    assert "SLACK_BOT_TOKEN: is no token Slack knows" in str(
        (await checks(environ, api))["bot token"]
    )

    api.answer("apps.connections.open", refused("fatal_error"))
    assert "SLACK_APP_TOKEN: Slack refused it" in (await checks(environ, api))["app token"].says


async def test_the_doctor_names_a_slack_that_is_away(environ: dict[str, str], api: WebApi) -> None:
    environ["SLACK_API_URL"] = "http://127.0.0.1:9/api/"
    found = {check.name: check for check in await examine(environ, "run")}

    assert "Slack was not reached" in found["bot token"].says


async def test_the_doctor_names_a_rule_that_cannot_be_taken(
    environ: dict[str, str], api: WebApi
) -> None:
    def broken() -> rules.RuleSet:
        raise rules.RuleError("asks/x.toml", "say", "is missing; add it")

    found = await examine(environ | {"SLACK_API_URL": api.url}, "run", load_rules=broken)
    assert str(found[0]) == "MISSING  rules: asks/x.toml: say: is missing; add it"


async def test_the_doctor_names_a_database_that_cannot_be_used(
    environ: dict[str, str], api: WebApi, tmp_path: Path
) -> None:
    environ["DATABASE_URL"] = f"sqlite:///{tmp_path}/gone/counts.db"

    assert "its folder does not exist" in (await checks(environ, api))["database"].says


def test_the_doctors_exit_code_tells(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SLACK_BOT_TOKEN")

    assert main(["doctor"]) == FAILED
    assert "SLACK_BOT_TOKEN: is missing" in capsys.readouterr().out


def test_a_start_without_tokens_says_what_is_missing(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SLACK_APP_TOKEN")

    assert main([]) == FAILED
    assert "environment: SLACK_APP_TOKEN: is missing" in capsys.readouterr().err


def test_unknown_arguments_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", "--jsn"]) == USAGE
    assert "--jsn" in capsys.readouterr().err


def test_the_manifest_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest", "--http", "https://x.example/slack/events"]) == OK
    assert json.loads(capsys.readouterr().out)["display_information"]["name"] == "Ask Once"
    assert main(["manifest", "--reasons"]) == OK
    assert "| `chat:write` |" in capsys.readouterr().out


async def test_the_counts_are_printed_small_ones_hidden(
    environ: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["stats"]) == OK
    assert "nothing to show" in capsys.readouterr().out

    counts = SqliteCounts(f"{tmp_path}/counts.db", FakeClock())
    for _ in range(7):
        await counts.add("T1", [Count("verdict", "firm", Outcome.NUDGED)])
    await counts.add("T1", [Count("message", "all", Outcome.CHECKED)])
    counts.close()

    assert main(["stats", "--json"]) == OK
    lines = json.loads(capsys.readouterr().out)
    shown = {(line["name"], line["outcome"]): line["count"] for line in lines}
    assert (shown["all", "nudged"], shown["all", "checked"]) == (7, None)
    assert main(["stats", "--csv"]) == OK
    assert "T1,2026-W01,verdict,all,nudged,7,False" in capsys.readouterr().out.splitlines()
    assert main(["stats"]) == OK
    table = capsys.readouterr().out.splitlines()
    assert "2026-W01  verdict  all       nudged     7" in table
    assert "2026-W01  message  all       checked    fewer than 5, or hidden" in table


def test_a_database_that_cannot_be_used_is_named(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:////nowhere/at/all.db")

    assert main(["stats"]) == FAILED
    assert "its folder does not exist" in capsys.readouterr().err


def test_the_procfile_starts_what_there_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = Path("Procfile").read_text("utf-8").splitlines()
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)

    assert lines == ["worker: python -m bot run", "web: python -m bot serve"]
    for line in lines:
        assert main(line.split()[4:]) == FAILED
        assert "SLACK_BOT_TOKEN: is missing" in capsys.readouterr().err


@pytest.fixture
def own_log() -> Iterator[None]:
    root = logging.getLogger()
    before, level, hook = root.handlers[:], root.level, sys.excepthook
    yield
    root.handlers[:], sys.excepthook = before, hook
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.usefixtures("own_log")
@pytest.mark.parametrize("words", [[], ["run"], ["serve"]], ids=["default", "run", "serve"])
def test_a_start_without_slack_says_so(
    words: list[str],
    environ: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api/")

    assert main(words) == FAILED
    assert "Slack was not reached" in capsys.readouterr().err

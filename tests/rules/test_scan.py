"""A Slack export scanned: counts only, in the order of time, and clear words for what is broken."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from rules.__main__ import main

PRESS = "Please all share our launch post on your own LinkedIn."
OFFER = "Our launch post is here if anyone would like to share it. Entirely optional."
MONDAY, DAY = 1_767_600_000, 86_400
"""Monday, 5 January 2026, in the second ISO week of its year."""


def said(text: str, at: int = MONDAY, user: str = "U1", **more: Any) -> dict[str, Any]:
    return {"type": "message", "ts": f"{at}.000100", "user": user, "text": text} | more


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "channels.json", [{"name": "general"}, {"name": "quiet"}])
    write(tmp_path, "users.json", [{"id": "U1"}, {"id": "UBOT", "is_bot": True}])
    write(tmp_path, "general/2026-01-05.json", [said(PRESS), said("Lunch?", user="U2")])
    return tmp_path


def write(folder: Path, name: str, data: Any) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(json.dumps(data), encoding="utf-8")


def scanned(path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> Any:
    assert main(["scan", str(path), "--json", *options]) == 0
    return json.loads(capsys.readouterr().out)


def test_counts_stand_by_week_and_channel(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = scanned(folder, capsys)
    assert row == {
        "week": "2026-W02",
        "channel": "general",
        "messages": 2,
        "optional": 0,
        "gentle": 1,
        "firm": 0,
        "serious": 0,
    }


@pytest.mark.parametrize("top", ["", "export/"])
def test_a_zip_counts_as_its_folder_does(
    top: str,
    folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
) -> None:
    packed = tmp_path_factory.mktemp("zip") / "export.zip"
    with zipfile.ZipFile(packed, "w") as made:
        for file in folder.rglob("*.json"):
            made.write(file, top + file.relative_to(folder).as_posix())
    assert scanned(packed, capsys) == scanned(folder, capsys)


def test_a_second_ask_within_the_window_is_firm(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = said(OFFER, MONDAY + 3 * DAY)
    write(folder, "general/2026-01-08.json", [later])
    (row,) = scanned(folder, capsys)
    assert (row["gentle"], row["firm"]) == (1, 1)


@pytest.mark.parametrize(
    "entry",
    [
        said(PRESS, user="UBOT"),
        said(PRESS, bot_id="B1"),
        said(PRESS, subtype="channel_join"),
        said(PRESS, user="USLACKBOT"),
        {"type": "message", "text": PRESS},
    ],
    ids=["a bot", "an app", "a note of Slack's", "Slackbot", "nobody"],
)
def test_what_no_person_wrote_is_not_counted(
    entry: dict[str, Any], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, "general/2026-01-06.json", [entry])
    (row,) = scanned(folder, capsys)
    assert row["messages"] == 2


def test_no_name_and_no_word_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scan", str(folder), "--no-channels"]) == 0
    printed = capsys.readouterr()
    for secret in ("LinkedIn", "U1", "general"):
        assert secret not in printed.out + printed.err
    assert "2 messages, 1 would have got a private note." in printed.out


def test_messages_are_shown_on_a_terminal_only(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["scan", str(folder), "--show"]) == 2
    assert "terminal only" in capsys.readouterr().err


def test_a_broken_day_is_named_and_left_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "quiet").mkdir()
    (folder / "quiet" / "2026-01-05.json").write_text("[{")
    assert main(["scan", str(folder), "--json"]) == 0
    printed = capsys.readouterr()
    assert "quiet/2026-01-05.json" in printed.err
    assert json.loads(printed.out)[0]["messages"] == 2


@pytest.mark.parametrize(
    ("make", "cure"),
    [
        (lambda _: None, "is not there"),
        (lambda path: path.mkdir(), "channels.json"),
        (lambda path: path.write_text("no zip"), "no zip"),
        (lambda path: (path.mkdir(), write(path, "channels.json", {"name": 1})), "no JSON"),
        (lambda path: (path.mkdir(), write(path, "channels.json", [])), "no day"),
    ],
    ids=["nothing", "an empty folder", "no zip", "a broken list", "no days"],
)
def test_what_is_no_export_is_told_with_its_cure(
    make: Any, cure: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "export"
    make(path)
    assert main(["scan", str(path)]) == 2
    assert cure in capsys.readouterr().err

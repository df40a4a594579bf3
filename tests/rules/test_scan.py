"""A Slack export scanned: counts only, in the order of time, and clear words for what is broken."""

import json
import os
import pty
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules import load_defaults
from rules.__main__ import main
from rules.export import Day, Spoken, open_export
from rules.scan import Scan

RULESET = load_defaults()
PRESS = "Please all share our launch post on your own LinkedIn."
OFFER = "Our launch post is here if anyone would like to share it. Entirely optional."
MONDAY, DAY = 1_767_600_000, 86_400
"""Monday, 5 January 2026, in the second ISO week of its year."""


def said(text: str, at: int = MONDAY, user: str = "U1", **more: Any) -> dict[str, Any]:
    return {"type": "message", "ts": f"{at}.000100", "user": user, "text": text} | more


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "channels.json", [{"name": "general"}, {"name": "quiet"}])
    write(
        tmp_path,
        "users.json",
        [{"id": "U1"}, {"id": "UBOT", "is_bot": True}, {"id": "UGUEST", "is_restricted": True}],
    )
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
        said(PRESS, bot_profile={"id": "B1"}),
        said(PRESS, subtype="channel_join"),
        said(PRESS, subtype="tombstone"),
        said(PRESS, user="UGUEST"),
        said(PRESS, user="USLACKBOT"),
        {"type": "message", "text": PRESS},
    ],
    ids=[
        "a bot",
        "an app",
        "an app's profile",
        "a note of Slack's",
        "a deleted message",
        "a guest",
        "Slackbot",
        "nobody",
    ],
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


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast", "me_message"])
def test_captions_and_broadcasts_are_a_persons_words(
    subtype: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, "general/2026-01-06.json", [said(PRESS, MONDAY + DAY, "U3", subtype=subtype)])
    (row,) = scanned(folder, capsys)
    assert (row["messages"], row["gentle"]) == (3, 2)


def test_an_edited_message_counts_once_in_its_final_form(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mended = said("Our launch post is up.", edited={"user": "U1", "ts": f"{MONDAY + 60}.0"})
    change = {"type": "message", "subtype": "message_changed", "message": said(PRESS)}
    write(folder, "general/2026-01-05.json", [mended, change])
    (row,) = scanned(folder, capsys)
    assert (row["messages"], row["gentle"]) == (1, 0)


def test_a_withdrawal_clears_what_came_before(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back = said("Nobody has to share that post, forget what I asked.", MONDAY + DAY)
    later = said(OFFER, MONDAY + 3 * DAY)
    write(folder, "general/2026-01-08.json", [later, back])
    (row,) = scanned(folder, capsys)
    assert (row["firm"], row["optional"]) == (0, 1)


def test_the_same_ask_in_two_channels_is_two_first_asks(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, "quiet/2026-01-06.json", [said(PRESS, MONDAY + DAY)])
    assert [row["firm"] for row in scanned(folder, capsys)] == [0, 0]


def test_private_channels_count_and_direct_messages_do_not(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, "groups.json", [{"name": "board"}])
    write(folder, "board/2026-01-06.json", [said(PRESS)])
    write(folder, "D123/2026-01-06.json", [said(PRESS)])
    assert [row["channel"] for row in scanned(folder, capsys)] == ["board", "general"]


@pytest.mark.parametrize("other", [[], ["--json"]], ids=["piped", "piped, as JSON"])
def test_messages_are_shown_on_a_terminal_only(
    other: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["scan", str(folder), "--show", *other]) == 2
    printed = capsys.readouterr()
    assert ("not allowed with" if other else "for a terminal alone") in printed.err
    assert "LinkedIn" not in printed.out + printed.err


def test_a_terminal_shows_the_messages_and_a_progress_bar(folder: Path) -> None:
    screen, terminal = pty.openpty()
    command = [sys.executable, "-m", "rules", "scan", str(folder), "--show", "--no-channels"]
    with subprocess.Popen(command, stdout=terminal, stderr=terminal) as running:  # noqa: S603
        os.close(terminal)
        shown = b""
        while chunk := _read(screen):
            shown += chunk
    os.close(screen)
    assert running.returncode == 0
    assert PRESS.encode() in shown
    assert b"days" in shown
    assert b"general" not in shown


def _read(screen: int) -> bytes:
    try:
        return os.read(screen, 1 << 16)
    except OSError:  # how Linux tells that the other end is closed
        return b""


def test_a_broken_day_is_named_and_left_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "quiet").mkdir()
    (folder / "quiet" / "2026-01-05.json").write_text("[{")
    assert main(["scan", str(folder), "--json"]) == 2
    printed = capsys.readouterr()
    assert "quiet/2026-01-05.json" in printed.err
    assert json.loads(printed.out)[0]["messages"] == 2
    assert main(["scan", str(folder), "--json", "--no-channels"]) == 2
    assert "quiet" not in capsys.readouterr().err


def test_a_damaged_day_in_a_zip_is_left_out(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = tmp_path_factory.mktemp("zip") / "export.zip"
    write(folder, "quiet/2026-01-05.json", [said("The kettle is on.", user="U2")])
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as made:
        for file in folder.rglob("*.json"):
            made.write(file, file.relative_to(folder).as_posix())
    packed.write_bytes(packed.read_bytes().replace(b"The kettle", b"Tea kettle"))
    assert main(["scan", str(packed), "--json"]) == 2
    printed = capsys.readouterr()
    assert "quiet/2026-01-05.json" in printed.err
    assert json.loads(printed.out)[0]["messages"] == 2


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text() | st.just(MONDAY) | st.just(PRESS),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["ts", "user", "text"]), inner),
)


@given(day=JSON)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_day_holds_it_is_read_or_left_out(day: Any, folder: Path) -> None:
    write(folder, "quiet/2026-01-05.json", day)
    with open_export(str(folder)) as export:
        read = export.day("quiet", "quiet/2026-01-05.json", frozenset())
    assert not (read.broken and read.messages)
    Scan(RULESET).add(read)


@given(st.lists(st.tuples(st.sampled_from(["U1", "U2"]), st.sampled_from([PRESS, OFFER, "Tea?"]))))
def test_counts_do_not_depend_on_how_days_are_cut(said: list[tuple[str, str]]) -> None:
    messages = tuple(
        Spoken(f"{MONDAY + n * 60}.0", user, text) for n, (user, text) in enumerate(said)
    )
    whole, cut = Scan(RULESET), Scan(RULESET)
    whole.add(Day("general", "day", messages))
    for message in messages:
        cut.add(Day("general", "day", (message,)))
    assert whole.rows() == cut.rows()


@pytest.mark.parametrize(
    ("make", "cure"),
    [
        (lambda _: None, "is not there"),
        (lambda path: path.mkdir(), "channels.json"),
        (lambda path: path.write_text("no zip"), "no zip"),
        (
            lambda path: (path.mkdir(), write(path, "channels.json", {"name": 1})),
            "list of channels",
        ),
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

"""`python -m rules`: what goes in, what comes out, and how it ends."""

import gzip
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules import RuleError, RuleSet, judge
from rules.__main__ import main
from tests.rules.small import ASK, OFFER, small_rules

ROOT = Path(__file__).parents[2]
RULES = small_rules()
MESSAGES = [{"id": "a", "text": ASK}, {"id": 2, "text": "Lunch?", "by": "me"}]
LABELLED = [
    {"id": "1", "text": ASK, "verdict": "gentle", "asks": ["profile"], "signs": [], "kind": "k"},
    {"id": "2", "text": "Lunch?", "verdict": "firm", "asks": ["amplify"], "signs": ["reward"]},
]
RULES_WITHOUT_PICTURES = """
[concepts]
change = ["change"]
picture = ["portrait"]
option = ["if you like"]
"""
Run = Callable[..., tuple[int, str, str]]


def lines(items: list[dict[str, object]]) -> str:
    return "".join(json.dumps(item) + "\n" for item in items)


def small() -> RuleSet:
    return RULES


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def running(*argv: object, stdin: str | bytes = b"") -> tuple[int, str, str]:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        buffered = io.BufferedReader(io.BytesIO(data))  # type: ignore[arg-type]
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(buffered))
        code = main([str(word) for word in argv], small)
        out, err = capfd.readouterr()
        return code, out, err

    return running


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str | bytes], Path]:
    def writing(content: str | bytes) -> Path:
        path = tmp_path / "in.jsonl"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return writing


Write = Callable[[str | bytes], Path]


def test_check_judges_each_line_in_order(run: Run, write: Write) -> None:
    code, out, err = run("check", write(lines(MESSAGES)))
    first, second = map(json.loads, out.splitlines())
    assert (code, err) == (0, "")
    assert list(first) == ["id", "verdict", "asks", "signs", "findings"]
    assert first["id"] == "a"
    assert (first["verdict"], first["asks"], first["signs"]) == ("gentle", ["profile"], [])
    finding = first["findings"][0]
    assert (finding["rule"], ASK[finding["start"] : finding["end"]]) == (
        "profile",
        "change your LinkedIn picture",
    )
    assert second == {"id": 2, "verdict": "clear", "asks": [], "signs": [], "findings": []}


@pytest.mark.parametrize("name", [[], ["-"]])
def test_check_reads_standard_input(run: Run, name: list[str]) -> None:
    assert run("check", *name, stdin=lines(MESSAGES))[1].count("\n") == 2


def test_gzipped_files_and_input_are_unpacked(run: Run, write: Write) -> None:
    packed = gzip.compress(lines(MESSAGES).encode())
    plain = run("check", stdin=lines(MESSAGES))
    assert run("check", write(packed)) == run("check", stdin=packed) == plain


def test_a_bad_line_ends_check_with_the_lines_before_it_whole(run: Run, write: Write) -> None:
    path = write(lines(MESSAGES) + '{"id": "x"}\n' + lines(MESSAGES))
    code, out, err = run("check", path)
    assert code == 2
    assert len([json.loads(line) for line in out.splitlines()]) == 2
    assert err == f"rules: {path}:3: “text” is missing; add it\n"


def test_a_bad_line_of_standard_input_is_named(run: Run) -> None:
    code, _out, err = run("check", stdin="nonsense\n")
    assert code == 2
    assert err.startswith("rules: <stdin>:1: is not valid JSON")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5))
def test_check_says_what_judge_says(run: Run, texts: list[str]) -> None:
    written = lines([{"id": str(n), "text": text} for n, text in enumerate(texts)])
    code, out, _err = run("check", stdin=written)
    assert code == 0
    judged = [json.loads(line) for line in out.split("\n") if line]
    assert [(one["id"], one["verdict"]) for one in judged] == [
        (str(n), judge(text, RULES).verdict) for n, text in enumerate(texts)
    ]


def test_one_message_is_explained(run: Run) -> None:
    code, out, err = run("check", "--text", "I change my LinkedIn picture each spring.")
    assert (code, err) == (0, "")
    assert out.startswith("clear: nothing is said")
    assert "own-act" in out


def test_replay_changes_only_what_is_judged(run: Run) -> None:
    posted = {"channel": "C1", "user": "U1", "text": OFFER, "mood": {"a": [1.5, None, "é"]}}
    messages = [{"ts": "1.1", **posted, "verdict": "serious"}, {"ts": "2.2", **posted}]
    episode = {"id": "e", "note": "kept", "messages": messages}
    code, out, _err = run("replay", stdin=lines([episode]))
    done = json.loads(out)
    assert code == 0
    assert [(m["verdict"], m["asks"], m["signs"]) for m in done["messages"]] == [
        ("optional", ["profile"], []),
        ("firm", ["profile"], ["repeat"]),
    ]
    for before, after in zip(messages, done.pop("messages"), strict=True):
        assert before | {key: after[key] for key in ("verdict", "asks", "signs")} == after
    assert done == {"id": "e", "note": "kept"}


def test_episodes_begin_with_nothing_asked(run: Run) -> None:
    post = {"ts": "1.1", "channel": "C1", "user": "U1", "text": ASK}
    episodes = [{"id": str(n), "messages": [post | {"ts": f"{n}.0"}]} for n in range(2)]
    done = [json.loads(line) for line in run("replay", stdin=lines(episodes))[1].splitlines()]
    assert [one["messages"][0]["verdict"] for one in done] == ["gentle", "gentle"]


def test_score_fits_80_columns_and_names_every_group(run: Run, write: Write) -> None:
    code, out, _err = run("score", write(lines(LABELLED)))
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    for words in ("all messages", "labelled \\ judged", "all asks", "all signs", "kind"):
        assert words in out
    assert "…" not in out


def test_score_gives_the_same_numbers_as_json(run: Run, write: Write) -> None:
    data = json.loads(run("score", "--json", write(lines(LABELLED)))[1])
    assert data["messages"] == 2
    assert data["nudged"]["recall"] == 0.5
    assert data["verdicts"]["exact"] == 0.5
    assert data["asks_micro"] == data["asks_micro"] | {"hits": 1, "false_alarms": 0, "missed": 1}


def test_score_shows_what_is_judged_otherwise(run: Run, write: Write) -> None:
    out = run("score", "--misses", write(lines(LABELLED)))[1]
    assert "firm amplify reward" in " ".join(out.split())


def test_list_names_the_rules(run: Run) -> None:
    code, out, _err = run("list")
    assert code == 0
    assert "A changed profile" in out
    assert json.loads(run("list", "--json")[1])[0] == {
        "id": "profile",
        "kind": "ask",
        "status": "on",
        "title": "A changed profile",
    }


def test_the_examples_of_a_sound_pack_pass(run: Run) -> None:
    assert run("test") == (0, "4 rules, 9 examples: all well\n", "")


def test_a_failing_example_fails_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    broken = small_rules(lexicon=RULES_WITHOUT_PICTURES)
    assert main(["test"], lambda: broken) == 1
    out = capsys.readouterr().out
    assert "missed in profile: Please change your LinkedIn picture." in out
    assert out.endswith("failed\n")


@pytest.mark.parametrize("command", ["check", "replay", "score"])
@pytest.mark.parametrize(
    ("name", "sentence"),
    [("none.jsonl", "is not there; name a file, or - for stdin"), ("", "is a folder")],
)
def test_files_that_cannot_be_read_are_named(
    run: Run, tmp_path: Path, command: str, name: str, sentence: str
) -> None:
    path = tmp_path / name
    code, out, err = run(command, path)
    assert (code, out) == (2, "")
    assert err.startswith(f"rules: {path}: {sentence}")


def test_a_broken_archive_is_named(run: Run, write: Write) -> None:
    whole = gzip.compress(os.urandom(200_000))
    for packed in (whole[:1000], b"\x1f\x8bnonsense"):
        code, _out, err = run("check", write(packed))
        assert code == 2
        assert "is broken or cut short" in err or "is not valid JSON" in err


def test_nothing_in_is_nothing_out_and_said(run: Run, write: Write) -> None:
    path = write("\n")
    for command in ("check", "replay"):
        assert run(command, path) == (
            0,
            "",
            f"rules: {path}: holds no lines, so nothing was judged\n",
        )
    assert run("score", path)[0] == 2


@pytest.mark.parametrize(
    "argv",
    [[], ["chek"], ["check", "--colour"], ["score"], ["check", "in.jsonl", "--text", "hello"]],
)
def test_wrong_usage_is_told(run: Run, argv: list[str]) -> None:
    code, out, err = run(*argv)
    assert (code, out) == (2, "")
    assert "usage: python -m rules" in err


def test_help_is_no_mistake(run: Run) -> None:
    code, out, _err = run("--help")
    assert code == 0
    for command in ("check", "replay", "score", "list", "test"):
        assert command in out


def test_rules_that_do_not_load_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> RuleSet:
        raise RuleError("en/asks/profile.toml", "titel", "is an unknown key; did you mean “title”?")

    assert main(["list"], broken) == 2
    assert capsys.readouterr().err == (
        "rules: en/asks/profile.toml: titel: is an unknown key; did you mean “title”?\n"
    )


def test_big_files_show_a_progress_bar_to_a_person_who_waits(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], write: Write
) -> None:
    path = write(lines([{"id": "1", "text": "Lunch? " * 20_000}] * 8))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert main(["check", str(path)], small) == 0
    out, err = capfd.readouterr()
    assert len(out.splitlines()) == 8
    assert "in.jsonl" in err


def start(*argv: str, **streams: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "rules", *argv], cwd=ROOT, **streams)  # noqa: S603


def test_an_answer_does_not_wait_for_the_next_line_and_ctrl_c_ends_it_quietly() -> None:
    pipe = subprocess.PIPE
    with start("check", "-", stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b'{"id": "first", "text": "Lunch?"}\n')
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == "first"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")


def test_a_reader_that_leaves_ends_it_quietly(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text(lines([{"id": "x" * 500, "text": "ok"}] * 500))
    pipe = subprocess.PIPE
    with start("check", str(path), stdout=pipe, stderr=pipe) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        err = process.stderr.read()
        assert (process.wait(timeout=60), err) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        process = start("list", "--json", stdout=full.fileno(), stderr=subprocess.PIPE)
        _out, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert err == b"rules: the output cannot be written: No space left on device\n"

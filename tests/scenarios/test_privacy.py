"""The canary: marked words and people go everywhere, and must turn up nowhere but in their note."""

import io
import json
import logging
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import structlog

from bot import log
from bot.model import Count, Outcome
from bot.storage import SqliteCounts, SqliteOperations, SqliteWishes
from bot.views import DRAFT_BLOCK, DRAFT_INPUT
from tests.scenarios.world import HTTP, SOCKET, World, world

WORD, KEY = "quokkafeather", "wombatwombatwombat"
TEXT = f"You must all share our {WORD} post on your LinkedIn, it is mandatory."
PRIVATE_METHODS = {
    "chat.postEphemeral",
    "chat.update",
    "views.open",
    "views.publish",
    "views.update",
}
QUIET_METHODS = {
    "auth.test",
    "apps.connections.open",
    "users.info",
    "chat.getPermalink",
    "conversations.history",
    "conversations.replies",
    "response_url",
    "usergroups.users.list",
    "files.getUploadURLExternal",
    "files.completeUploadExternal",
}
PEOPLE = ("manager", "ana", "guest", "outsider", "admin")


class Logged:
    """All that was logged, and what went past the loggers straight to the terminal."""

    def __init__(self, terminal: pytest.CaptureFixture[str]) -> None:
        self.stream, self._terminal, self._printed = io.StringIO(), terminal, ""

    def everything(self) -> str:
        captured = self._terminal.readouterr()
        self._printed += captured.out + captured.err
        return self.stream.getvalue() + self._printed


@pytest.fixture
def logged(capfd: pytest.CaptureFixture[str]) -> Iterator[Logged]:
    root = logging.getLogger()
    before, level, hook = root.handlers[:], root.level, sys.excepthook
    made = Logged(capfd)
    log.set_up("DEBUG", made.stream)
    yield made
    root.handlers[:], sys.excepthook = before, hook
    root.setLevel(level)
    structlog.reset_defaults()


async def use_everything(made: World) -> None:
    """Post, edit, delete, press, ask, in every way a marked word could get in."""
    ts = await made.post(TEXT)
    place = (made.channel("general"), ts)
    await made.sandbox.shortcut(made.person("manager"), "suggest_wording", *place)
    await made.settled()
    await made.sandbox.close(made.person("manager"), made.modal()["id"])
    await made.ask("share", who="admin")
    pressing = {"what": {"typed": {"type": "plain_text_input", "value": TEXT}}}
    form = made.modal("admin")["id"]
    assert await made.sandbox.submit(made.person("admin"), form, pressing)
    fair = {"what": {"typed": {"type": "plain_text_input", "value": f"The {WORD} covers"}}}
    assert not await made.sandbox.submit(made.person("admin"), form, fair)
    await made.sandbox.shortcut(made.person("manager"), "check_draft")
    await made.settled()
    await made.sandbox.close(made.person("manager"), made.modal()["id"])
    for action in ("nudge_why", "nudge_kinder", "nudge_helpful"):
        await made.press(action, made.notes()[0])
    await made.edit(ts, f"{WORD} is here if anyone would like to share it. Entirely optional.")
    await made.delete(ts)
    await wish_everything(made)
    for text in (f"check {TEXT}", f"explain {TEXT}", WORD, "stats", "privacy", "check"):
        await made.ask(text, who="ana")
    values = {DRAFT_BLOCK: {DRAFT_INPUT: {"type": "plain_text_input", "value": TEXT}}}
    await made.sandbox.submit(made.person("ana"), made.modal("ana")["id"], values)
    await made.sandbox.open_home(made.person("ana"))
    await made.settled()
    for action in ("home_here", "home_direct"):
        home = made.sandbox.seen_by(made.person("ana"))["home"]["id"]
        await made.sandbox.press(made.person("ana"), action, view_id=home)
        await made.settled()
    await made.post(TEXT, who="guest")
    await made.post(TEXT, who="outsider", where="partners")
    await made.post(TEXT, file=f"{WORD}.png", who="admin")
    await made.sandbox.invite_bot(made.channel("random"))
    await made.settled()


async def tell_admins(made: World) -> None:
    """The counts in words and as a picture, the digest, and a rule that steps back."""
    for text in ("stats", "digest", f"stats {WORD}"):
        await made.ask(text, who="admin")
    store = SqliteCounts(str(made.database), lambda: time.time() - 7 * 86_400)
    await store.add(made.sandbox.team_id, [Count("verdict", "firm", Outcome.NUDGED)] * 9)
    store.close()
    await made.ask("stats", who="admin")
    digest = await made.app.digesting.digest(made.sandbox.team_id)
    await digest.send(made.sandbox.team_id, 1.0)
    await digest.demote(made.sandbox.team_id)
    for method in ("files.getUploadURLExternal", "chat.postMessage"):
        made.sandbox.fault(method=method, error=WORD)
        await made.ask("stats", who="admin")


async def shape_rules(made: World) -> None:
    """Try, refuse, cancel and undo, with a marked word in all that is not meant to be kept."""
    admin = made.person("admin")
    for words in (f"rules try {TEXT}", f"rules show {WORD}", f"set {WORD} 5", f"pause {WORD}"):
        await made.ask(words, who="admin")
    await made.ask("rules add", who="admin")
    form = made.modal("admin")["id"]
    await made.sandbox.press(admin, "admin_phrase", view_id=form)
    await made.settled()
    for phrase, refused in ((f"{WORD} " * 20, True), ("glimmer our covers", False)):
        typed = {"rule": {"typed": "amplify"}, "phrase": {"typed": phrase}}
        assert bool(await made.sandbox.submit(admin, form, typed)) is refused
        await made.settled()
    trying = {"try": {"typed": TEXT}}
    await made.sandbox.press(admin, "admin_try", view_id=form, state=trying)
    await made.settled()
    assert WORD in json.dumps(made.modal("admin"))
    assert not await made.sandbox.submit(admin, form, trying)
    await made.settled()
    await made.ask("rules undo", who="admin")


async def wish_everything(made: World) -> None:
    """Mute, snooze, ask for direct messages: as the designer, who then edits and deletes."""
    for choice in ("direct", "rule"):
        made.sandbox.workspace.advance(3_600)
        ts = await made.post(TEXT, who="ana")
        note = made.notes("ana")[-1]
        menu = next(b for b in note["blocks"] if b["type"] == "actions")["elements"][-1]
        option = next(o for o in menu["options"] if o["value"].startswith(choice))
        await made.sandbox.press(
            made.person("ana"),
            "nudge_snooze",
            message_ts=note["ts"],
            action={"selected_option": option},
        )
        await made.settled()
        await made.edit(ts, f"{WORD} is here.", who="ana")
    for text in ("unmute", f"mute {WORD}"):
        await made.ask(text, who="ana")
    ts = await made.post(TEXT, who="ana", where="design")
    await made.sandbox.delete(made.person("ana"), made.channel("design"), ts)
    await made.ask("mute", who="ana")


async def fail_everywhere(made: World) -> None:
    """The same while one thing after the other breaks."""
    for fault in (
        {"method": "users.info", "error": WORD, "times": 2},
        {"method": "conversations.history", "error": WORD},
        {"method": "chat.postEphemeral", "status": 500, "error": WORD},
        {"method": "chat.postEphemeral", "error": "user_not_in_channel"},
        {"kind": "duplicate_events", "times": 3},
    ):
        made.sandbox.workspace.advance(3_600)
        made.sandbox.fault(**fault)
        await made.post(TEXT)
    for method in ("views.open", "response_url", "views.publish"):
        made.sandbox.fault(method=method, status=500, error=WORD)
    await made.press("nudge_why", made.notes()[-1])
    await made.press("nudge_not_pressure", made.notes()[-1])
    await made.sandbox.open_home(made.person("manager"))
    await made.settled()


async def forge(made: World) -> None:
    """Marked words in requests that are no requests."""
    headers = {"Content-Type": "application/json", "X-Slack-Signature": WORD}
    async with aiohttp.ClientSession() as stranger:
        for body in (json.dumps({"type": "event_callback", "event": {"text": TEXT}}), f"{{{WORD}"):
            url = f"{made.url}/slack/events"
            async with stranger.post(url, data=body, headers=headers) as answer:
                assert answer.status in {400, 401}


def marks(made: World) -> list[str]:
    ids = [made.person(key) for key in PEOPLE]
    names = [made.sandbox.people[key].name for key in PEOPLE]
    channels = [made.channel(key) for key in ("general", "partners", "random")]
    secrets = [made.sandbox.bot_token, made.sandbox.app_token, made.sandbox.signing_secret]
    return [WORD, KEY, *ids, *names, *channels, *secrets]


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def has_wishes(folder: Path) -> bool:
    with sqlite3.connect(folder / "counts.db") as db:
        (rows,) = db.execute("select count(*) from wishes").fetchone()
    db.close()
    return bool(rows)


def assert_calls_are_private(made: World) -> None:
    for call in made.sandbox.calls:
        said = json.dumps(call.args, ensure_ascii=False)
        if call.method == "chat.postMessage":
            is_note = str(call.args["channel"]).startswith("U")
            is_shared = f"Shared by <@{made.person('admin')}>" in said
            assert is_note or is_shared or WORD not in said
            continue
        assert call.method in PRIVATE_METHODS | QUIET_METHODS
        is_answer = call.args.get("response_type") == "ephemeral"
        assert is_answer or call.method in PRIVATE_METHODS or WORD not in said
        if call.method == "chat.postEphemeral":
            # The senders of marked messages, each of their own alone.
            senders = {made.person(key) for key in ("manager", "admin", "ana")}
            assert call.args["user"] in senders


@pytest.mark.parametrize("over", [SOCKET, HTTP])
async def test_marked_words_and_people_turn_up_nowhere(
    over: str, tmp_path: Path, logged: Logged
) -> None:
    config = '[people]\nmanager_group = "S0MANAGER1"\n[digest]\nchannel = "C0LEADS005"\n'
    wishes = SqliteWishes(str(tmp_path / "counts.db"), KEY, time.time)
    changes = SqliteOperations(str(tmp_path / "counts.db"), time.time)
    stores = {"wishes": wishes, "operations": changes}
    async with world(tmp_path, over=over, config=config, **stores) as made:
        await use_everything(made)
        await tell_admins(made)
        await shape_rules(made)
        await fail_everywhere(made)
        if over == HTTP:
            await forge(made)
        assert_calls_are_private(made)
        held, marked = on_disk(tmp_path), marks(made)
        assert b"counts" in held
        assert has_wishes(tmp_path)
        assert b"glimmer our covers" in held
        for mark in marked:
            assert mark.encode() not in held
            assert mark not in logged.everything()
        for other in ("raj", "lee", "social"):
            assert not made.notes(other)
    wishes.close()
    changes.close()
    assert "listener_failed" not in logged.everything()
    assert "warning" in logged.everything()
    for mark in marked:
        assert mark not in logged.everything()
        assert mark.encode() not in on_disk(tmp_path)


def break_on(text: str, *_: Any, **__: Any) -> Any:
    """Stand in for a part of the rules that breaks, and quotes what broke it."""
    raise ValueError(text)


@pytest.mark.parametrize("place", ["bot.judging.judge", "bot.workspaces.compose_nudge"])
async def test_a_fault_of_our_own_is_logged_by_type_and_shows_nowhere(
    place: str, tmp_path: Path, logged: Logged, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_judge = place.endswith("judge")
    with monkeypatch.context() as patch:
        patch.setattr(place, break_on)
        async with world(tmp_path) as made:
            await made.post(TEXT)
            await made.ask(f"check {TEXT}")
            patch.undo()
            await made.post(TEXT)

            assert not made.public()
            assert made.counted()["failed"] >= 1
            assert len(made.notes()) >= (1 if is_judge else 0)
            marked, held = marks(made), on_disk(tmp_path)
    lines = [json.loads(line) for line in logged.stream.getvalue().splitlines()]
    failed = [line for line in lines if line["event"] == "listener_failed"]
    assert {line["error"] for line in failed} == {"ValueError"}
    for mark in marked:
        assert mark not in logged.everything()
        assert mark.encode() not in held

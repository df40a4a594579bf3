"""Rules that a deployment brings along, below what admins change."""

from pathlib import Path

import pytest

import rules
from bot.config import Config, SettingsError
from bot.memory import MemoryOperations
from bot.rule_folder import read_rule_folder
from bot.rulebook import LiveRulebook
from rules import AddPhrase, SetStatus
from tests.fakes import FakeClock

BASE = rules.load_defaults()
PHRASE = AddPhrase(rule="amplify", phrase="seaweed dance")
TEXT = "do the seaweed dance, all of you"


def written(folder: Path, *operations: rules.Operation) -> str:
    for name, text in rules.export_folder(operations, BASE).items():
        (folder / name).write_text(text, "utf-8")
    return str(folder)


def test_no_folder_brings_nothing() -> None:
    assert read_rule_folder("", BASE) == ()


def test_what_was_exported_is_brought_along(tmp_path: Path) -> None:
    assert read_rule_folder(written(tmp_path, PHRASE), BASE) == [PHRASE]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "holds no rules"),
        ("[[", "is not valid TOML"),
        ('[[phrase]]\nrule = "ampify"\nphrase = "seaweed dance"', "did you mean “amplify”?"),
        ('[[phrases]]\nrule = "amplify"', "did you mean “phrase”?"),
    ],
)
def test_a_folder_that_cannot_be_taken_says_what_is_wrong(
    tmp_path: Path, text: str, problem: str
) -> None:
    (tmp_path / "mine.toml").write_text(text, "utf-8")

    with pytest.raises(SettingsError) as caught:
        read_rule_folder(str(tmp_path), BASE)

    assert "rules.folder" in str(caught.value)
    assert problem in str(caught.value)


async def test_admins_changes_lie_over_what_was_brought() -> None:
    clock = FakeClock()
    brought = (PHRASE, AddPhrase(rule="amplify", phrase="mango song"))
    made = LiveRulebook(MemoryOperations(clock), BASE, Config(), clock, brought)

    before = await made.ruleset("T1")
    off = SetStatus(rule="amplify.added", status="off")
    refused = (await made.change("T1", "", [SetStatus(rule="nobody", status="off")])).unapplied
    saved = (await made.change("T1", "", [off])).saved

    assert rules.judge(TEXT, before).nudges
    assert [each.change for each in refused] == [SetStatus(rule="nobody", status="off")]
    assert saved
    assert not rules.judge(TEXT, await made.ruleset("T1")).nudges

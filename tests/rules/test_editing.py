"""A message lightly edited: fair by the rules' own judgement, and still its sender's."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rules
from rules import Ask, Verdict
from rules.editing import lightly_edited

RULESET = rules.load_defaults()
MESSAGES = Path(__file__).parent.parent / "messages"
FILES = sorted(path for path in MESSAGES.glob("*/w*[0-9].jsonl"))
PARTS = [
    "Please all share our launch post on your own LinkedIn.",
    "I will check tonight who has.",
    "<!channel>",
    "<@U02ANA>",
    "<https://x.example/launch|Our launch>",
    "Lunch is at noon.",
    "- one\n- two\n",
    "Everyone must!",
    ":tada:",
    "&lt;3",
]


def edited(text: str) -> str:
    return lightly_edited(text, rules.judge(text, RULESET), RULESET)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_edit_of_a_labelled_message_presses(file: Path) -> None:
    for line in file.read_text(encoding="utf-8").splitlines()[::3]:
        edit = edited(json.loads(line)["text"])
        # No text in the failure: half of these files are not to be read.
        verdict = rules.judge(edit, RULESET).verdict
        left = len(rules.judge(edit.rpartition("\n")[0], RULESET).signs)
        del edit
        assert verdict <= Verdict.OPTIONAL, json.loads(line)["id"]
        assert left == 0, json.loads(line)["id"]


def test_what_presses_goes_and_the_rest_stays() -> None:
    text = (
        "Hi all, our launch film is out: <https://x.example/film|film>. "
        "Please share it on your LinkedIn. I will be checking who did."
    )
    edit = edited(text)
    assert edit.startswith("Hi all, our launch film is out: https://x.example/film. Please share")
    assert "checking" not in edit
    assert edit.endswith(RULESET.words["nudge.edited.optional"])


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (
            "All sales staff must have the new banner on their LinkedIn by Monday 9am.",
            "All sales staff can have the new banner on their LinkedIn.",
        ),
        (
            "ALL STAFF MUST HAVE THE NEW BANNER ON THEIR LINKEDIN BY CLOSE OF BUSINESS FRIDAY",
            "ALL STAFF CAN HAVE THE NEW BANNER ON THEIR LINKEDIN",
        ),
        (
            "You must all share our post on your LinkedIn, it is mandatory. Lock up at night.",
            "You can all share our post on your LinkedIn, it is optional. Lock up at night.",
        ),
        (
            "Take a selfie in the yard and put it on your Instagram today please",
            "Take a selfie in the yard and put it on your Instagram please",
        ),
    ],
    ids=["a duty and a time", "in capitals", "twice", "a time alone"],
)
def test_a_word_of_duty_is_turned_and_a_time_goes(text: str, start: str) -> None:
    assert edited(text) == f"{start}\n{RULESET.words['nudge.edited.optional']}"


@pytest.mark.parametrize(
    "text",
    [
        "It is mandatory, as I said. That covers a weekly reel on your own Instagram.",
        "1. Wear the lanyard.\n2. You must post the link on your own Facebook.\n3. I will check.",
    ],
    ids=["an answer to what was cut", "a list with a hole"],
)
def test_an_edit_that_could_not_stand_by_itself_is_not_offered(text: str) -> None:
    assert edited(text) == ""


def test_what_presses_in_several_places_goes_in_all_of_them() -> None:
    text = "All staff must have the new banner on their LinkedIn by Friday. It is part of the job."
    assert edited(text).startswith("All staff can have the new banner on their LinkedIn.\n")


def test_an_edit_that_asks_for_nothing_any_more_is_not_offered() -> None:
    assert (
        edited("You must share our post on your LinkedIn or lose your shift! Thank you all.") == ""
    )


@pytest.mark.parametrize(
    "text",
    [
        "Send me your LinkedIn password and I will put the banner up.",
        "Let's buy some PVA YouTube accounts to like our video.",
        "Please remove the open to work badge from your LinkedIn.",
    ],
    ids=[Ask.ACCESS, Ask.FAKE, Ask.CONTROL],
)
def test_where_words_cannot_mend_it_no_edit_is_offered(text: str) -> None:
    assert edited(text) == ""


@given(st.lists(st.sampled_from(PARTS), max_size=12).map(" ".join))
def test_an_edit_calls_nobody_and_brings_no_address_of_its_own(text: str) -> None:
    edit = edited(text)
    assert not any(call in edit for call in ("<@", "<!", "<#"))
    assert "http" not in edit or "http" in text
    assert rules.judge(edit, RULESET).verdict <= Verdict.OPTIONAL


@given(st.text(max_size=300))
def test_no_text_raises_and_no_edit_is_longer_than_its_message_and_a_line(text: str) -> None:
    last = max(map(len, (RULESET.words[f"nudge.edited.{k}"] for k in ("optional", "offer"))))
    assert len(edited(text)) <= len(text) + 1 + last

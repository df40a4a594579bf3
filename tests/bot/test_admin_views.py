"""Every form and answer of admins: Slack takes it whole, and nothing typed lives on in it."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rules
from bot.admin.files import as_files, as_text
from bot.admin.forms import ADDING, adding_form, channels_form, chooser, import_form, setting_form
from bot.admin.pausing import read_span
from bot.admin.preview import (
    Effect,
    preview_view,
    result_told,
    said_view,
    waiting_view,
    with_results,
)
from bot.admin.reading import MAIN, FormError, read_form
from bot.admin.showing import export_note, history_note, rule_note, rules_note
from bot.admin.telling import told
from bot.admin.words import RULES, nearest
from bot.changes import Change, Kept, Pause, SetSetting, Unapplied, Undo, write_changes
from bot.config import Config
from bot.rulebook import Snapshot
from rules import AddException, AddPhrase, DryRun, SetStatus, SetWhy, Verdict
from sandbox.views import with_block_ids
from tests.bot.limits import assert_message_within_limits, assert_view_within_limits, mrkdwn_of

RULESET = rules.load_defaults()
WORDS = RULESET.words
LIVE = ("<!channel", "<!here", "<@U1>", "<http", ":tada:")
SMUGGLED = (
    "<!channel>",
    "<@U1>",
    "<https://bad.example|good>",
    ":tada:",
    "`",
    "{rule}",
    "\n",
    "🎉",
)
typed = st.lists(st.sampled_from(SMUGGLED) | st.text(max_size=30), min_size=1, max_size=30).map(
    "".join
)
line = typed.map(lambda text: f"{text[:480]}.")
reason = line.map("because of {}".format)
changes = st.one_of(
    st.builds(SetStatus, rule=line, status=st.sampled_from(["on", "off", "trial"])),
    st.builds(AddPhrase, rule=line, phrase=line, trial=st.booleans()),
    st.builds(AddException, words=line, means=line, trial=st.booleans()),
    st.builds(SetWhy, rule=line, why=reason),
    st.builds(SetSetting, name=st.text(max_size=90), value=typed | st.booleans() | st.integers()),
    st.builds(Undo, id=st.integers(0, 10**9)),
    st.builds(Pause, until=st.floats(0, 4e9)),
)
verdicts = st.sampled_from(list(Verdict))
dry_runs = st.builds(
    DryRun,
    changed=st.lists(st.tuples(typed, verdicts, verdicts), max_size=300).map(tuple),
    broken=st.lists(st.tuples(typed, typed), max_size=30).map(tuple),
)
unapplied = st.lists(st.builds(Unapplied, changes, typed), max_size=30).map(tuple)


def assert_nothing_lives_on(blocks: list[dict[str, Any]]) -> None:
    for each in mrkdwn_of(blocks):
        assert not any(live in each for live in LIVE), each


@settings(max_examples=60)
@given(st.lists(changes, min_size=1, max_size=30), dry_runs, unapplied, st.lists(typed))
def test_whatever_a_change_would_do(
    made: list[Change], dry: DryRun, refused: tuple[Unapplied, ...], tried: list[str]
) -> None:
    if len(write_changes(made)) > 3_000:
        made = made[:0] or [SetStatus(rule="amplify", status="off")]
    view = preview_view(Effect(tuple(made), dry, 900, refused), WORDS)
    results = [result_told(text, Verdict.FIRM, Verdict.CLEAR, WORDS) for text in tried]
    kept = view | {"blocks": with_block_ids(view["blocks"])}
    for each in (view, with_results(kept, results), said_view(WORDS, *results, "x")):
        assert_view_within_limits(each)
        assert_nothing_lives_on(each["blocks"])


def test_every_form_is_one_that_slack_takes() -> None:
    channels = {"channels": {"excluded": [f"C{number:09d}" for number in range(40)]}}
    full = Config.model_validate(channels)
    views = [chooser(WORDS), import_form(WORDS), waiting_view(WORDS)]
    views += [adding_form(name, RULESET) for name in ADDING]
    views += [
        make(config, WORDS) for make in (setting_form, channels_form) for config in (Config(), full)
    ]
    for view in views:
        assert_view_within_limits(view)


@settings(max_examples=40)
@given(st.lists(st.lists(changes, min_size=1, max_size=4), max_size=40), unapplied)
def test_rules_and_history_are_told_within_limits(
    saves: list[list[Change]], refused: tuple[Unapplied, ...]
) -> None:
    rows = [Kept(n, 1.0 * n, write_changes(made), "U9") for n, made in enumerate(saves, 1)]

    def lines(row: Kept) -> list[str]:
        return [told(change, WORDS) for change in row.changes]

    snapshot = Snapshot(RULESET, Config(), unapplied=refused)
    notes = [history_note(rows, lines, WORDS), rules_note(snapshot)]
    notes += [rule_note("amplify", snapshot, rows), export_note({"a.toml": "x" * 9_000}, WORDS)]
    for note in notes:
        assert_message_within_limits(note.text, note.blocks)
        assert_nothing_lives_on(note.blocks)


def form(name: str, /, **values: str) -> dict[str, Any]:
    state = {field: {"typed": {"value": value}} for field, value in values.items()}
    return {"callback_id": name, "state": {"values": state}}


FULL = {
    "admin_phrase": {"rule": "amplify", "phrase": "x"},
    "admin_exception": {"words": "x", "means": "x"},
    "admin_why": {"rule": "amplify", "why": "x"},
    "admin_rule": dict.fromkeys(("id", "about", "title", "why", "phrases", "nudged", "clear"), "x"),
    "admin_setting": {"name": "nudge.daily", "value": "x"},
    "admin_import": {"file": "x"},
}


@settings(max_examples=100)
@given(st.sampled_from(sorted(FULL)), typed)
def test_whatever_is_typed_is_read_or_said_beside_a_field(name: str, text: str) -> None:
    values = FULL[name] | {MAIN[name]: text}
    try:
        read = read_form(form(name, **values), WORDS)
    except FormError as error:
        field, problem = error.field, error.problem
    else:
        field, problem = MAIN[name], "fine"
        json.loads(write_changes(read))
    assert field in values
    assert problem


@pytest.mark.parametrize(
    ("name", "field", "text", "said"),
    [
        ("admin_phrase", "phrase", "word " * 200, "at most 500 characters"),
        ("admin_rule", "id", "Two words", "a letter first"),
        ("admin_rule", "phrases", "", "at least one line"),
        ("admin_rule", "nudged", "word\n" * 51, "at most 50 lines"),
        ("admin_why", "why", "So.", "10 characters are the least"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(name: str, field: str, text: str, said: str) -> None:
    full = FULL["admin_rule"] | {"id": "own", "title": "Our own", "why": "Because it is ours."}
    values = (full if name == "admin_rule" else FULL[name]) | {field: text.strip()}
    with pytest.raises(FormError, match=said) as raised:
        read_form(form(name, **values), WORDS)
    assert raised.value.field == field


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("", 86_400), ("90m", 5_400), ("4 hours", 14_400), ("3D", 259_200), ("2", 172_800)],
)
def test_a_time_to_rest_is_read_as_people_type_it(said: str, seconds: int) -> None:
    assert read_span(said) == seconds


@pytest.mark.parametrize("said", ["0", "31d", "for ever", "-1h", "1w", "9999d", "1.5h"])
def test_what_is_no_time_to_rest_is_none(said: str) -> None:
    assert read_span(said) is None


@pytest.mark.parametrize("word", RULES)
def test_every_word_of_rules_has_its_help_and_is_its_own_nearest(word: str) -> None:
    assert WORDS[f"bot.help.rules_{word}"].startswith(f"`/askonce rules {word}")
    assert nearest(word) == word


names = st.from_regex(r"[a-z][a-z0-9/.-]{0,30}", fullmatch=True)
texts = st.text(st.characters(codec="utf-8", exclude_characters="#"), min_size=1).map(str.strip)


@given(st.dictionaries(names, texts.filter(bool).map(lambda text: text + "\n")))
def test_an_export_is_read_as_it_was_written(files: dict[str, str]) -> None:
    assert as_files(as_text(files)) == files

"""JSON Lines in: whole lines out of any chunks, each fault named with its cure."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.lines import (
    Episode,
    Labelled,
    LabelledEpisode,
    LineError,
    Message,
    parse_episode,
    parse_labelled,
    parse_line,
    parse_message,
    read_lines,
)

texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.binary(), st.lists(st.integers(1, 9)))
def test_chunks_of_any_size_give_the_same_lines(data: bytes, sizes: list[int]) -> None:
    chunks, at = [], 0
    for size in sizes:
        chunks.append(data[at : at + size])
        at += size
    chunks.append(data[at:])
    assert list(read_lines(chunks)) == list(read_lines([data]))


@given(texts, texts)
def test_the_fast_way_and_the_model_agree(name: str, text: str) -> None:
    line = json.dumps({"id": name, "text": text, "more": [1]}).encode()
    model = parse_line(Message, line, "f", 1)
    assert parse_message(line, "f", 1) == (model.id, model.text)


@given(st.lists(texts), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_every_message_comes_back_as_it_was_written(written: list[str], end: str) -> None:
    data = "".join(json.dumps({"id": n, "text": text}) + end for n, text in enumerate(written))
    lines = read_lines([data.encode()])
    assert [parse_message(line, "f", n) for n, line in lines] == list(enumerate(written))


@given(st.binary())
def test_any_bytes_are_a_message_or_a_named_fault(line: bytes) -> None:
    for parse in (parse_labelled, parse_episode, parse_message):
        try:
            parse(line, "some.jsonl", 7)
        except LineError as error:
            assert str(error).startswith("some.jsonl:7: ")  # noqa: PT017


@given(st.recursive(st.none() | st.booleans() | st.integers() | texts, st.lists))
def test_any_value_in_any_key_is_taken_or_named(value: object) -> None:
    good = {"id": "1", "text": "a", "verdict": "clear", "asks": [], "signs": [], "kind": "k"}
    for key in good:
        try:
            parse_labelled(json.dumps(good | {key: value}).encode(), "f", 1)
        except LineError as error:
            assert f"“{key}" in str(error)  # noqa: PT017


def test_blank_lines_and_a_byte_order_mark_are_passed_over() -> None:
    data = b'\xef\xbb\xbf{"a": 1}\n\n  \r\n{"b": 2}'
    assert list(read_lines([data])) == [(1, b'{"a": 1}'), (4, b'{"b": 2}')]


def test_a_pause_comes_when_the_whole_lines_at_hand_are_used() -> None:
    told: list[str] = []
    for _number, line in read_lines([b"a\nb\nc", b"d\n"], lambda: told.append("pause")):
        told.append(line.decode())
    assert told == ["a", "b", "pause", "cd", "pause"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "is not valid JSON (EOF while parsing an object, at column 1); write one object"),
        ("[]", "is no object; write one object a line"),
        ('{"text": "a"}', "“id” is missing; add it"),
        ('{"id": "1"}', "“text” is missing; add it"),
        ('{"id": "1", "text": 5}', "“text” is no text; put it in double quotes"),
        ('{"id": true, "text": "a"}', "“id” is no text; put it in double quotes"),
        ('{"id": "1", "text": "\\ud800"}', "is not valid JSON"),
    ],
)
def test_a_bad_message_is_named_by_file_line_and_cure(line: str, problem: str) -> None:
    with pytest.raises(LineError) as raised:
        parse_message(line.encode(), "in.jsonl", 3)
    assert str(raised.value).startswith(f"in.jsonl:3: {problem}")


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"verdict": "frim"}, "“verdict” is “frim”, which the policy does not know; did you mean"),
        ({"verdict": "red"}, "known are clear, optional, gentle, firm, serious"),
        ({"asks": ["profil"]}, "“asks.1” is “profil”, which the policy does not know; did you"),
        ({"signs": ["zzz"]}, "known are obligation, penalty"),
        ({"signs": "reward"}, "“signs” is no list; write […]"),
        ({"messages": 3}, "“messages” is no list; write […]"),
        ({"messages": [3]}, "“messages.1” is no object; write {…}"),
        ({"messages": [{"ts": "noon"}]}, "“messages.1."),
    ],
)
def test_a_bad_label_is_named_by_key_and_cure(changed: dict[str, object], problem: str) -> None:
    line = {"id": "1", "text": "a", "verdict": "clear"} | changed
    with pytest.raises(LineError, match=r"^f:1: ") as raised:
        parse_labelled(json.dumps(line).encode(), "f", 1)
    assert problem in str(raised.value)


def test_a_time_that_is_none_of_slacks_is_named() -> None:
    line = {"id": "1", "messages": [{"ts": "noon", "channel": "C", "user": "U", "text": ""}]}
    with pytest.raises(LineError) as raised:
        parse_episode(json.dumps(line).encode(), "f", 1)
    assert str(raised.value) == (
        'f:1: “messages.1.ts” is no Slack time; write it as "1767000000.000100"'
    )


def test_labels_may_be_left_out_and_numbers_name_groups() -> None:
    line = b'{"id": 4, "text": "a", "verdict": "firm", "kind": "hard", "writer": 3}'
    labelled = parse_labelled(line, "f", 1)
    assert isinstance(labelled, Labelled)
    assert (labelled.asks, labelled.signs, labelled.writer) == (None, None, "3")


def test_a_line_with_messages_is_an_episode() -> None:
    posted = {"ts": "1767000000.000100", "channel": "C", "user": "U", "text": "a"}
    line = json.dumps({"id": "e", "messages": [posted | {"verdict": "clear"}]}).encode()
    assert isinstance(parse_labelled(line, "f", 1), LabelledEpisode)
    episode, data = parse_episode(line, "f", 1)
    assert isinstance(episode, Episode)
    assert data["messages"][0]["verdict"] == "clear"

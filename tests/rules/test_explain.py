"""One judgement told to a person."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from rules import Finding, Judgement, Sign, Verdict, judge, load_defaults
from rules.explain import explain
from rules.screen import draw_explanation
from tests.rules.small import ASK, BACK, small_rules

RULES = small_rules()
UNDERLINED, COLOURED = re.compile(r"\x1b\[(?:\d+;)*4[;m]"), re.compile(r"\x1b\[(?:\d+;)*3\d[;m]")


def drawn(text: str, judgement: Judgement | None = None, *, colour: bool = False) -> str:
    console = Console(
        width=80,
        force_terminal=colour,
        color_system="truecolor" if colour else None,
        markup=False,
        highlight=False,
        emoji=False,
    )
    told = explain(text, judgement or judge(text, RULES), RULES, ["Take it if you like."])
    with console.capture() as capture:
        console.print(draw_explanation(told))
    return capture.get()


def test_the_rule_its_words_its_why_and_a_fine_message_are_told() -> None:
    shown = drawn(f"{ASK} I will check.")
    assert shown.startswith("firm: a nudge")
    for words in ("profile", "“change your LinkedIn picture”", "A profile shows a person", "Fine:"):
        assert words in shown
    assert "“I will check”" in shown
    assert "Take it if you like." in shown


def test_the_exception_that_fired_is_told() -> None:
    shown = drawn("I change my LinkedIn picture each spring.")
    assert shown.startswith("clear: nothing is said")
    assert "Left alone" in shown
    assert "own-act" in shown
    assert "Telling of one's own act" in shown


def test_silence_is_told_too() -> None:
    assert "Nothing was noticed" in drawn("Lunch?")


def test_taking_an_ask_back_is_told() -> None:
    assert "takes an earlier ask back" in drawn(BACK)


def test_a_sign_from_earlier_messages_has_no_words_of_its_own() -> None:
    judgement = judge(ASK, RULES, asked_before=True)
    assert Sign.REPEAT in judgement.signs
    assert "from what was asked before" in drawn(ASK, judgement)


def test_noticed_words_are_coloured_on_a_terminal_only() -> None:
    assert "\x1b[" in drawn(ASK, colour=True)
    assert "\x1b[" not in drawn(ASK)


def test_without_colour_noticed_words_are_underlined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    shown = drawn(ASK, colour=True)
    assert UNDERLINED.search(shown)
    assert not COLOURED.search(shown)


def test_with_colour_they_are_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    shown = drawn(ASK, colour=True)
    assert UNDERLINED.search(shown)
    assert COLOURED.search(shown)


def test_a_near_miss_is_told_with_what_it_lacks() -> None:
    shipped = load_defaults()
    text = "Could you all put the kettle on please."
    (miss, *_) = explain(text, judge(text, shipped), shipped).nearly
    assert miss.lacks == "own.venue"
    console = Console(width=80)
    with console.capture() as capture:
        console.print(draw_explanation(explain(text, judge(text, shipped), shipped)))
    assert "but no own.venue (such as “your own account”)" in capture.get()


def test_no_control_character_of_a_message_reaches_the_terminal() -> None:
    assert "\x1b" not in drawn("\x1b[2J\x07 hello\r")


def test_brackets_and_colons_of_a_message_are_shown_as_they_are() -> None:
    shown = drawn("[red]hello[/red] :tada: [/]")
    assert "[red]hello[/red] :tada: [/]" in shown


@given(st.text(), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_any_judgement_of_any_text_can_be_drawn(text: str, spans: list[tuple[int, int]]) -> None:
    findings = tuple(Finding("profile", min(span), max(span)) for span in spans)
    drawn(text, Judgement(Verdict.FIRM, (), (Sign.REPEAT,), findings, findings))

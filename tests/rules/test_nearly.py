"""Near misses: what took a message's words, and what an ask lacked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rules
from rules.nearly import MOST, near_misses, taken_words

RULESET = rules.load_defaults()


def test_a_harmless_phrase_says_which_words_it_took() -> None:
    text = "Please review my PR and share the deck with the team."
    taken = [text[finding.start : finding.end] for finding in taken_words(text, RULESET)]
    assert "review my PR" in taken
    assert "share the deck" in taken


def test_an_ask_that_lacks_its_place_is_a_near_miss() -> None:
    (first, *_) = near_misses("Could you all put the kettle on please.", RULESET)
    assert first.rule == "amplify"
    assert first.words
    assert first.lacks


@pytest.mark.parametrize("text", ["", "Lunch is at noon.", ":tada:"])
def test_ordinary_words_are_nearly_nothing(text: str) -> None:
    assert near_misses(text, RULESET) == ()


@given(st.text(max_size=200))
def test_no_text_raises_and_few_are_told(text: str) -> None:
    assert len(near_misses(text, RULESET)) <= MOST
    for finding in taken_words(text, RULESET):
        assert 0 <= finding.start < finding.end <= len(text)

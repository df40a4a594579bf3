"""Near misses: what took a message's words, and what an ask lacked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rules
from rules.nearly import MOST, near_misses, taken_words
from rules.samples import sample

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


def test_what_is_lacking_is_told_in_words_too() -> None:
    (miss,) = near_misses("Five stars on Google.", RULESET)
    assert (miss.rule, miss.words) == ("review", ("stars", "Google"))
    assert miss.such_as


def test_what_stood_in_the_way_is_told() -> None:
    hindered = near_misses("Don't share our post on LinkedIn please.", RULESET)
    assert ("amplify", "dont.do") in [(miss.rule, miss.hindered_by) for miss in hindered]


def test_an_ask_that_was_found_is_no_near_miss() -> None:
    text = "Could you all put the kettle on please."
    assert "amplify" not in [miss.rule for miss in near_misses(text, RULESET, ["amplify"])]


@pytest.mark.parametrize("concept", RULESET.concepts)
def test_a_sample_is_plain_words(concept: str) -> None:
    words = sample(concept, RULESET)
    assert words
    assert set(words).isdisjoint("{}()|~^_")

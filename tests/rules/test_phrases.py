from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.automaton import Automaton
from rules.phrases import PhraseBook, PhraseError, parse_phrase
from rules.text import read


def found(phrase: str, text: str, **concepts: list[str]) -> bool:
    book = PhraseBook()
    paths = {"it": book.parse(phrase)}
    paths |= {
        name: [p for each in says for p in book.parse(each)] for name, says in concepts.items()
    }
    tokens = read(text, {}, frozenset()).tokens
    starts = [n for n, t in enumerate(tokens) if n == 0 or tokens[n - 1].clause != t.clause]
    return "{it}" in Automaton(paths | book.lists).match(tokens, starts)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("share it", "please share it now"),
        ("share|post it", "post it"),
        ("share it please?", "share it"),
        ("share~ it", "she shared it"),
        ("put~ it", "putting it up"),
        ("give ... a like", "give our new post a like"),
        ("share _ post", "share our post"),
        ("^ share", "share this"),
        ("(as well|too) please", "do it as well please"),
        ("{act} it", "repost it"),
        ("(share|like|post|tag) it", "tag it"),
    ],
)
def test_a_phrase_finds(phrase: str, text: str) -> None:
    assert found(phrase, text, act=["repost"])


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("share it", "share. it"),
        ("give ... a like", "give one two three four five a like"),
        ("share ... post", "share this; post that"),
        ("^ share", "we share this"),
        ("share it", "sharing it"),
    ],
)
def test_a_phrase_does_not_find(phrase: str, text: str) -> None:
    assert not found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "problem"),
    [
        ("", "is empty"),
        ("one two three four five six seven eight nine ten eleven twelve thirteen", "13 words"),
        ("... share", "begins or ends with a gap"),
        ("share _", "begins or ends with a gap"),
        ("sha[re", "no other signs"),
        ("share~wrong", "after ~ comes"),
        ("a|", "empty alternative"),
        ("a|b a|b a|b a|b a|b a|b a|b a|b", "more than 200 ways"),
    ],
)
def test_what_is_out_of_bounds_is_refused_with_its_reason(phrase: str, problem: str) -> None:
    with pytest.raises(PhraseError, match=problem.replace("~", ".")):
        parse_phrase(phrase)


def test_a_form_can_be_asked_for() -> None:
    assert found("{act:past} it", "shared it", act=["share~"])
    assert not found("{act:past} it", "share it", act=["share~"])


@given(st.text(max_size=60))
def test_any_line_is_parsed_or_refused_in_words(phrase: str) -> None:
    with suppress(PhraseError):
        assert all(path.symbols for path in parse_phrase(phrase))

"""The pages about rules: fresh, and true in every example."""

import re
from pathlib import Path

import pytest

import rules
from rules.automaton import Automaton
from rules.pages import rules_page
from rules.phrases import PhraseBook
from rules.scene import set_scene
from rules.text import read

RULESET = rules.load_defaults()
DOCS = Path("docs")
ROW = re.compile(r"\| `((?:[^`\\]|\\.)+)` \| (.+?) \| (.+?) \|")


def rows() -> list[tuple[str, list[str], list[str]]]:
    page = (DOCS / "writing-rules.md").read_text("utf-8")
    return [
        (phrase.replace("\\|", "|"), hit.split(", "), miss.split(", "))
        for phrase, hit, miss in ROW.findall(page)
    ]


def matches(phrase: str, text: str) -> bool:
    reading = read(text, RULESET.spelling, RULESET.breakers)
    scene = set_scene(reading, RULESET)
    starts = [0, *(n for n, token in enumerate(scene.tokens) if token.clause)]
    book = PhraseBook()
    paths = {"it": book.parse(phrase)}
    found = Automaton(paths | book.lists).match(scene.tokens, starts)
    # A verb's form stands in the name of what is found: {it:past}.
    return any(name.startswith("{it") for name, spans in found.items() if spans)


def test_the_page_of_rules_is_fresh() -> None:
    assert (DOCS / "rules.md").read_text("utf-8") == rules_page(RULESET), "run: make docs"


def test_the_page_of_phrases_has_its_examples() -> None:
    assert len(rows()) > 10


@pytest.mark.parametrize(("phrase", "hits", "misses"), rows(), ids=[row[0] for row in rows()])
def test_what_the_page_says_of_a_phrase_holds(
    phrase: str, hits: list[str], misses: list[str]
) -> None:
    assert [text for text in hits if not matches(phrase, text)] == []
    assert [text for text in misses if matches(phrase, text)] == []

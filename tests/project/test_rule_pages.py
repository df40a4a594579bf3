"""The pages about rules: fresh, and true in every example."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

import rules
from rules.automaton import Automaton
from rules.mutants import mutants, prove
from rules.packs import pack_files
from rules.pages import rules_page
from rules.phrases import PhraseBook, PhraseError
from rules.scene import set_scene
from rules.selftest import failures
from rules.text import read

RULESET = rules.load_defaults()
DOCS = Path("docs")
LESSON = (DOCS / "writing-rules.md").read_text("utf-8")
ROW = re.compile(r"\| `((?:[^`\\]|\\.)+)` \| (.+?) \| (.+?) \|$", re.MULTILINE)
REFUSED = re.compile(r"\| `((?:[^`\\]|\\.)+)` \| ((?:[^|\\]|\\.)+?) \|$", re.MULTILINE)
FILE = re.compile(r"^```toml\n# (en/\S+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def rows() -> list[tuple[str, list[str], list[str]]]:
    return [
        (plain(phrase), several(hit), several(miss)) for phrase, hit, miss in ROW.findall(LESSON)
    ]


def several(cell: str) -> list[str]:
    return cell.split(", ") if "!" not in cell else cell.split(", ", 1)


def plain(cell: str) -> str:
    return cell.replace("\\|", "|")


def lesson_pack() -> dict[str, str]:
    language = {"en/language.toml": pack_files()["en/language.toml"]}
    return language | dict(FILE.findall(LESSON))


def matches(phrase: str, text: str) -> bool:
    book = PhraseBook()
    paths = {"it": book.parse(phrase)}
    ruleset = replace(RULESET, automaton=Automaton(paths | book.lists))
    found = set_scene(read(text, RULESET.spelling, RULESET.breakers), ruleset).hits
    # A verb's form stands in the name of what is found: {it:past}.
    return any(name.startswith("{it") for name, spans in found.items() if spans)


def test_the_page_of_rules_is_fresh() -> None:
    assert (DOCS / "rules.md").read_text("utf-8") == rules_page(RULESET), "run: make docs"


def test_the_page_of_rules_tells_every_rule_and_every_example() -> None:
    page = rules_page(RULESET)
    for rule in RULESET.rules:
        assert f'<a id="{rule.id}"></a>' in page
        assert rule.why in page
    assert page.count("\n- ") == sum(
        len(rule.nudged) + len(rule.clear) + len(rule.after_an_ask) + len(rule.optional)
        for rule in RULESET.rules
    )


def test_every_link_within_the_page_of_rules_leads_somewhere() -> None:
    page = rules_page(RULESET)
    for name in set(re.findall(r"\]\(#([\w-]+)\)", page)):
        assert f'<a id="{name}"></a>' in page


def test_the_page_of_phrases_has_its_examples() -> None:
    assert len(rows()) > 15


@pytest.mark.parametrize(("phrase", "hits", "misses"), rows(), ids=[row[0] for row in rows()])
def test_what_the_page_says_of_a_phrase_holds(
    phrase: str, hits: list[str], misses: list[str]
) -> None:
    assert [text for text in hits if not matches(phrase, text)] == []
    assert [text for text in misses if matches(phrase, text)] == []


@pytest.mark.parametrize(("phrase", "answer"), REFUSED.findall(LESSON))
def test_what_the_page_says_is_refused_is_refused_with_its_cure(phrase: str, answer: str) -> None:
    with pytest.raises(PhraseError, match=re.escape(plain(answer))):
        PhraseBook().parse(plain(phrase))


def test_every_file_of_the_lesson_is_on_the_page() -> None:
    assert LESSON.count("```toml\n") == len(FILE.findall(LESSON)) == len(lesson_pack()) - 1


def test_the_rules_of_the_lesson_keep_their_examples() -> None:
    assert list(failures(rules.parse_pack(lesson_pack()))) == []


def test_no_line_of_the_lesson_is_idle() -> None:
    ruleset = rules.parse_pack(lesson_pack())
    proof = prove(ruleset)
    survivors = [m.name for m in mutants(ruleset) if not proof(m).example]
    assert survivors == ["option"]  # the verdict table's own, shown so that the pack is whole

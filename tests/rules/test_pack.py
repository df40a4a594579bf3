"""Rule files: what is wrong is named by file, key and cure."""

import pytest

import rules
from rules import RuleError, parse_pack
from rules.packs import pack_files

GOOD = """
id = "amplify"
kind = "ask"
title = "Sharing"
why = "It is theirs to choose."
say = ["please share"]
[examples]
nudged = ["please share"]
clear = ["share"]
"""


def broken(text: str, name: str = "en/asks/amplify.toml") -> RuleError:
    with pytest.raises(RuleError) as caught:
        parse_pack({name: text})
    return caught.value


def test_the_shipped_pack_has_every_ask_and_sign_of_the_policy() -> None:
    ids = {rule.id for rule in rules.load_defaults().rules}
    assert {*map(str, rules.Ask), *map(str, rules.Sign)} <= ids


def test_every_shipped_rule_says_why_and_has_examples_both_ways() -> None:
    for rule in rules.load_defaults().rules:
        assert rule.why.endswith(".")
        assert rule.nudged
        assert rule.clear


def test_an_unknown_key_is_named_with_the_nearest_known_one() -> None:
    error = broken(GOOD.replace('title = "Sharing"', 'titel = "Sharing"\ntitle = "Sharing"'))
    assert str(error) == "en/asks/amplify.toml: titel: is an unknown key; did you mean “title”?"


def test_a_missing_key_is_named() -> None:
    assert str(broken(GOOD.replace('kind = "ask"', ""))).endswith("kind: is missing; add it")


def test_a_rule_without_examples_does_not_load() -> None:
    assert broken(GOOD.replace('nudged = ["please share"]', "nudged = []")).key == "examples.nudged"


def test_broken_toml_is_named_with_its_place() -> None:
    assert "line 2" in str(broken('id = "amplify"\nkind = ask'))


def test_a_rules_id_is_its_files_name() -> None:
    assert "a rule's id is its file's name" in str(broken(GOOD, "en/asks/other.toml"))


def test_an_unknown_concept_is_named_with_the_nearest_known_one() -> None:
    pack = {
        "en/asks/amplify.toml": GOOD.replace('say = ["please share"]', 'say = ["{act.shaer}"]'),
        "en/lexicon/acts.toml": '[concepts]\n"act.share" = ["share"]\n',
    }
    with pytest.raises(RuleError, match=r"did you mean “act\.share”"):
        parse_pack(pack)


def test_a_pattern_out_of_bounds_is_refused_with_its_phrase() -> None:
    error = broken(GOOD.replace("please share", "... share", 1))
    assert error.key == "... share"
    assert "begins or ends with a gap" in error.problem


def test_a_rule_that_can_match_nothing_is_refused() -> None:
    assert "nothing can match" in str(broken(GOOD.replace('say = ["please share"]', "")))


def test_a_concept_named_twice_is_refused() -> None:
    pack = {f"en/lexicon/{n}.toml": '[concepts]\n"a" = ["b"]\n' for n in "xy"}
    with pytest.raises(RuleError, match="named twice"):
        parse_pack(pack)


def test_the_pack_is_text_and_stays_as_it_is() -> None:
    assert all(name.endswith(".toml") for name in pack_files())

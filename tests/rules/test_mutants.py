"""What is taken out of the rules must be missed by an example."""

from collections.abc import Callable
from itertools import islice

import pytest

from rules import RuleSet, load_defaults
from rules.__main__ import main
from rules.mutants import mutants, prove, unexercised
from tests.rules.small import LEXICON, OFFER, OWN_ACT, PROFILE, small_rules

PARTS = 8
"""The shipped rules are proven in so many parts, for as many processes as there are."""

WITH_EXCEPTIONS = """
id = "own-act"
kind = "clear"
title = "Telling of one's own act"
why = "Whoever tells of their own profile asks nobody."
spares = ["asks"]
say = ["my linkedin picture"]
unless = ["urge"]
[examples]
nudged = ["I changed my LinkedIn picture, kindly update your LinkedIn cover."]
clear = ["I change my LinkedIn picture each spring."]
"""
URGE = LEXICON + 'urge = ["kindly"]\n'


def survivors(ruleset: RuleSet) -> list[str]:
    proof = prove(ruleset)
    return [str(mutant) for mutant in mutants(ruleset) if not proof(mutant).example]


def idle(ruleset: RuleSet) -> list[str]:
    return [str(mutant) for mutant in unexercised(ruleset)]


def test_what_an_example_misses_does_not_survive() -> None:
    # Only the way to say that all is optional: this pack has no example of it.
    assert survivors(small_rules()) == ["concept option"]


def test_an_example_that_leaves_the_choice_open_proves_how_that_is_said() -> None:
    assert survivors(small_rules(profile=f"{PROFILE}optional = [{OFFER!r}]\n")) == []


@pytest.mark.parametrize("part", range(PARTS))
def test_every_part_of_the_shipped_rules_is_proven_by_an_example(part: int) -> None:
    rules = load_defaults()
    proof = prove(rules)
    taken = islice(mutants(rules), part, None, PARTS)
    assert [str(mutant) for mutant in taken if not proof(mutant).example] == []


def test_a_concept_beside_which_another_does_the_same_survives() -> None:
    lexicon = LEXICON.replace('["change"', '["{twin}", "change"') + 'twin = ["change"]\n'
    assert "concept twin" in survivors(small_rules(lexicon=lexicon))


def test_an_exception_with_its_near_miss_is_proven() -> None:
    rules = small_rules(own_act=WITH_EXCEPTIONS, lexicon=URGE)
    assert survivors(rules) == ["concept option"]


def test_an_exception_without_its_near_miss_survives_and_is_told_at_once() -> None:
    bare = WITH_EXCEPTIONS.replace("I changed my LinkedIn picture, kindly", "Please")
    rules = small_rules(own_act=bare, lexicon=URGE)
    assert {"own-act, unless urge", "concept urge"} <= set(survivors(rules))
    assert idle(rules) == ["own-act, unless urge", "concept option", "concept urge"]


def test_what_must_not_stand_near_is_an_exception_too() -> None:
    hindered = PROFILE.replace('"picture"]', '"picture"]\nnone = ["urge"]')
    assert "profile, none urge" in idle(small_rules(profile=hindered, lexicon=URGE))
    example = '"Please change the lightbulb.", "Kindly change no LinkedIn picture."'
    shown = hindered.replace('"Please change the lightbulb."', example)
    assert "profile, none urge" not in survivors(small_rules(profile=shown, lexicon=URGE))


def test_asks_are_taken_from_a_clear_case_as_they_are_written() -> None:
    names = {str(mutant) for mutant in mutants(small_rules())}
    assert "own-act, spares asks" in names
    two = OWN_ACT.replace("say =", 'spares = ["profile", "amplify"]\nsay =')
    names = {str(mutant) for mutant in mutants(small_rules(own_act=two))}
    assert {"own-act, spares amplify", "own-act, spares profile"} <= names


@pytest.mark.parametrize("status", ["trial", "off"])
def test_rules_on_trial_and_off_are_proven_as_if_on(status: str) -> None:
    switched = PROFILE.replace("[[when]]", f'status = "{status}"\n[[when]]')
    assert survivors(small_rules(profile=switched)) == ["concept option"]


def run(load: Callable[[], RuleSet], capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    code = main(["mutants"], load)
    return code, capsys.readouterr().out.splitlines()


def test_the_command_lists_survivors_last_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = run(small_rules, capsys)
    assert code == 1
    (last,) = [line for line in lines if "survives" in line]
    assert "option" in last
    assert lines[-3] == last
    assert lines[-1].endswith("1 told by no example")


def test_the_command_ends_well_where_nothing_survives(capsys: pytest.CaptureFixture[str]) -> None:
    lexicon = LEXICON.replace('option = ["if you like"]\n', "")
    code, lines = run(lambda: small_rules(lexicon=lexicon), capsys)
    assert (code, lines[-1].endswith("0 told by no example")) == (0, True)

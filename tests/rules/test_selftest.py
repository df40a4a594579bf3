"""The rules' own examples: what fails, and in which words."""

from rules.selftest import count_examples, failures, unused_concepts
from tests.rules.small import ASK, LEXICON, OFFER, OWN_ACT, PROFILE, TRACKING, small_rules


def told(**changed: str) -> list[str]:
    return list(failures(small_rules(**changed)))


def test_a_sound_pack_has_no_failure() -> None:
    assert told() == []
    assert count_examples(small_rules()) == 9


def test_a_missed_example_is_named() -> None:
    missed = PROFILE.replace("your LinkedIn picture", "your badge")
    assert told(profile=missed) == [
        "missed in profile: Please change your badge. (judged clear)",
    ]


def test_a_false_alarm_is_named() -> None:
    alarm = PROFILE.replace("the lightbulb", "your Facebook cover")
    assert told(profile=alarm) == [
        "false alarm in profile: Please change your Facebook cover. (judged gentle: profile)"
    ]


def test_an_example_that_leaves_the_choice_open_must_ask_and_get_no_note() -> None:
    assert told(profile=f"{PROFILE}optional = [{OFFER!r}]\n") == []
    assert told(profile=f"{PROFILE}optional = [{ASK!r}]\n") == [
        "missed in profile: Please change your LinkedIn picture. (judged gentle: profile)"
    ]
    assert told(profile=f"{PROFILE}optional = ['Lunch?']\n") == [
        "missed in profile: Lunch? (judged clear)"
    ]


def test_a_signs_example_must_bear_the_sign() -> None:
    bare = TRACKING.replace(", I will check", "")
    assert told(tracking=bare)[0] == (
        "missed in tracking: Please change your LinkedIn picture. (judged gentle: profile)"
    )


def test_a_clear_cases_example_must_be_spared() -> None:
    pressing = OWN_ACT.replace("I change my", "Please change your")
    assert told(own_act=pressing)[0] == (
        "false alarm in own-act: Please change your LinkedIn picture each spring. "
        "(judged gentle: profile)"
    )


def test_a_clear_cases_near_miss_must_be_nudged() -> None:
    silent = OWN_ACT.replace("Please change your LinkedIn picture.", "Lunch?")
    assert told(own_act=silent) == ["missed in own-act: Lunch? (judged clear)"]


def test_rules_on_trial_and_off_are_tested_as_if_on() -> None:
    for status in ("trial", "off"):
        assert told(profile=PROFILE.replace("[[when]]", f'status = "{status}"\n[[when]]')) == []


def test_a_concept_that_no_rule_reaches_is_named() -> None:
    lexicon = LEXICON + 'lonely = ["lonely"]\nlonelier = ["{lonely} heart"]\n'
    assert unused_concepts(small_rules(lexicon=lexicon)) == ["lonelier", "lonely"]
    assert told(lexicon=lexicon)[0].startswith("unused: the concept “lonelier” is named by no rule")


def test_a_concept_that_another_uses_is_used() -> None:
    lexicon = LEXICON.replace('["change"', '["{alter}"') + 'alter = ["alter", "change"]\n'
    assert unused_concepts(small_rules(lexicon=lexicon)) == []

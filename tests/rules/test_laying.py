"""What a company changes in the rules: laid over them, refused, exported, undone."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rules
from rules import AddException, AddPhrase, AddRule, Operation, RuleSet, SetStatus, SetWhy, Verdict
from rules.judging import judge_in_full
from rules.packs import labelled_texts
from tests.rules.small import ASK, OFFER, pack_texts

BASE = rules.load_defaults()
WORDS = '[rules]\nadded = "{title}: added"\ntrial = "{title}: on trial"\n'
SMALL = rules.parse_pack(pack_texts() | {"en/words.toml": WORDS})
"""For properties: quick to be laid over."""
SMALL_TEXTS = [
    ASK,
    OFFER,
    "Change your LinkedIn cover in the seaweed dance, I will check.",
    "All do the seaweed dance! Change your LinkedIn cover.",
    "Glimmer our launch, folks, I will check",
    "My LinkedIn picture glimmers; forget what I asked",
]
TEXTS = [*labelled_texts()[::9], "please glimmer our launch, folks", "let's do the seaweed dance"]
ASKED = "Please share our launch post on your LinkedIn"
WHY = "Our own page is where we speak for all."


def own_rule(**fields: object) -> AddRule:
    made = {
        "id": "glimmer",
        "about": "amplify",
        "title": "Our word for sharing",
        "why": WHY,
        "phrases": ["glimmer (it|us|{thing.post})", "glimmer our"],
        "nudged": ["please glimmer our launch, folks"],
        "clear": ["her eyes glimmer in the sun"],
    }
    return AddRule.model_validate(made | fields)


@cache
def laid(*operations: Operation) -> RuleSet:
    """The rules with operations that all apply."""
    made = rules.lay(operations, BASE)
    assert not made.refused
    return made.ruleset


def refusal(*operations: Operation) -> str:
    """Why the last of some operations does not apply, and that the others do."""
    made = rules.lay(operations, BASE)
    assert [each.index for each in made.refused] == [len(operations) - 1]
    assert verdicts(made.ruleset) == verdicts(laid(*operations[:-1]))
    return made.refused[0].reason


def verdicts(ruleset: RuleSet) -> list[Verdict]:
    return [rules.judge(text, ruleset).verdict for text in TEXTS]


def status(ruleset: RuleSet, rule: str) -> str:
    return next(each.status for each in ruleset.rules if each.id == rule)


def test_nothing_changed_is_the_pack_as_it_was() -> None:
    assert laid().rules == BASE.rules
    assert verdicts(laid()) == verdicts(BASE)


def test_an_added_phrase_is_heard_and_named_after_its_ask() -> None:
    made = laid(AddPhrase(rule="amplify", phrase="seaweed dance"))
    judged = rules.judge("Let’s do the Seaweed Dance!", made)

    assert (judged.verdict, judged.asks) == (Verdict.GENTLE, (rules.Ask.AMPLIFY,))
    assert [found.rule for found in judged.findings] == ["amplify.added"]
    assert rules.judge("Let’s do the Seaweed Dance!", BASE).verdict is Verdict.CLEAR


def test_an_added_phrase_of_a_sign_weighs_only_beside_an_ask() -> None:
    made = laid(AddPhrase(rule="penalty", phrase="walk the plank"))

    assert rules.judge(f"{ASKED} or walk the plank", made).verdict is Verdict.SERIOUS
    assert rules.judge("walk the plank", made).verdict is Verdict.CLEAR


@pytest.mark.parametrize("of", ["amplify", "penalty"])
def test_a_phrase_on_trial_is_told_and_has_no_say(of: str) -> None:
    text = f"{ASKED} with a seaweed dance"
    made = laid(AddPhrase(rule=of, phrase="seaweed dance", trial=True))
    judged = rules.judge(text, made)

    assert judged.tried == (f"{of}.trial",)
    assert replace(judged, tried=()) == rules.judge(text, BASE)


def test_an_ask_that_only_a_trial_finds_is_clear_and_told() -> None:
    made = laid(AddPhrase(rule="amplify", phrase="seaweed dance", trial=True))

    judged = rules.judge("everyone do the seaweed dance by Friday", made)

    assert judged == rules.Judgement(tried=("amplify.trial",))


def test_phrases_on_trial_are_put_in_force_together_and_taken_out_together() -> None:
    trial = AddPhrase(rule="amplify", phrase="seaweed dance", trial=True)

    live = laid(trial, SetStatus(rule="amplify.trial", status="on"))
    gone = laid(trial, SetStatus(rule="amplify.trial", status="off"))

    assert rules.judge("do the seaweed dance", live).nudges
    assert not rules.judge("do the seaweed dance", gone).tried
    assert gone.rules == BASE.rules


def test_added_phrases_rest_with_their_ask() -> None:
    made = laid(
        AddPhrase(rule="amplify", phrase="seaweed dance"),
        SetStatus(rule="amplify", status="off"),
    )

    assert rules.judge("do the seaweed dance", made) == rules.Judgement()


def test_words_of_an_exception_are_no_ask() -> None:
    made = laid(AddException(words="launch post", means="our pub, next door"))

    assert rules.judge(ASKED, BASE).nudges
    assert rules.judge("like the launch post, please", BASE).nudges
    assert not rules.judge("like the launch post, please", made).nudges
    assert status(made, "own.launch-post") == "on"


def test_an_exception_ends_with_its_status() -> None:
    exception = AddException(words="launch post", means="our pub, next door")
    made = laid(exception, SetStatus(rule="own.launch-post", status="off"))

    assert rules.judge("like the launch post, please", made).nudges


def test_a_rule_of_ones_own_gives_its_own_reason() -> None:
    made = laid(own_rule())
    text = "please glimmer our launch, folks"
    judged = rules.judge(text, made)

    assert [found.rule for found in judged.findings] == ["amplify.glimmer"]
    assert rules.compose_nudge(text, judged, made).why == WHY


def test_a_reason_is_replaced() -> None:
    made = laid(SetWhy(rule="amplify", why=WHY), SetWhy(rule="amplify", why=f"{WHY} Truly."))
    judged = rules.judge(ASKED, made)

    assert rules.compose_nudge(ASKED, judged, made).why == f"{WHY} Truly."


def test_words_are_taken_as_messages_are_read() -> None:
    made = laid(AddPhrase(rule="amplify", phrase="don’t forget our Co-Worker’s wall"))

    assert rules.judge("Don't forget our co-worker’s wall :tada:", made).nudges


def test_arabic_is_heard() -> None:
    made = laid(AddPhrase(rule="amplify", phrase="انشروا المنشور"))

    assert rules.judge("صباح الخير، انشروا المنشور اليوم", made).nudges


def test_an_emoji_of_slack_is_heard() -> None:
    made = laid(AddPhrase(rule="amplify", phrase=":share-it:"))

    assert rules.judge("new video :share-it:", made).nudges


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        (AddPhrase(rule="amplify", phrase="word " * 99 + "end"), "has 100 words: 12 are the most"),
        (AddPhrase(rule="amplify", phrase="🎉"), "no other signs"),
        (AddPhrase(rule="amplify", phrase="شارِك"), "no other signs"),
        (AddPhrase(rule="amplify", phrase="please"), "1,000 ordinary messages; 5 are the most"),
        (AddPhrase(rule="amplify", phrase="... like it ..."), "begin and end with a word"),
        (AddPhrase(rule="amplify", phrase="(a|b|) c"), "empty alternative"),
        (AddPhrase(rule="amplify", phrase="{thing.posts} now"), "did you mean “thing.post”?"),
        (AddPhrase(rule="amplify", phrase="a|b|c|d " * 12), "1,000 ordinary messages"),
        (AddPhrase(rule="amplify", phrase="(a|b) " * 11 + "c"), "in more than 200 ways"),
        (AddPhrase(rule="ampify", phrase="glimmer on"), "did you mean “amplify”?"),
        (AddPhrase(rule="own-network", phrase="glimmer on"), "there is no “own-network”"),
        (AddException(words="team", means="x", spares=("asks", "nobody")), "no “nobody”"),
        (AddException(words="please", means="our dog"), "add a rarer word"),
        (SetStatus(rule="nobody-knows-it", status="off"), "there is no “nobody-knows-it”"),
        (SetStatus(rule="review.added", status="off"), "there is no “review.added”"),
        (SetWhy(rule="amplify.glimmer", why=WHY), "there is no “amplify.glimmer”"),
        (own_rule(id="added"), "rename it"),
        (own_rule(about="option"), "there is no “option”"),
        (own_rule(nudged=["nothing of the kind"]), "does not find its own example"),
        (own_rule(clear=["glimmer our post on your page"]), "finds what it is to leave alone"),
    ],
)
def test_what_does_not_apply_says_why_and_leaves_the_rest(
    operation: Operation, reason: str
) -> None:
    assert reason in refusal(AddPhrase(rule="amplify", phrase="seaweed dance"), operation)


def test_a_thousand_phrases_are_heard() -> None:
    parts = ["ba", "ke", "lo", "mi", "nu", "ra", "so", "ti"]
    names = ["".join(three) for three in product(parts, repeat=3)]
    phrases = [f"{one} {other}" for one, other in product(names[:40], names[40:65])]
    made = laid(*(AddPhrase(rule="review", phrase=phrase) for phrase in phrases))

    for phrase in phrases[::100]:
        assert rules.judge(f"everyone, {phrase} today", made).asks == (rules.Ask.REVIEW,)
    assert verdicts(made) == verdicts(BASE)


phrases = st.sampled_from(
    ["seaweed dance", "glimmer our launch", "launch ... folks", "{change} now", "LinkedIn cover"]
)
bearers = st.sampled_from(["profile", "tracking", "nobody"])
ids = st.sampled_from(
    [
        "profile",
        "own-act",
        "profile.added",
        "tracking.trial",
        "own.seaweed-dance",
        "profile.glimmer",
    ]
)
statuses = st.sampled_from(["on", "trial", "off"])
operations = st.one_of(
    st.builds(AddPhrase, rule=bearers, phrase=phrases, trial=st.booleans()),
    st.builds(AddException, words=phrases, means=st.just("a pub"), trial=st.booleans()),
    st.builds(own_rule, about=bearers, status=statuses, phrases=st.lists(phrases, min_size=1)),
    st.builds(SetStatus, rule=ids, status=statuses),
    st.builds(SetWhy, rule=ids, why=st.just(WHY)),
)
lists = st.lists(operations, max_size=6)


def judged(ruleset: RuleSet) -> list[rules.Judgement]:
    return [rules.judge(text, ruleset) for text in SMALL_TEXTS]


@given(lists)
def test_whatever_is_laid_judges_alike_with_and_without_the_prefilter(
    changes: Sequence[Operation],
) -> None:
    ruleset = rules.lay(changes, SMALL).ruleset

    assert judged(ruleset) == [judge_in_full(text, ruleset) for text in SMALL_TEXTS]


@given(lists)
def test_what_is_exported_and_imported_makes_the_same_rules(changes: Sequence[Operation]) -> None:
    files = rules.export_folder(changes, SMALL)
    again = rules.lay(rules.import_folder(files), SMALL)

    assert not again.refused
    assert set(again.ruleset.rules) == set(rules.lay(changes, SMALL).ruleset.rules)
    assert rules.export_folder(rules.import_folder(files), SMALL) == files


@given(st.lists(st.builds(AddPhrase, rule=bearers, phrase=phrases), max_size=6), st.randoms())
def test_the_order_of_what_is_added_makes_no_difference(
    changes: Sequence[Operation], random: Random
) -> None:
    shuffled = random.sample(list(changes), len(changes))

    one, other = (rules.lay(each, SMALL).ruleset for each in (changes, shuffled))
    assert judged(one) == judged(other)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("phrase = 3", "phrase"),
        ("phrases = []", "did you mean “phrase”?"),
        ("[[phrase]]\nrule = 'amplify'", "is missing; add it"),
        ("[[", "is not valid TOML"),
    ],
)
def test_a_file_that_cannot_be_taken_in_names_itself_and_the_cure(text: str, problem: str) -> None:
    with pytest.raises(rules.RuleError, match=r"mine\.toml") as caught:
        rules.import_folder({"mine.toml": text})

    assert problem in str(caught.value)


def test_an_operation_that_cannot_be_read_says_so_without_its_words() -> None:
    with pytest.raises(rules.RuleError, match="cannot be read") as caught:
        rules.read_operation('{"kind": "phrase", "rule": "amplify", "phrase": ["secret"]}')

    assert "secret" not in str(caught.value)


def test_operations_are_read_as_they_were_written() -> None:
    for operation in (own_rule(), AddException(words="a b", means="c"), SetWhy(rule="x", why=WHY)):
        assert rules.read_operation(operation.model_dump_json()) == operation

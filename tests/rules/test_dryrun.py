"""What a change would do, told before it is saved."""

import rules
from rules import AddException, AddRule, Operation, SetStatus, SetWhy, Verdict
from rules.packs import labelled_texts

BASE = rules.load_defaults()


def dry(*operations: Operation) -> rules.DryRun:
    return rules.dry_run(BASE, rules.lay(operations, BASE).ruleset)


def test_a_change_without_an_effect_says_so() -> None:
    told = dry(SetWhy(rule="amplify", why="Because we would like it so."))

    assert (told.changed, told.broken) == ((), ())
    assert told.judged > len(labelled_texts())


def test_messages_that_would_be_judged_otherwise_are_told_with_both_verdicts() -> None:
    told = dry(SetStatus(rule="profile", status="off"))

    assert told.changed
    assert all(now is not then for _, now, then in told.changed)
    for text, now, _ in told.changed[:5]:
        assert rules.judge(text, BASE).verdict is now


def test_examples_that_would_break_are_told_with_their_rule() -> None:
    told = dry(AddException(words="cover photo", means="a painting in the hall"))

    assert "profile" in {rule for rule, _ in told.broken}


def test_an_example_of_a_new_rule_is_among_what_changes() -> None:
    told = dry(
        AddRule(
            id="glimmer",
            about="amplify",
            title="Our word for sharing",
            why="Our own page is where we speak for all.",
            phrases=("glimmer our",),
            nudged=("please glimmer our launch, folks",),
            clear=("her eyes glimmer in the sun",),
        )
    )

    assert told.changed == (("please glimmer our launch, folks", Verdict.CLEAR, Verdict.GENTLE),)

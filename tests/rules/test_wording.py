"""The note's words: kind, the sender's own, and never pressing themselves."""

import json
from pathlib import Path

import pytest

import rules
from rules import Ask, Judgement, Nudge, Sign, Verdict
from rules.offers import Case
from rules.quoting import LONGEST_QUOTE, first_link
from rules.wording import compose_nudge

RULESET = rules.load_defaults()
WORDS = RULESET.words
MESSAGES = sorted((Path(__file__).parent.parent / "messages").glob("*/w*[0-9].jsonl"))
PRESSING = (Ask.PROFILE, Ask.AMPLIFY, Ask.NETWORK, Ask.REVIEW, Ask.CONTENT)
"""Asks that may be put fairly; for the others the way out is another course."""


UNTRACKED = WORDS["nudge.untracked.plain"]


def composed(text: str) -> Nudge:
    return compose_nudge(text, rules.judge(text, RULESET), RULESET)


def assert_offers_are_fair(text: str, name: str) -> None:
    """As many as there should be, and each fair even where the sender asked before.

    No text in a failure: half of the labelled files are not to be read.
    """
    judgement = rules.judge(text, RULESET)
    if not judgement.nudges:
        return
    nudge = compose_nudge(text, judgement, RULESET)
    asked_before = Sign.REPEAT in judgement.signs
    offers = [*nudge.wordings, nudge.edited] if nudge.edited else [*nudge.wordings]
    verdicts = [rules.judge(offer, RULESET, asked_before).verdict for offer in offers]
    assert all(verdict <= Verdict.OPTIONAL for verdict in verdicts), name
    del nudge, offers
    assert 2 <= len(verdicts) <= 4, name


@pytest.mark.parametrize("file", MESSAGES, ids=lambda file: file.stem)
def test_no_wording_offered_for_a_labelled_message_presses(file: Path) -> None:
    for line in file.read_text(encoding="utf-8").splitlines():
        labelled = json.loads(line)
        assert_offers_are_fair(labelled["text"], labelled["id"])


def test_no_wording_offered_for_a_rules_example_presses() -> None:
    for rule in RULESET.rules:
        for example in rule.nudged:
            assert_offers_are_fair(example, example)


@pytest.mark.parametrize("case", [case for case in RULESET.offers.cases if case.ask in PRESSING])
def test_every_wording_says_that_nobody_has_to_and_that_nobody_keeps_track(case: Case) -> None:
    for wording in case.wordings:
        choice = WORDS["nudge.choice.plain"].format(untracked=UNTRACKED)
        said = wording.format(thing="it", on="", link="", choice=choice, untracked=UNTRACKED)
        assert "nobody keeps track" in said or "Nobody here needs to" in said
        assert any(word in said for word in ("ptional", "up to you", "Nobody"))


@pytest.mark.parametrize("ask", Ask)
def test_every_ask_has_a_case_that_always_fits(ask: Ask) -> None:
    case = RULESET.offers.case(ask, "xyzzy")
    assert case is not None
    assert not case.words


def test_every_fact_that_a_case_names_is_written() -> None:
    assert {c.fact for c in RULESET.offers.cases if c.fact} <= {
        key.split(".")[2] for key in WORDS if key.startswith("nudge.fact.")
    }


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Please all share the anniversary film on your LinkedIn.", "the anniversary film"),
        ("Reminder: new LinkedIn banners, please have them up.", "the new LinkedIn banners"),
        ("please everyone like Graham's LinkedIn post", "Graham's LinkedIn post"),
        ("Everyone must share our post about the open evening.", "our post about the open evening"),
        ("ALL STAFF MUST HAVE THE NEW BANNER ON THEIR LINKEDIN", "the new banner"),
        ("Invite your friends to the gym's page, all of you.", "the gym's page"),
        ("everyone pls like the post <@U02ANA> made", "the post"),
        ("Frame's ready, please all put it round your profile photo", "the frame"),
    ],
)
def test_a_wording_keeps_what_the_sender_has_at_heart(text: str, thing: str) -> None:
    assert thing in composed(text).wordings[0]


@pytest.mark.parametrize(
    "text",
    [
        "Still waiting on @dana to share the launch post on her LinkedIn.",
        "Reminder: please share the launch post on your LinkedIn.",
    ],
    ids=["singling", "repeat"],
)
def test_who_asked_before_is_offered_words_that_let_it_rest(text: str) -> None:
    rests = [w for w in composed(text).wordings if rules.judge(w, RULESET, True).withdraws]
    assert rests


def test_a_duty_has_another_course_and_its_wordings_say_that_work_is_not_touched() -> None:
    nudge = composed("You must all share the launch post on your own LinkedIn, it is mandatory.")
    assert "no difference to anyone's work" in nudge.wordings[0]
    assert "on our own page" in nudge.wordings[-1]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Send me your LinkedIn password and I will put the banner up.", "Justia"),
        ("Let's buy some PVA YouTube accounts to like our video.", "465.8"),
        ("Write a Google review as if you had been a customer.", "465.2"),
        ("You must all leave us a Glassdoor review, it is mandatory.", "Glassdoor"),
        ("You must all leave us a Trustpilot review, it is mandatory.", "465.5"),
        ("You must all share our post on your LinkedIn.", "659A.330"),
    ],
)
def test_a_serious_message_gets_the_fact_that_matters_for_it(text: str, source: str) -> None:
    assert source in composed(text).source


def test_a_prize_is_given_to_all_and_thanks_by_name_are_no_prize() -> None:
    ask = "Please share the launch post on your LinkedIn."
    won = composed(f"{ask} One of you wins a voucher!").wordings
    thanked = composed(f"{ask} Big thanks to Ana who was the first!").wordings
    assert any("for the whole team" in each for each in won)
    assert not any("for the whole team" in each for each in thanked)


def test_what_the_message_does_not_name_is_not_named_for_it() -> None:
    assert "share this on LinkedIn" in composed("Share it on your LinkedIn, all.").wordings[0]


def test_an_app_that_posts_for_people_is_answered_as_such() -> None:
    text = "Please all share our launch post on your LinkedIn, the advocacy programme counts each."
    assert any("connect an account" in each for each in composed(text).wordings)


@pytest.mark.parametrize("ask", Ask)
@pytest.mark.parametrize("text", ["Do it.", "See https://example.com/launch now."])
def test_every_ask_has_wordings_with_and_without_a_link(ask: Ask, text: str) -> None:
    nudge = compose_nudge(text, Judgement(Verdict.GENTLE, (ask,)), RULESET)
    assert len(nudge.wordings) == 2
    assert all(rules.judge(w, RULESET).verdict <= Verdict.OPTIONAL for w in nudge.wordings)


def test_the_messages_own_link_is_in_the_wording() -> None:
    text = "Please share our post on your LinkedIn: <https://linkedin.com/posts/1|here>"
    assert all("https://linkedin.com/posts/1" in each for each in composed(text).wordings)


def test_what_was_noticed_is_the_senders_words_without_mentions_or_addresses() -> None:
    text = (
        "Hi all. <@U12345678> please share our post on your LinkedIn <https://linkedin.com/posts/1>"
    )
    judgement = rules.judge(text, RULESET)
    noticed = compose_nudge(text, judgement, RULESET).noticed
    assert noticed
    assert "share our post" in noticed[0]
    assert not any("U12345678" in quote or "http" in quote for quote in noticed)


def test_quotes_stand_as_in_the_message_and_end_with_no_title() -> None:
    text = "You know that I check. Please all like the post by Mr. Smith on your LinkedIn."
    noticed = compose_nudge(text, rules.judge(text, RULESET), RULESET).noticed
    assert noticed == (
        "You know that I check",
        "Please all like the post by Mr. Smith on your LinkedIn",
    )


def test_who_holds_somebody_back_twice_is_not_told_that_once_is_fair() -> None:
    text = "Second time I say it, Jo: please take the post about the bypass off your Facebook."
    judgement = rules.judge(text, RULESET)
    assert Sign.REPEAT in judgement.signs
    assert "Asking once" not in compose_nudge(text, judgement, RULESET).why


def test_a_long_message_is_quoted_in_part() -> None:
    text = "Please share our launch post on your LinkedIn " + "and more words " * 200
    judgement = rules.judge(text, RULESET)
    quotes = compose_nudge(text, judgement, RULESET).noticed
    assert all(len(quote) <= LONGEST_QUOTE + 1 for quote in quotes)


def test_the_first_link_is_found_in_both_forms() -> None:
    assert first_link("see <https://a.example/x|this>") == "https://a.example/x"
    assert first_link("see https://a.example/y now") == "https://a.example/y"
    assert first_link("see there") == ""

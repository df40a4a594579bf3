"""What `/askonce` answers, word by word."""

import pytest

import rules
from bot.answers import Answers, Asked
from bot.blocks import Note
from bot.feedback import Feedback
from bot.judging import LONG_TEXT, RuleJudge
from bot.model import Outcome
from bot.reasons import Reasons
from rules import Judgement, Nudge, Verdict
from tests.fakes import FakeClaims, FakeCounts

PRESS = "Everyone must share our post by Friday, I will check."
FAIR = "Our post is here if anyone would like to share it. Entirely optional."


@pytest.fixture
def counts() -> FakeCounts:
    return FakeCounts()


@pytest.fixture
def answers(ruleset: rules.RuleSet, counts: FakeCounts) -> Answers:
    def compose(text: str, judgement: Judgement) -> Nudge:
        return rules.compose_nudge(text, judgement, ruleset)

    return Answers(ruleset, RuleJudge(ruleset), compose, counts, 14)


async def ask(answers: Answers, text: str, user: str = "U1") -> str:
    note: Note = await answers.answer(Asked("T1", user, text))
    return "\n".join(block["text"]["text"] for block in note.blocks if block["type"] == "section")


async def test_no_word_and_help_list_every_word(answers: Answers) -> None:
    said = await ask(answers, "")

    assert said == await ask(answers, "HELP me")
    for word in ("help", "check", "explain", "privacy", "stats"):
        assert f"`/askonce {word}" in said


async def test_an_unknown_word_is_answered_with_the_nearest(answers: Answers) -> None:
    assert "Did you mean `/askonce privacy`?" in await ask(answers, "pirvacy")
    assert "Did you mean `/askonce help`?" in await ask(answers, "zzzzzzzz")


async def test_an_unknown_word_pings_nobody(answers: Answers) -> None:
    assert "<!" not in await ask(answers, "<!channel>")


async def test_a_pressing_draft_gets_its_note_beforehand(
    answers: Answers, counts: FakeCounts
) -> None:
    said = await ask(answers, f"check {PRESS}")

    assert said.startswith(answers.words["bot.check.nudged"])
    assert answers.words["bot.check.kept"] in said
    assert counts.of(Outcome.CHECKED) == 1
    assert sum(counts.sums.values()) == 1


async def test_a_fair_draft_and_a_clear_one_are_fine(answers: Answers) -> None:
    assert answers.words["bot.check.ask"] in await ask(answers, f"check {FAIR}")
    assert answers.words["bot.check.fine"] in await ask(answers, "check good morning")


async def test_a_text_is_explained_rule_by_rule(answers: Answers) -> None:
    said = await ask(answers, f"explain {PRESS}")

    assert "“must”" in said
    assert Verdict.SERIOUS.value in said


async def test_a_clear_text_and_a_fair_one_are_explained(answers: Answers) -> None:
    assert await ask(answers, "explain hello") == answers.words["bot.explain.clear"]
    assert answers.words["bot.explain.optional"] in await ask(answers, f"explain {FAIR}")
    assert await ask(answers, "explain") == answers.words["bot.explain.need"]


async def test_privacy_says_what_is_kept_and_for_how_long(answers: Answers) -> None:
    said = await ask(answers, "privacy")

    assert "14 days" in said
    assert "counts" in said


async def test_feedback_counts_once_a_note_and_known_rules_only() -> None:
    counts = FakeCounts()
    feedback = Feedback(counts, FakeClaims(), frozenset({"amplify"}))
    forged = Reasons("canary", ("amplify", "canary", "amplify"))
    for _ in range(2):
        await feedback.take("T1", "note", forged, Outcome.HELPFUL)

    assert dict(counts.sums) == {
        ("verdict", "gentle", "helpful"): 1,
        ("rule", "amplify", "helpful"): 1,
    }


async def test_a_long_text_is_judged_as_a_short_one(ruleset: rules.RuleSet) -> None:
    judge = RuleJudge(ruleset)

    assert (await judge(PRESS + " ok" * LONG_TEXT)).nudges
    assert (await judge(PRESS)).nudges

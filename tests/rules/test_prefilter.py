"""The prefilter may let too much through and must never keep back what a rule would find."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rules
from rules.judging import judge_in_full
from tests.rules.small import pack_texts

RULESET = rules.load_defaults()
ASKS = (
    "Please share our new post on your own LinkedIn.",
    "Everyone, leave us a review on Glassdoor by Friday!",
    "could you all change your profile picture to the new banner?",
    "Scrap what I asked yesterday about sharing the post.",
    "gonna need you to repost this, y'all",
)
JOINTS = (
    " ",
    "\n",
    ". ",
    ", ",
    "? ",
    " - ",
    " -\n",
    "\n- ",
    "\n> ",
    "\n&gt; ",
    " &amp; ",
    "’s ",
    "'s ",
)
ODDS = (
    *("<https://www.linkedin.com/in/x|our post>", "https://x.com/a. Then", "<@U1>", "<!here>"),
    *(":tada:", "`code. More`", "```", "“", "”", '"', "(", "$5.", "3.5", "10:30", "*", "_", "#tag"),
    *("&lt;", "?", "…", "İ", "ʼ", "\x1f", "\ud800", "e.g. this", "1.", "c'mon", "lets", "pls"),
)
words = st.sampled_from([word for ask in ASKS for word in ask.split()])
pieces = st.one_of(words, st.sampled_from(ASKS), st.sampled_from(ODDS))


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Asks and parts of asks, joined by what may come between words."""
    parts = draw(st.lists(pieces, max_size=12))
    return "".join(part + draw(st.sampled_from(JOINTS)) for part in parts)


@given(texts())
def test_judging_with_it_and_without_it_is_the_same(text: str) -> None:
    assert rules.judge(text, RULESET) == judge_in_full(text, RULESET)


@given(st.sampled_from(ASKS), st.lists(st.sampled_from((*JOINTS, *ODDS)), min_size=20, max_size=20))
def test_nothing_between_the_words_of_an_ask_makes_a_difference(
    ask: str, between: list[str]
) -> None:
    text = "".join(word + joint for word, joint in zip(ask.split(), between, strict=False))
    assert rules.judge(text, RULESET) == judge_in_full(text, RULESET)


@pytest.mark.parametrize("ask", ASKS)
def test_it_lets_an_ask_through(ask: str) -> None:
    assert RULESET.prefilter.may_ask(ask)


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, the build is green again.",
        "I shared a link to the design notes in the other channel.",
        "Could you run the tests again before lunch? They failed here.",
    ],
)
def test_it_keeps_back_plain_talk_of_work(text: str) -> None:
    assert not RULESET.prefilter.may_ask(text)


def test_words_far_from_each_other_lead_nowhere() -> None:
    small = rules.parse_pack(pack_texts())
    assert (
        small.prefilter.may_ask("Change it. Then your LinkedIn picture is fine. Thanks.") is False
    )
    assert small.prefilter.may_ask("Then change your LinkedIn picture. Thanks. Bye.")


def test_a_link_between_the_words_of_a_phrase_hides_nothing() -> None:
    lexicon = '[concepts]\nchange = ["visit linkedin now"]\npicture = ["now"]\noption = ["if"]\n'
    small = rules.parse_pack(pack_texts(lexicon=lexicon))
    text = "visit <https://www.linkedin.com/company/x> now"
    assert rules.judge(text, small).asks == judge_in_full(text, small).asks != ()

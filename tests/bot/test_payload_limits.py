"""Everything the app sends, for any message of up to 40,000 characters: Slack takes it whole.

And nothing of the message lives on in it: no mention, no link, no call to a channel, no emoji.
"""

import asyncio
import html
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import rules
from bot.answers import Answers, Asked
from bot.blocks import Note
from bot.judging import RuleJudge
from bot.kinder import OPEN_MESSAGE, kinder_view
from bot.model import Manner, Place, heaviest_first
from bot.note import nudge_note
from bot.reasons import Reasons
from bot.rewording import Rewording
from bot.sharing import (
    LINK_LIMIT,
    NOTE_LIMIT,
    WHAT_LIMIT,
    WHERE_LIMIT,
    Resource,
    ShareError,
    Sharing,
)
from bot.views import draft_result, why_view
from rules import Judgement, Nudge
from tests.bot.limits import assert_message_within_limits, assert_view_within_limits, mrkdwn_of
from tests.fakes import FakeAsks, FakeClock, FakeCounts, FakeReader

RULESET = rules.load_defaults()
WORDS = RULESET.words
LONGEST = 40_000
"""Characters of a message in Slack."""
LINK = "https://larkfield.slack.example/archives/C1/p15"
PLACE = Place("C1", "1.5", "1.0")
LIVE = ("<!", "<@", "<#", "<http", "<mailto", ":tada:", "<U")
PRESSING = (
    "You must all share our launch post on your LinkedIn by Friday, it is mandatory.",
    "Reminder: <@U1> has still not changed the cover photo on Facebook :eyes:",
    "Send me your Facebook password so that I can post it for you: <https://x.example|here>",
    "Write a Google review as if you had been a customer.",
    "Please take the open-to-work badge off your LinkedIn.",
    "> everyone must repost\nPlease like <https://x.example/a?b=1&amp;c=2|our post> on LinkedIn.",
)
SMUGGLED = (
    "<!channel>",
    "&lt;!here&gt;",
    "<@U1>",
    "<#C1|general>",
    "<https://bad.example|good>",
    "<mailto:a@b.example|c>",
    "https://bad.example/",
    ":tada:",
    "`",
    "```",
    "*_~",
    "&amp;lt;!everyone&amp;gt;",
    "\n",
    "\n> ",
    "\n- ",
    "{thing}{0}",
    "\u202e",
    "\x00",
    "🎉",
)

pieces = st.sampled_from(PRESSING) | st.sampled_from(SMUGGLED) | st.text(max_size=20)
manners = st.builds(Manner, *[st.booleans()] * 4)


@st.composite
def messages(draw: st.DrawFn) -> str:
    """A message that presses somewhere, of up to 40,000 characters."""
    before, after = (" ".join(draw(st.lists(pieces, max_size=12))) for _ in range(2))
    times = draw(st.sampled_from([1, 1, 2, 40, 400]))
    press = draw(st.sampled_from(PRESSING))
    return f"{before * times} {press} {after * times}"[-LONGEST:]


def compose(text: str, judgement: Judgement) -> Nudge:
    return rules.compose_nudge(text, heaviest_first(judgement), RULESET)


def answers() -> Answers:
    return Answers(RULESET, RuleJudge(RULESET), compose, FakeCounts(), 14)


def judged(text: str) -> Judgement:
    """A judgement that gets a note, of a message that any text may stand around."""
    judgement = rules.judge(text, RULESET, asked_before=True)
    return judgement if judgement.nudges else rules.judge(PRESSING[0], RULESET)


def assert_nothing_lives_on(read_by_slack: Iterator[str] | list[str]) -> None:
    for each in read_by_slack:
        # The place a note is about is named by the app itself.
        own = each.replace(f"<#{PLACE.channel}>", "")
        assert not any(live in own for live in LIVE), each


def button_value(note: Note) -> str:
    buttons = next(block for block in note.blocks if block["type"] == "actions")
    return str(buttons["elements"][0]["value"])


@settings(max_examples=40)
@given(messages(), manners, st.booleans())
def test_a_note_and_the_forms_behind_it(text: str, manner: Manner, elsewhere: bool) -> None:
    judgement = judged(text)
    note = nudge_note(
        compose(text, judgement), judgement, WORDS, manner, PLACE, elsewhere=elsewhere
    )
    reasons = Reasons.parse(button_value(note))
    views = [why_view(reasons, RULESET)]
    for said in (text, None):
        suggest = Rewording(RuleJudge(RULESET), compose, FakeReader(said, LINK)).suggest(
            "U1", reasons
        )
        views.append(kinder_view(asyncio.run(suggest), WORDS))

    assert reasons.rules
    assert_message_within_limits(note.text, note.blocks)
    assert_nothing_lives_on([note.text, *mrkdwn_of(note.blocks)])
    for view in views:
        assert_view_within_limits(view)
        assert_nothing_lives_on(mrkdwn_of(view["blocks"]))
        assert set(addresses(view["blocks"])) <= {LINK}


def addresses(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        for element in block.get("elements", []):
            if element.get("action_id") == OPEN_MESSAGE:
                yield element["url"]


@settings(max_examples=40)
@given(messages(), st.sampled_from(["check", "explain", "stats", "share", *SMUGGLED]))
def test_whatever_is_asked_of_the_command(text: str, word: str) -> None:
    note = asyncio.run(answers().answer(Asked("T1", "U1", f"{word} {text}")))

    assert_message_within_limits(note.text, note.blocks)
    assert_nothing_lives_on([note.text, *mrkdwn_of(note.blocks)])


@settings(max_examples=30)
@given(messages())
def test_a_draft_that_is_checked(text: str) -> None:
    view = draft_result(asyncio.run(answers().check("T1", text)), WORDS)

    assert_view_within_limits(view)
    assert_nothing_lives_on(mrkdwn_of(view["blocks"]))


@dataclass
class Posted:
    """Keeps what would stand in the channel."""

    notes: list[Note] = field(default_factory=list)

    async def publish(self, _channel: str, note: Note) -> str | None:
        """Keep it."""
        self.notes.append(note)
        return "1.5"


smuggled = st.lists(st.sampled_from(SMUGGLED) | st.text(max_size=20), max_size=40).map("".join)


@settings(max_examples=60)
@given(smuggled, st.sampled_from(["", LINK, f"{LINK}?a=1&b=<2"]) | smuggled, smuggled, smuggled)
def test_a_shared_resource(what: str, link: str, where: str, note: str) -> None:
    posted, clock = Posted(), FakeClock()
    sharing = Sharing(WORDS, RuleJudge(RULESET), FakeAsks(), posted, clock)
    typed = Resource(what[:WHAT_LIMIT], link[:LINK_LIMIT], where[:WHERE_LIMIT], note[:NOTE_LIMIT])
    with suppress(ShareError):
        asyncio.run(sharing.share(("T1", "C1", "U9"), typed))

    for made in posted.notes:
        assert_message_within_limits(made.text, made.blocks)
        shown = [each.replace("<@U9>", "", 1) for each in mrkdwn_of(made.blocks)]
        # An address that is one stands as one, and is the only one.
        address = f"<{html.escape(typed.link, quote=False)}>"
        assert_nothing_lives_on([each.replace(address, "", 1) for each in shown])
        assert_nothing_lives_on([made.text])

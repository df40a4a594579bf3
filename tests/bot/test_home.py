"""The Home tab: within Slack's limits whatever is set, and true to the database."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rules
from bot.home import Home
from bot.home_view import UNMUTE, Told, home_view
from bot.memory import MemoryWishes
from bot.numbers import Numbers
from bot.ports import StoreError
from bot.snoozing import Snoozing, State
from bot.storage import SqliteCounts
from rules import Verdict
from tests.bot.limits import assert_view_within_limits
from tests.fakes import FakeClock, FakeCounts, FakePeople, FakePictures
from tests.scenarios.world import shown

RULESET = rules.load_defaults()
WORDS = RULESET.words
ALL = State(1_767_000_000.0, tuple(rule.id for rule in RULESET.rules), direct=True)
HELD = {"counts": ("week", "count"), "notes": ("text",)}


def told(**more: object) -> Told:
    given = {"contact": "", "days": 14, "manager": False, "lasting": True}
    return Told(**given | {"tables": HELD, "state": State()} | more)  # type: ignore[arg-type]


def said(**more: object) -> str:
    return shown(home_view(told(**more), RULESET)["blocks"])


@given(st.text(max_size=5_000), st.booleans(), st.sampled_from([None, State(), ALL]))
def test_any_contact_stays_within_slacks_limits(
    contact: str, manager: bool, state: State | None
) -> None:
    view = home_view(told(contact=contact, manager=manager, state=state, lasting=False), RULESET)
    assert_view_within_limits(view)


@given(st.text(st.sampled_from("<>&@!|#*:haneluU0"), max_size=400))
def test_no_contact_pings_or_links(contact: str) -> None:
    own = re.sub(r"<@[UW][A-Z0-9]{2,30}>", "", said(contact=contact, state=State()))
    assert "<" not in own


@given(
    st.dictionaries(st.text(min_size=1), st.lists(st.text(min_size=1), max_size=60), max_size=40)
)
def test_any_database_stays_within_slacks_limits(tables: dict[str, list[str]]) -> None:
    assert_view_within_limits(home_view(told(tables=tables), RULESET))


def test_a_contact_is_named_and_a_member_by_their_name() -> None:
    assert "people@larkfield.example &amp; co" in said(contact="people@larkfield.example & co")
    assert "<@U0ADANO006>" in said(contact=" U0ADANO006 ")
    assert WORDS["bot.home.no_contact"] in said(contact=" ")


async def test_every_column_of_the_real_database_is_told_in_words(tmp_path: Path) -> None:
    counts = SqliteCounts(str(tmp_path / "counts.db"), FakeClock())
    tables = await counts.tables()
    counts.close()

    assert tables["counts"] == ("workspace", "week", "kind", "name", "outcome", "count")
    for table, columns in tables.items():
        assert f"bot.home.table.{table}" in WORDS
        for column in columns:
            assert f"bot.home.column.{table}.{column}" in WORDS


def test_a_table_without_words_is_shown_by_its_name() -> None:
    assert "*notes*" in said()
    assert "• `text`" in said()


def test_the_rules_in_force_are_named() -> None:
    for rule in RULESET.of_kind("ask"):
        assert rule.title in said()


def test_ones_own_wishes_are_shown_and_an_empty_state_says_so() -> None:
    assert WORDS["bot.home.usual"] in said()
    assert UNMUTE not in said()
    assert "<!date^1767000000^{date_long}, {time}|2025-12-29 09:20 UTC>" in said(state=ALL)
    assert UNMUTE in said(state=ALL)
    assert WORDS["bot.home.direct"] in said(state=ALL)
    assert WORDS["bot.mute.memory"] in said(lasting=False)


def test_what_cannot_be_read_says_so() -> None:
    assert said(tables=None, state=None).count(WORDS["bot.home.unread"]) == 2


def home(people: FakePeople, counts: FakeCounts) -> Home:
    clock = FakeClock()
    snoozing = Snoozing(MemoryWishes(clock), frozenset({"tracking"}))
    numbers = Numbers(RULESET, people, counts, FakePictures(), clock, shown_from=5, keep_weeks=53)
    return Home(RULESET, people, counts, snoozing, numbers, "", 14)


async def test_managers_have_the_guide_and_others_do_not() -> None:
    made = home(FakePeople(managers={"UBOSS"}), FakeCounts())
    title = WORDS["bot.home.guide_title"]

    assert title in shown(await made.view("T1", "UBOSS"))
    assert title not in shown(await made.view("T1", "U1"))


async def test_a_store_that_fails_leaves_the_rest_standing() -> None:
    view = await home(FakePeople(), FakeCounts(broken=StoreError("canary"))).view("T1", "U1")

    assert WORDS["bot.home.what"] in shown(view)
    assert WORDS["bot.home.unread"] in shown(view)


async def test_wishes_are_changed_from_home_for_oneself_alone() -> None:
    made = home(FakePeople(), FakeCounts())
    for user in ("U1", "U2"):
        await made.snoozing.mute("T1", user, 7)
    assert "home_unmute" not in shown(await made.end_silence("T1", "U1"))
    assert WORDS["bot.home.direct"] in shown(await made.send_by("T1", "U1", direct=True))
    assert WORDS["bot.home.here"] in shown(await made.send_by("T1", "U1", direct=False))

    assert "home_unmute" in shown(await made.view("T1", "U2"))


def quotes(key: str) -> list[str]:
    return re.findall(r"\"([^\"]{20,})\"", WORDS[key])


def test_the_examples_are_judged_as_they_say() -> None:
    judged = [rules.judge(text, RULESET).nudges for text in quotes("bot.home.examples")]

    assert judged == [True, False, False]


def test_the_wording_the_guide_offers_would_get_no_note() -> None:
    (wording,) = re.findall(r"\"(Here are [^\"]+)\"", WORDS["bot.home.guide"])

    assert rules.judge(wording, RULESET).verdict <= Verdict.OPTIONAL


@pytest.mark.parametrize("line", [WORDS["bot.home.fair"], *WORDS["bot.home.guide"].splitlines()])
def test_no_line_of_the_guide_would_get_a_note_itself(line: str) -> None:
    assert rules.judge(line, RULESET).verdict <= Verdict.OPTIONAL

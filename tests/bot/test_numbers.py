"""The counts as admins see them: true to the database, the same everywhere, and never too long."""

import re
import struct
from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rules
from bot.answers import Asked
from bot.blocks import Note
from bot.chart import ALT_LIMIT, describe, draw
from bot.model import Count, Outcome
from bot.numbers import Numbers
from bot.ports import CountRow
from bot.report import Report, Scope, report
from bot.stats import as_csv, as_data, as_lines, as_table, in_words
from bot.storage import SqliteCounts
from bot.suppression import CHANGED, FIRM, GENTLE, NUDGED, REWORDED, SERIOUS
from bot.weeks import RUN_WEEKS, later, run_of, span, week_of
from tests.fakes import FakeClock, FakeCounts, FakePeople, FakePictures

RULESET = rules.load_defaults()
WORDS = RULESET.words
WEEK = 7 * 86_400
VERDICTS = ("optional", "gentle", "firm", "serious")


def rows(week: str, **counts: int) -> list[CountRow]:
    """Rows of a week: `firm_nudged=7`."""
    found = []
    for name, count in counts.items():
        verdict, _, outcome = name.partition("_")
        found.append(CountRow("T1", week, "verdict", verdict, Outcome(outcome), count))
    return found


def figures(held: Iterable[CountRow], week: str) -> dict[tuple[str, str, str], int | None]:
    (page,) = report("T1", list(held), Scope(week)).weeks
    return {key: figure.value for key, figure in page.figures.items()}


def test_a_total_is_split_only_where_both_sides_are_large() -> None:
    told = figures(rows("2026-W01", gentle_nudged=20, firm_nudged=7, serious_nudged=2), "2026-W02")
    assert (told[NUDGED], told[GENTLE], told[FIRM], told[SERIOUS]) == (29, 20, None, None)

    told = figures(rows("2026-W01", gentle_nudged=2, firm_nudged=7, serious_nudged=9), "2026-W02")
    assert (told[NUDGED], told[GENTLE], told[FIRM], told[SERIOUS]) == (18, None, None, None)


def test_changes_are_told_together_before_they_are_told_apart() -> None:
    held = rows("2026-W01", firm_nudged=20, firm_reworded=6, firm_withdrawn=1)
    told = figures(held, "2026-W02")
    assert (told[CHANGED], told[REWORDED]) == (7, None)

    told = figures([*held, *rows("2026-W01", gentle_withdrawn=5)], "2026-W02")
    assert (told[CHANGED], told[REWORDED]) == (12, 6)


def test_a_week_that_is_not_over_comes_in_steps() -> None:
    for count, step in ((4, None), (5, 5), (9, 5), (10, 10)):
        pages = report("T1", rows("2026-W01", firm_nudged=count), Scope("2026-W01")).weeks
        assert [page.figures[NUDGED].value for page in pages] == ([step] if step else [])


def test_a_run_of_which_weeks_are_forgotten_is_not_told() -> None:
    week = later(run_of("2026-W20"), 8)
    held = [CountRow("T1", run_of(week), "rule", "amplify", Outcome.HELPFUL, 9)]

    assert report("T1", held, Scope(week, keep_weeks=8)).rules
    assert not report("T1", held, Scope(week, keep_weeks=7)).rules


@given(st.integers(0, 10**10))
def test_weeks_follow_each_other_and_every_week_has_one_run(time: int) -> None:
    week = week_of(float(time))

    assert later(week, 1) == week_of(float(time + WEEK))
    assert week in span(run_of(week), later(run_of(week), RUN_WEEKS - 1))
    assert run_of(later(run_of(week), -1)) != run_of(week)


COUNTS = st.one_of(
    st.builds(Count, st.just("verdict"), st.sampled_from(VERDICTS), st.sampled_from(list(Outcome))),
    st.builds(
        Count,
        st.just("rule"),
        st.sampled_from(["amplify", "tracking", "gone"]),
        st.sampled_from(list(Outcome)),
    ),
    st.builds(
        Count,
        st.just("message"),
        st.just("all"),
        st.sampled_from([Outcome.CHECKED, Outcome.FAILED]),
    ),
)
HISTORIES = st.lists(
    st.tuples(st.integers(0, 20), COUNTS, st.integers(1, 30)), min_size=1, max_size=25
)


@pytest.mark.parametrize("over", [True, False], ids=["weeks that are over", "a week still running"])
@settings(max_examples=60)
@given(history=HISTORIES)
async def test_slack_the_command_line_and_the_database_agree(
    over: bool, history: list[tuple[int, Count, int]]
) -> None:
    clock = FakeClock()
    start, sums = clock.now, Counter[tuple[str, str, str, str]]()
    store = SqliteCounts(":memory:", clock)
    try:
        for weeks, count, times in sorted(history, key=lambda each: each[0]):
            clock.now = start + weeks * WEEK
            await store.add("T1", [count] * times)
            week, kind, name, outcome = week_of(clock.now), count.kind, count.name, count.outcome
            sums[week, kind, name, outcome] += times
            if kind == "verdict":
                sums[week, kind, "all", outcome] += times
        clock.move(WEEK * over)
        numbers = Numbers(
            RULESET, FakePeople(admins={"UA"}), store, FakePictures(), clock,
            shown_from=5, keep_weeks=53,
        )  # fmt: skip
        told = await numbers.report("T1")
        assert_true_to(sums, told)
        note = await numbers.answer(Asked("T1", "UA", "stats"))
        assert_says_the_same(told, note)
    finally:
        store.close()


def assert_true_to(sums: Counter[tuple[str, str, str, str]], told: Report) -> None:
    for page in (*told.weeks, *told.rules):
        weeks = span(page.first, page.last)
        for (kind, name, outcome), figure in page.figures.items():
            outcomes = {"changed": ("reworded", "withdrawn")}.get(outcome, (outcome,))
            kept = sum(sums[week, kind, name, each] for week in weeks for each in outcomes)
            if (kind, name, outcome) == ("verdict", "all", "asked"):
                kept -= sum(sums[week, kind, name, "trial"] for week in weeks)
            if figure.value is not None:
                assert figure.value >= 5
                assert kept - figure.value in (range(5) if figure.at_least else {0})


def assert_says_the_same(told: Report, note: Note) -> None:
    """Slack's words, the table, JSON and CSV hold the same numbers."""
    lines, said = as_lines([told]), "\n".join(block["text"]["text"] for block in note.blocks)
    table = as_table(lines, WORDS, 5).splitlines()[1:]
    page = as_csv(lines).splitlines()[1:]
    for line, data, row, cells in zip(lines, as_data(lines), table, page, strict=True):
        shown = "" if line.count is None else str(line.count)
        assert data["count"] == line.count
        assert cells.split(",")[-2] == shown
        assert row.endswith(f"  {shown}{' or more' * line.at_least}" if shown else "or hidden")
    for week in told.weeks[-8:]:
        paragraph = next(part for part in said.split("*Week ") if part.startswith(week.period))
        for (_, name, outcome), figure in week.figures.items():
            if figure.value is not None and (name, outcome) != ("optional", "nudged"):
                assert re.search(rf"(?<!\d){figure.value}(?!\d)", paragraph)
    for run in told.rules[-1:]:
        shown = {figure.value for figure in run.figures.values()} - {None}
        assert all(f"{value} or more" in said for value in shown)


async def test_the_counts_are_for_admins() -> None:
    counts, pictures = FakeCounts(), FakePictures()
    numbers = Numbers(
        RULESET, FakePeople(admins={"UA"}), counts, pictures, FakeClock(),
        shown_from=5, keep_weeks=53,
    )  # fmt: skip
    counts.kept = rows("2025-W50", firm_nudged=9, firm_asked=30)

    refused = await numbers.answer(Asked("T1", "U1", "stats"))
    assert refused.text == WORDS["bot.stats.refused"]
    assert await numbers.send("T1", "U1") is None
    assert await numbers.at_home("T1", "U1") is None
    assert not pictures.sent

    said = (await numbers.answer(Asked("T1", "UA", "stats"))).text
    assert "30 requests" in said
    assert WORDS["bot.stats.sent"] in said
    ((user, png, alt),) = pictures.sent
    assert user == "UA"
    assert png.startswith(b"\x89PNG")
    assert "Week 2025-W50: requests 30, notes 9, changed not shown." in alt

    pictures.broken = True
    assert WORDS["bot.stats.unsent"] in (await numbers.answer(Asked("T1", "UA", "stats"))).text


def test_many_rules_and_weeks_stay_within_slacks_limits() -> None:
    held = [
        CountRow("T1", week, "rule", f"rule-{n}", outcome, 10**9)
        for week in span("2026-W01", "2026-W03")
        for n in range(300)
        for outcome in (Outcome.HELPFUL, Outcome.TRIAL)
    ]
    held += [r for week in span("2025-W01", "2026-W03") for r in rows(week, firm_nudged=10**9)]
    told = report("T1", held, Scope("2026-W03"))
    titles = {f"rule-{n}": "<&>" * 400 for n in range(300)}
    paragraphs = in_words(told, titles, WORDS, minimum=5, weeks=8)

    assert len(paragraphs) <= 30
    assert all(len(paragraph) <= 12_000 for paragraph in paragraphs)
    assert len(describe(told.weeks, WORDS)) <= ALT_LIMIT


@pytest.mark.parametrize(
    "held",
    [
        rows("2026-W01", firm_nudged=9),
        [*rows("2026-W01", gentle_nudged=9, firm_nudged=8, serious_nudged=7, firm_reworded=9),
         *rows("2026-W04", gentle_nudged=30, optional_asked=60, gentle_asked=40)],
    ],
    ids=["one number", "weeks with a gap between"],
)  # fmt: skip
def test_the_picture_is_a_png_of_a_size_for_a_phone(held: list[CountRow]) -> None:
    pages = report("T1", held, Scope("2026-W05")).weeks
    png = draw(pages, WORDS)

    width, height = struct.unpack(">II", png[16:24])
    assert (width, height) == (960, 540)
    assert len(png) < 200_000

"""By brute force: whoever knows how reports are made still cannot tell a small number from one."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from itertools import combinations, product

import pytest

from bot.model import Outcome
from bot.ports import CountRow
from bot.report import Scope, report

MINIMUM = 3
"""Smaller than the app's own, so that all histories can be gone through."""
STRENGTHS = ("gentle", "firm", "serious")
WEEK, NEXT, AFTER = "2026-W01", "2026-W02", "2026-W20"
History = Mapping[tuple[str, str, str, Outcome], int]
Secret = Callable[[History], int]


def told(history: History, *now: str) -> Hashable:
    """What a reader has who looked in each of these weeks."""
    rows = [CountRow("T1", *key, count) for key, count in history.items() if count]
    seen = [
        report("T1", [row for row in rows if row.week <= week], Scope(week, MINIMUM))
        for week in now
    ]
    return tuple(
        (page.period, page.running, *page.figures.items())
        for each in seen
        for page in (*each.weeks, *each.rules)
    )


def isolated(
    histories: Iterable[History],
    secrets: Mapping[str, Secret],
    *now: str,
) -> Iterator[tuple[str, History]]:
    """Small numbers that are the same in every history that looks as this one does."""
    alike = defaultdict(list)
    for history in histories:
        alike[told(history, *now)].append(history)
    for group in alike.values():
        for name, secret in secrets.items():
            found = {secret(history) for history in group}
            if len(found) == 1 and found.pop() < MINIMUM:
                yield name, group[0]


def week_of_counts(week: str, **counts: int) -> dict[tuple[str, str, str, Outcome], int]:
    """A week in which every message has its one fate."""
    nudged = {name: counts.get(name, 0) for name in STRENGTHS}
    held, trial, fair = (counts.get(name, 0) for name in ("held", "trial", "fair"))
    asked = sum(nudged.values()) + held + trial
    verdicts = {("gentle", Outcome.ASKED): asked, ("optional", Outcome.ASKED): fair}
    verdicts |= {(name, Outcome.NUDGED): count for name, count in nudged.items()}
    verdicts |= {("gentle", Outcome.HELD_BACK): held, ("gentle", Outcome.TRIAL): trial}
    for name in ("reworded", "withdrawn"):
        verdicts |= {("gentle", Outcome(name)): counts.get(name, 0)}
    return {(week, "verdict", name, outcome): n for (name, outcome), n in verdicts.items()}


def histories(week: str, ranges: Mapping[str, int]) -> Iterator[History]:
    for counts in product(*(range(size) for size in ranges.values())):
        yield week_of_counts(week, **dict(zip(ranges, counts, strict=True)))


def count_of(*keys: tuple[str, str, str, Outcome]) -> Secret:
    return lambda history: sum(history.get(key, 0) for key in keys)


def difference(total: Secret, *parts: Secret) -> Secret:
    return lambda history: total(history) - sum(part(history) for part in parts)


def sums_of(week: str, kind: str, names: Iterable[str], outcome: Outcome) -> dict[str, Secret]:
    """Each count, and each sum of some of them."""
    keys = [(week, kind, name, outcome) for name in names]
    return {
        "+".join(key[2] for key in some): count_of(*some)
        for size in range(1, len(keys) + 1)
        for some in combinations(keys, size)
    }


@pytest.mark.parametrize("now", [(NEXT,), (WEEK, NEXT, AFTER)], ids=str)
def test_notes_by_strength_cannot_be_told_from_their_total(now: tuple[str, ...]) -> None:
    # All up to a total: whoever sees that total has all that could be behind it.
    every = [
        history
        for history in histories(WEEK, dict.fromkeys(STRENGTHS, 10))
        if history[WEEK, "verdict", "gentle", Outcome.ASKED] < 10
    ]

    assert not list(isolated(every, sums_of(WEEK, "verdict", STRENGTHS, Outcome.NUDGED), *now))


@pytest.mark.parametrize("now", [(NEXT,), (WEEK, NEXT, AFTER)], ids=str)
def test_what_became_of_asks_cannot_be_told_from_their_total(now: tuple[str, ...]) -> None:
    sizes = {"gentle": 9, "fair": 9, "held": 9, "trial": 3}
    nudged, held, trial = (
        count_of((WEEK, "verdict", "gentle", outcome))
        for outcome in (Outcome.NUDGED, Outcome.HELD_BACK, Outcome.TRIAL)
    )
    fair = count_of((WEEK, "verdict", "optional", Outcome.ASKED))
    pressing = count_of((WEEK, "verdict", "gentle", Outcome.ASKED))
    secrets = {"nudged": nudged, "held": held, "trial": trial, "fair": fair}
    secrets |= {
        "not nudged": difference(pressing, nudged),
        "not nudged nor on trial": difference(pressing, nudged, trial),
    }

    # All up to a total, and where it is hidden all that could hide it.
    others = difference(pressing, nudged, trial)
    every = [
        each
        for each in histories(WEEK, sizes)
        if nudged(each) + others(each) + fair(each) < 9 or others(each) + fair(each) < MINIMUM
    ]
    assert not list(isolated(every, secrets, *now))


@pytest.mark.parametrize("now", [(NEXT,), (WEEK, NEXT, AFTER)], ids=str)
def test_who_changed_nothing_cannot_be_told_from_who_did(now: tuple[str, ...]) -> None:
    every = [
        history
        for history in histories(WEEK, {"gentle": 10, "reworded": 9, "withdrawn": 9})
        if history[WEEK, "verdict", "gentle", Outcome.NUDGED]
        >= history[WEEK, "verdict", "gentle", Outcome.REWORDED]
        + history[WEEK, "verdict", "gentle", Outcome.WITHDRAWN]
    ]
    nudged, reworded, withdrawn = (
        count_of((WEEK, "verdict", "gentle", outcome))
        for outcome in (Outcome.NUDGED, Outcome.REWORDED, Outcome.WITHDRAWN)
    )
    secrets = {
        "reworded": reworded,
        "withdrawn": withdrawn,
        "left": difference(nudged, reworded, withdrawn),
        "not reworded": difference(nudged, reworded),
        "not withdrawn": difference(nudged, withdrawn),
    }

    assert not list(isolated(every, secrets, *now))


def rule_histories(weeks: tuple[str, ...], rules: tuple[str, ...], most: int) -> Iterator[History]:
    """Answers to the notes of rules over weeks: all there are up to `most` of a kind."""
    keys = [
        (week, "rule", rule, outcome)
        for week in weeks
        for rule in rules
        for outcome in (Outcome.HELPFUL, Outcome.NOT_PRESSURE, Outcome.TRIAL)
    ]
    for counts in product(range(most + 1), repeat=len(keys)):
        history = dict(zip(keys, counts, strict=True))
        if all(sum(c for k, c in history.items() if k[2:] == key[2:]) <= most for key in keys):
            trials = {
                week: max(history[week, "rule", r, Outcome.TRIAL] for r in rules) for week in weeks
            }
            yield history | {
                (week, "verdict", "gentle", outcome): count
                for week, count in trials.items()
                for outcome in (Outcome.TRIAL, Outcome.ASKED)
            }


@pytest.mark.parametrize(
    ("weeks", "rules", "most"),
    [((WEEK, NEXT), ("one",), 4), ((WEEK,), ("one", "two"), 3)],
    ids=["two weeks of a rule", "two rules of a week"],
)
def test_answers_cannot_be_told_from_weeks_or_other_rules(
    weeks: tuple[str, ...], rules: tuple[str, ...], most: int
) -> None:
    secrets: dict[str, Secret] = {}
    for outcome in (Outcome.HELPFUL, Outcome.NOT_PRESSURE, Outcome.TRIAL):
        for week in weeks:
            some = sums_of(week, "rule", rules, outcome)
            secrets |= {f"{week} {name} {outcome}": secret for name, secret in some.items()}
        each = count_of(*((week, "rule", rules[0], outcome) for week in weeks))
        secrets[f"all weeks {outcome}"] = each

    every = rule_histories(weeks, rules, most)
    assert not list(isolated(every, secrets, WEEK, NEXT, AFTER))

"""Which numbers may be shown: none below a minimum, none from which such a one follows. Pure.

A reader who knows these rules, and has every report there ever was, cannot tell a small number from
them. So a total is split in two only where both sides are large; to hide "the next smallest" would
give away an order. tests/bot/test_suppression.py goes through all small histories.
"""

from collections.abc import Mapping

from bot.model import Outcome

Key = tuple[str, str, str]
"""What a number is about: kind, name, outcome."""

ALL = "all"
CHECKED: Key = ("message", ALL, Outcome.CHECKED)
FAILED: Key = ("message", ALL, Outcome.FAILED)
ASKED: Key = ("verdict", ALL, Outcome.ASKED)
"""Without those that only rules on trial found: these are told by rule, over longer times."""
FAIR: Key = ("verdict", "optional", Outcome.ASKED)
NUDGED: Key = ("verdict", ALL, Outcome.NUDGED)
GENTLE: Key = ("verdict", "gentle", Outcome.NUDGED)
FIRM: Key = ("verdict", "firm", Outcome.NUDGED)
SERIOUS: Key = ("verdict", "serious", Outcome.NUDGED)
HELD_BACK: Key = ("verdict", ALL, Outcome.HELD_BACK)
TRIAL: Key = ("verdict", ALL, Outcome.TRIAL)
REWORDED: Key = ("verdict", ALL, Outcome.REWORDED)
WITHDRAWN: Key = ("verdict", ALL, Outcome.WITHDRAWN)
CHANGED: Key = ("verdict", ALL, "changed")
"""Reworded or withdrawn."""
WEEKLY = (
    ASKED,
    FAIR,
    NUDGED,
    GENTLE,
    FIRM,
    SERIOUS,
    HELD_BACK,
    CHANGED,
    REWORDED,
    WITHDRAWN,
    CHECKED,
    FAILED,
)
SIMPLE = (NUDGED, CHECKED, FAILED)
"""Figures that only their own size can hide: a week that is not over may show them in steps."""
BY_RULE = (Outcome.HELPFUL, Outcome.NOT_PRESSURE, Outcome.TRIAL)

Values = Mapping[Key, int]


def shown_of_week(values: Values, minimum: int) -> frozenset[Key]:
    """The figures of a week that may be shown."""
    shown = {key for key in SIMPLE if values[key] >= minimum}
    parts = (_asks, _strengths, _changes)
    return frozenset(shown.union(*(part(values, minimum) for part in parts)))


def _asks(values: Values, minimum: int) -> set[Key]:
    """Asks led to a note or not; of those that did not, some were fair, and some held back."""
    others = values[ASKED] - values[NUDGED]
    if values[NUDGED] < minimum:
        return {ASKED} if values[ASKED] >= minimum else set()
    if others < minimum:
        return set()
    pressing = others - values[FAIR]
    if min(values[FAIR], pressing) < minimum:
        return {ASKED}
    failed = pressing - values[HELD_BACK]
    is_whole = not failed or failed >= minimum
    return {ASKED, FAIR} | ({HELD_BACK} if is_whole and values[HELD_BACK] >= minimum else set())


def _strengths(values: Values, minimum: int) -> set[Key]:
    """Notes are gentle or stronger, the stronger firm or serious: each split, or not."""
    stronger = values[NUDGED] - values[GENTLE]
    if min(values[GENTLE], stronger) < minimum:
        return set()
    if min(values[FIRM], values[SERIOUS]) < minimum:
        return {GENTLE}
    return {GENTLE, FIRM, SERIOUS}


def _changes(values: Values, minimum: int) -> set[Key]:
    """Messages were changed or left, the changed reworded or withdrawn: each split, or not."""
    left = values[NUDGED] - values[CHANGED]
    if min(values[CHANGED], left) < minimum:
        return set()
    if min(values[REWORDED], values[WITHDRAWN]) < minimum:
        return {CHANGED}
    return {CHANGED, REWORDED, WITHDRAWN}

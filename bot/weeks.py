"""ISO weeks by name, like 2026-W08, and the fixed runs of weeks rules are summed over. Pure."""

from datetime import UTC, date, datetime, timedelta

RUN_WEEKS = 13
"""Weeks in a run. Runs never overlap, so no two of them can be set against each other."""


def week_of(time: float) -> str:
    """The ISO week of a time in seconds since 1970, in UTC: sorts as it counts."""
    moment = datetime.fromtimestamp(0, UTC) + timedelta(seconds=time)
    return moment.strftime("%G-W%V")


def run_of(week: str) -> str:
    """The first week of the run that a week belongs to."""
    return _name(_number(week) // RUN_WEEKS * RUN_WEEKS)


def later(week: str, weeks: int) -> str:
    """The week so many weeks later, or earlier."""
    return _name(_number(week) + weeks)


def span(first: str, last: str) -> list[str]:
    """All weeks from the first to the last."""
    return [_name(number) for number in range(_number(first), _number(last) + 1)]


def _number(week: str) -> int:
    year, number = week.split("-W")
    return (date.fromisocalendar(int(year), int(number), 1).toordinal() - 1) // 7


def _name(number: int) -> str:
    return date.fromordinal(number * 7 + 1).strftime("%G-W%V")

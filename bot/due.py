"""When the digest is due: an hour of a weekday in a time zone, once a week. Pure."""

from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


def last_due(now: float, weekday: Weekday, hour: int, zone: str) -> float:
    """The last moment, in seconds since 1970, at which it was due.

    An hour that the clocks leave out is the one after it; of one that comes twice, the first.
    """
    there = datetime.fromtimestamp(now, UTC).astimezone(ZoneInfo(zone))
    back = (there.weekday() - WEEKDAYS.index(weekday)) % 7
    for days in (back, back + 7):
        day = there.date() - timedelta(days=days)
        moment = datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(zone)).timestamp()
        if moment <= now:
            return moment
    raise AssertionError  # a week ago is past

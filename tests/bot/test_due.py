"""The digest comes once a week at its hour, also where the clocks are changed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.due import WEEKDAYS, last_due

ZONES = ("UTC", "Europe/Stockholm", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
WEEK = 7 * 86_400


@given(
    st.integers(0, 4_000_000_000),
    st.sampled_from(WEEKDAYS),
    st.integers(0, 23),
    st.sampled_from(ZONES),
)
def test_it_is_due_within_every_week_at_the_hour_there(
    now: int, weekday: str, hour: int, zone: str
) -> None:
    due = last_due(now, weekday, hour, zone)  # type: ignore[arg-type]
    there = datetime.fromtimestamp(due, ZoneInfo(zone))

    assert now - WEEK - 2 * 3_600 < due <= now
    assert there.weekday() == WEEKDAYS.index(weekday)  # type: ignore[arg-type]
    assert there.hour in {hour, hour + 1}
    if there.hour != hour:
        left_out = datetime.fromtimestamp(due - 60, ZoneInfo(zone))
        assert left_out.utcoffset() != there.utcoffset()


@pytest.mark.parametrize(
    ("day", "zone"),
    [("2026-03-29", "Europe/Stockholm"), ("2026-10-25", "Europe/Stockholm"),
     ("2026-03-08", "America/New_York"), ("2026-11-01", "America/New_York")],
)  # fmt: skip
@pytest.mark.parametrize("hour", [1, 2, 3, 9])
def test_it_comes_once_on_the_day_on_which_the_clocks_change(
    day: str, zone: str, hour: int
) -> None:
    start = datetime.fromisoformat(day).replace(tzinfo=UTC) - timedelta(hours=12)
    looks = [(start + timedelta(minutes=minutes)).timestamp() for minutes in range(0, 60 * 48, 10)]
    due = [last_due(now, "sunday", hour, zone) for now in looks]
    came = [moment for moment in sorted(set(due)) if moment > looks[0]]

    assert len(came) == 1
    there = datetime.fromtimestamp(came[0], ZoneInfo(zone))
    assert str(there.date()) == day
    assert there.hour == hour or (day, hour) in {("2026-03-29", 2), ("2026-03-08", 2)}

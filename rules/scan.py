"""What would have been nudged in an export: counts by week, channel and verdict, never a name."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from rules.export import Day
from rules.ledger import Ledger
from rules.model import Judgement, Verdict
from rules.replay import judge_in_time
from rules.ruleset import RuleSet

Shown = Callable[[str, str, Judgement], None]
"""Is given the channel, the text and the judgement of each message that would get a note."""


@dataclass
class Scan:
    """Counts, filled day by day; the days of a channel must come in the order of time."""

    ruleset: RuleSet
    messages: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many messages each week and channel hold."""
    verdicts: Counter[tuple[str, str, Verdict]] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    _ledger: Ledger = field(default_factory=Ledger)

    def add(self, day: Day, show: Shown | None = None) -> None:
        """Judge a day's messages, as the app would have, one after the other."""
        if day.broken:
            self.broken.append(day.name)
        for message in day.messages:
            key, place = (day.channel, message.user), (week_of(message.ts), day.channel)
            ts = float(message.ts)
            judgement = judge_in_time(self._ledger, key, ts, message.text, self.ruleset)
            self.messages[place] += 1
            self.verdicts[(*place, judgement.verdict)] += 1
            if show and judgement.nudges:
                show(day.channel, message.text, judgement)

    def rows(self, *, channels: bool = True) -> list[dict[str, Any]]:
        """A row for each week and channel that held a message, in order; weeks alone without."""
        sums: dict[tuple[str, str], Counter[str]] = {}
        for (week, channel), count in self.messages.items():
            row = sums.setdefault((week, channel if channels else ""), Counter())
            row["messages"] += count
            for verdict in Verdict:
                row[verdict] += self.verdicts[week, channel, verdict]
        names = ("messages", *(v for v in Verdict if v is not Verdict.CLEAR))
        return [
            {"week": week} | ({"channel": channel} if channels else {}) | {n: row[n] for n in names}
            for (week, channel), row in sorted(sums.items())
        ]


def week_of(ts: str) -> str:
    """The ISO week of a message's time, in UTC: 2026-W48."""
    year, week, _ = datetime.fromtimestamp(float(ts), UTC).isocalendar()
    return f"{year}-W{week:02}"

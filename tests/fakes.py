"""Fakes of the app's ports: each keeps what it was told, so that a test can look."""
# ruff: noqa: ARG002 - a fake takes what its port takes

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from bot.blocks import Note
from bot.memory import Past
from bot.model import Count, Delivery, Manner, Message, Outcome, Place, Sent
from bot.ports import Asker, CountRow
from rules import Ask, Finding, Judgement, Ledger, Nudge, Sign, Verdict


@dataclass
class FakeClock:
    """A clock that stands still until it is moved."""

    now: float = 1_767_000_000.0

    def __call__(self) -> float:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += seconds


JUDGED = {
    "fair": Judgement(Verdict.OPTIONAL, (Ask.AMPLIFY,), (), (Finding("amplify", 0, 4),)),
    "press": Judgement(Verdict.GENTLE, (Ask.AMPLIFY,), (), (Finding("amplify", 0, 5),)),
    "must": Judgement(
        Verdict.SERIOUS,
        (Ask.AMPLIFY,),
        (Sign.OBLIGATION,),
        (Finding("amplify", 0, 4), Finding("obligation", 0, 4)),
    ),
    "trial": Judgement(tried=("amplify.newcomer",)),
    "try and press": Judgement(
        Verdict.GENTLE,
        (Ask.AMPLIFY,),
        (),
        (Finding("amplify", 8, 13),),
        tried=("obligation.newcomer",),
    ),
    "forget it": Judgement(withdraws=True),
}
"""What the fake judge makes of a text's first word; all others are clear."""


@dataclass
class FakeJudge:
    """Judges by the table above; `broken` makes it fail."""

    broken: bool = False
    judged: list[str] = field(default_factory=list)

    async def __call__(self, text: str, *, asked_before: bool = False) -> Judgement:
        return self.now(text, asked_before=asked_before)

    def now(self, text: str, *, asked_before: bool = False) -> Judgement:
        if self.broken:
            raise ValueError(text)
        self.judged.append(text)
        found = next((j for start, j in JUDGED.items() if text.startswith(start)), Judgement())
        if asked_before and found.verdict < Verdict.FIRM and found.asks:
            return Judgement(Verdict.FIRM, found.asks, (Sign.REPEAT,), found.findings)
        return found


@dataclass
class FakePeople:
    """Everybody may be nudged but those named here."""

    spared: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    admins: set[str] = field(default_factory=set)
    managers: set[str] = field(default_factory=set)

    async def may_be_nudged(self, team: str, user: str) -> bool | None:
        return None if user in self.unknown else user not in self.spared

    async def is_admin(self, team: str, user: str) -> bool:
        return user in self.admins

    async def is_manager(self, team: str, user: str) -> bool:
        return user in self.managers


@dataclass
class FakeAsks:
    """The ledger itself, without a history."""

    ledger: Ledger = field(default_factory=Ledger)

    async def asked_before(self, asker: Asker, time: float) -> bool:
        return self.ledger.asked_before(asker, time)

    def known_before(self, asker: Asker, time: float) -> bool:
        return self.ledger.asked_before(asker, time)

    async def remember(self, asker: Asker, time: float) -> None:
        self.ledger.remember(asker, time)

    async def forget(self, asker: Asker, time: float) -> None:
        self.ledger.forget(asker, time)

    async def clear(self, asker: Asker) -> None:
        self.ledger.clear(asker)


@dataclass
class FakeNudger:
    """Remembers whom it was to nudge; `delivery` is what it answers, or raises."""

    delivery: Delivery | Exception = Delivery.ACCEPTED
    nudged: list[Message] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    manners: list[Manner] = field(default_factory=list)
    direct: tuple[str, str] | None = None

    async def nudge(
        self, message: Message, judgement: Judgement, nudge: Nudge, manner: Manner
    ) -> Sent:
        self.nudged.append(message)
        self.verdicts.append(judgement.verdict)
        self.manners.append(manner)
        if isinstance(self.delivery, Exception):
            raise self.delivery
        return Sent(self.delivery, self.direct)


@dataclass
class FakeAnswering:
    """Remembers what was said, by which way; `broken` addresses take nothing."""

    broken: set[str] = field(default_factory=set)
    said: list[tuple[str, object, str]] = field(default_factory=list)

    async def respond(self, url: str, note: Note, *, replace: bool = False) -> bool:
        if url in self.broken:
            return False
        self.said.append(("replaced" if replace else "answered", url, note.text))
        return True

    async def whisper(self, message: Message, note: Note) -> bool:
        self.said.append(("whispered", message.sender, note.text))
        return True

    async def change(self, place: tuple[str, str], note: Note) -> bool:
        self.said.append(("changed", place, note.text))
        return True


@dataclass
class FakePictures:
    """Remembers which pictures went to whom; `broken` takes none."""

    broken: bool = False
    sent: list[tuple[str, bytes, str]] = field(default_factory=list)

    async def send(self, user: str, png: bytes, *, title: str, alt: str) -> bool:
        if not self.broken:
            self.sent.append((user, png, alt))
        return not self.broken


@dataclass
class FakeReader:
    """A message as it stands now, and its address."""

    now: str | None = None
    address: str | None = "https://slack.example/p1"

    async def text(self, place: Place, sender: str) -> str | None:
        return self.now

    async def link(self, place: Place) -> str | None:
        return self.address


@dataclass
class FakeCounts:
    """Sums in a Counter; `broken` makes it fail."""

    broken: Exception | None = None
    sums: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    kept: list[CountRow] = field(default_factory=list)

    async def add(self, workspace: str, counts: Iterable[Count]) -> None:
        if self.broken:
            raise self.broken
        self.sums.update((c.kind, c.name, c.outcome.value) for c in counts)

    async def rows(self, workspace: str | None = None) -> list[CountRow]:
        return self.kept

    async def tables(self) -> dict[str, tuple[str, ...]]:
        if self.broken:
            raise self.broken
        return {"counts": ("week", "count")}

    def of(self, outcome: Outcome, name: str = "") -> int:
        """How often an outcome was counted, once a message: by verdict, or by message."""
        return sum(
            count
            for (kind, named, what), count in self.sums.items()
            if what == outcome.value and kind != "rule" and name in {"", named}
        )


@dataclass
class FakeHistory:
    """A channel's past; counts how often it was read."""

    past: list[Past] = field(default_factory=list)
    whole: bool = True
    reads: int = 0

    async def read(self, team: str, channel: str, oldest: float) -> tuple[list[Past], bool]:
        self.reads += 1
        return [one for one in self.past if one.time >= oldest], self.whole


@dataclass
class FakeClaims:
    """First come, once served."""

    taken: set[Hashable] = field(default_factory=set)

    async def claim(self, key: Hashable) -> bool:
        if key in self.taken:
            return False
        self.taken.add(key)
        return True

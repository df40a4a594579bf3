"""`python -m bot tour`: plays the story in the terminal and checks what each person sees."""

import argparse
import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.markup import escape

from bot.playing import (
    PATIENCE_SECONDS,
    act,
    form_words,
    home_words,
    new_notes,
    new_words,
    notes_of,
    say,
)
from bot.stage import Stage, StageError, set_stage
from bot.story import DAY, HOME, MINUTE, STORY, Deed, Scene

_CONFIG = """
[channels]
counted_only = ["C0LEADS005"]

[people]
manager_group = "S0MANAGER1"
"""
"""The pretend workspace's group of managers, and a channel in which nobody gets a note."""


_NOTE = "chat.postEphemeral"


@dataclass(slots=True)
class Tour:
    """The story as it is played: where, to whom, and what went otherwise than it should."""

    stage: Stage
    console: Console
    people: dict[str, dict[str, Any]]
    faults: list[str]

    async def play(self, scene: Scene) -> None:
        """Play one scene: say it, wait, look through everybody's eyes."""
        seconds = scene.days_later * DAY or scene.minutes_later * MINUTE
        await self.stage.do("advance", seconds=seconds)
        sender = self.people[scene.who]
        before = await self._notes()
        if scene.refused:
            await self.stage.do("fault", method=_NOTE, error="restricted_action")
        channel = await self._channel(sender["id"], scene.room)
        ts = await say(self.stage, sender["id"], channel, scene.text)
        await self._settled(lambda: self._noted(scene, before))
        self.console.rule(f"[bold]{escape(scene.title)}", align="left")
        if scene.text:
            self.console.print(f"[bold]{sender['name']}[/] in #{scene.room}: {escape(scene.text)}")
            self._compare(scene, before, await self._notes())
        for deed in scene.then:
            await self._act(scene, deed, channel, ts)

    async def _act(self, scene: Scene, deed: Deed, channel: str, ts: str) -> None:
        """Do as the sender does, and look whether those see it who should."""
        sender, before = self.people[scene.who], await self._notes()
        await act(self.stage, sender["id"], deed, channel, ts)

        async def told() -> bool:
            return any(deed.sees in each for each in await self._told(scene, deed, before))

        await self._settled(told)
        self.console.print(f"  [bold]{sender['name']}[/]: {escape(deed.title)}")
        everybody = "everybody in the channel"
        self._show(
            everybody if deed.public else f"only {sender['name']}",
            await self._told(scene, deed, before),
        )
        if not await told():
            self._fault(scene, f"{sender['name']} does not see “{deed.sees}”")
        self._compare_others(scene, deed, before, await self._notes())

    async def _told(self, scene: Scene, deed: Deed, before: Mapping[str, Any]) -> list[str]:
        """What came of a deed: before all, or before its doer alone."""
        seen = await self.stage.seen_by(self.people[scene.who]["id"])
        old, new = before[scene.who], notes_of(seen)
        if deed.public:
            return new_words(old, new)
        own = [*new_notes(old, new), *map(form_words, seen["modals"])]
        return own + (home_words(seen) if deed.kind == HOME else [])

    async def _noted(self, scene: Scene, before: Mapping[str, Any]) -> bool:
        after = await self._notes()
        return not scene.noted or bool(new_notes(before[scene.who], after[scene.who]))

    async def _settled(self, there: Callable[[], Awaitable[bool]]) -> None:
        """Wait until the app is quiet; on a slow machine, until what must come is there."""
        await self.stage.do("settled", timeout=PATIENCE_SECONDS)
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not await there():
                    await asyncio.sleep(0.05)

    def _compare_others(
        self, scene: Scene, deed: Deed, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> None:
        for key in self.people:
            noted = key != scene.who and before[key]["notes"] != after[key]["notes"]
            if noted or (new_words(before[key], after[key]) and not deed.public):
                self._fault(scene, f"others see something of “{deed.title}”")

    def _compare(self, scene: Scene, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        for key, person in self.people.items():
            new, public = new_notes(before[key], after[key]), new_words(before[key], after[key])
            self._show(f"only {person['name']}", new)
            if not new:
                self.console.print(f"  [dim]{person['name']} sees nothing more[/]")
            wanted = 1 if scene.noted and key == scene.who else 0
            if len(new) != wanted:
                self._fault(scene, f"{person['name']} sees {len(new)} new notes, not {wanted}")
            if public:
                self._fault(scene, f"{person['name']} sees a public message by the app")

    def _show(self, who: str, said: Sequence[str]) -> None:
        for each in said:
            self.console.print(f"  [green]{who} sees:[/]")
            for line in each.splitlines():
                self.console.print(f"    {escape(line)}")

    def _fault(self, scene: Scene, what: str) -> None:
        self.faults.append(f"{scene.title}: {what}")

    async def _channel(self, user: str, room: str) -> str:
        seen = await self.stage.seen_by(user)
        return next(str(c["id"]) for c in seen["channels"] if c["key"] == room)

    async def _notes(self) -> dict[str, Any]:
        """Each person's private notes so far, and what the app said to all that they see."""
        return {key: notes_of(await self.stage.seen_by(p["id"])) for key, p in self.people.items()}


def main(arguments: Sequence[str]) -> int:
    """Play the story; exit code 1 if anybody saw what they should not, or a note is missing."""
    parser = argparse.ArgumentParser("python -m bot tour", description=__doc__)
    parser.add_argument("--http", action="store_true", help="signed HTTP instead of Socket Mode")
    asked = parser.parse_args(arguments)
    try:
        return asyncio.run(_play(http=asked.http))
    except StageError as error:
        print(error, file=sys.stderr)
        return 1


async def _play(*, http: bool) -> int:
    async with set_stage(http=http, config=_CONFIG) as stage:
        everybody = await stage.seen_by("")
        people = {p["key"]: p for p in everybody["people"] if p["key"] != "outsider"}
        tour = Tour(stage, Console(highlight=False, width=100), people, [])
        for scene in STORY:
            await tour.play(scene)
        await asyncio.to_thread(_print_counts, tour)
        return _ending(tour)


def _print_counts(tour: Tour) -> None:
    tour.console.rule("[bold]What is kept: counts, and nothing else", align="left")
    counts = subprocess.run(
        [sys.executable, "-m", "bot", "stats"],
        env=dict(tour.stage.environment),
        capture_output=True,
        text=True,
        check=False,
    )
    tour.console.print(counts.stdout or counts.stderr, markup=False)
    if counts.returncode:
        tour.faults.append("the counts could not be read")


def _ending(tour: Tour) -> int:
    for fault in tour.faults:
        tour.console.print(f"[red]Not as it should be:[/] {escape(fault)}")
    if not tour.faults:
        tour.console.print("[green]Everybody saw what they should, and nobody saw more.[/]")
    return 1 if tour.faults else 0

"""`python -m bot tour`: plays the story in the terminal and checks what each person sees."""

import argparse
import asyncio
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.markup import escape

from bot.stage import Stage, StageError, set_stage

_CONFIG = "[nudge]\ncooldown_minutes = 0\n"
"""No pause between notes: the story is told in a minute."""
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Scene:
    """One message of the story, and whether its sender gets a note."""

    title: str
    who: str
    room: str
    text: str
    noted: bool
    days_later: int = 0


STORY = (
    Scene(
        "A cheerful first request",
        "manager",
        "general",
        "Wouldn't it be nice if we all marked our cover photos together? :blush: We made artwork "
        "for it, it's in <#C0DESIGN03|design>. Please put it on your Facebook, it's a team effort!",
        noted=True,
    ),
    Scene(
        "A special point for the first",
        "manager",
        "general",
        "A special point goes to Ana, the very first one to change her cover photo! :trophy: "
        "Who's next?",
        noted=True,
        days_later=1,
    ),
    Scene(
        "The third reminder that is “not mandatory”",
        "manager",
        "general",
        "Hi all, me with the cover photo again :sweat_smile: As I wrote on Tuesday and the week "
        "before, it's *not mandatory*! But it only really works when all of us have it.",
        noted=True,
        days_later=3,
    ),
    Scene(
        "A look at a colleague's profile",
        "manager",
        "design",
        "I wanted to see how <@U0LEECH004> is getting on with the new cover photo on Facebook, "
        "but I can't see it, is it private? Does anybody know if it's changed?",
        noted=True,
    ),
    Scene(
        "Marketing has an idea",
        "social",
        "marketing",
        "Thinking about the view count: there are sellers for PVA YouTube accounts, forty bucks "
        "for a hundred. I'd say we buy two packs and use them for watching and liking.",
        noted=True,
    ),
    Scene(
        "Working hours, to employees",
        "admin",
        "general",
        "Please stay off personal social media during working hours. In your breaks do as you "
        "like.",
        noted=False,
    ),
    Scene(
        "The same, to freelancers",
        "manager",
        "freelancers",
        "Dear freelancers, as a freelancer here please don't use your own social media during "
        "the working day.",
        noted=True,
    ),
    Scene(
        "The fair way: asked once, as a resource",
        "social",
        "general",
        "Asking this once: Ana drew a set of covers for our anniversary. Here they are "
        "<https://drive.example.com/covers|as a resource>, use one on your own profile only if "
        "you'd like to. I won't bring it up again.",
        noted=False,
    ),
)


@dataclass(slots=True)
class Tour:
    """The story as it is played: where, to whom, and what went otherwise than it should."""

    stage: Stage
    console: Console
    people: dict[str, dict[str, Any]]
    faults: list[str]

    async def play(self, scene: Scene) -> None:
        """Play one scene: say it, wait, look through everybody's eyes."""
        if scene.days_later:
            await self.stage.do("advance", seconds=scene.days_later * DAY)
        sender = self.people[scene.who]
        before = await self._notes()
        channel = await self._channel(sender["id"], scene.room)
        await self.stage.do("post", user=sender["id"], channel=channel, text=scene.text)
        await self.stage.do("settled", timeout=20)
        self.console.rule(f"[bold]{escape(scene.title)}", align="left")
        self.console.print(f"[bold]{sender['name']}[/] in #{scene.room}: {escape(scene.text)}")
        self._compare(scene, before, await self._notes())

    def _compare(self, scene: Scene, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        for key, person in self.people.items():
            new = after[key]["notes"][len(before[key]["notes"]) :]
            self._show(person["name"], new, after[key]["public"])
            wanted = 1 if scene.noted and key == scene.who else 0
            if len(new) != wanted:
                self._fault(scene, f"{person['name']} sees {len(new)} new notes, not {wanted}")
            if after[key]["public"]:
                self._fault(scene, f"{person['name']} sees a public message by the app")

    def _show(self, name: str, notes: Sequence[str], public: int) -> None:
        for note in notes:
            self.console.print(f"  [green]only {name} sees:[/]")
            for line in note.splitlines():
                self.console.print(f"    {escape(line)}")
        if not notes:
            extra = f" and {public} messages by the app" if public else ""
            self.console.print(f"  [dim]{name} sees nothing more{extra}[/]")

    def _fault(self, scene: Scene, what: str) -> None:
        self.faults.append(f"{scene.title}: {what}")

    async def _channel(self, user: str, room: str) -> str:
        seen = await self.stage.seen_by(user)
        return next(str(c["id"]) for c in seen["channels"] if c["key"] == room)

    async def _notes(self) -> dict[str, Any]:
        """Each person's private notes so far, and how many public messages by the app they see."""
        return {
            key: _by_the_app(await self.stage.seen_by(p["id"])) for key, p in self.people.items()
        }


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


def _by_the_app(seen: Mapping[str, Any]) -> dict[str, Any]:
    messages = [m for room in seen["messages"].values() for m in room if m["bot"]]
    notes = [_words(m) for m in messages if m["ephemeral"]]
    return {"notes": notes, "public": sum(1 for m in messages if not m["ephemeral"])}


def _words(message: Mapping[str, Any]) -> str:
    """A note's words, block by block, as a screen reader would read them."""
    lines: list[str] = []
    for block in message["blocks"] or []:
        parts = [block.get("text"), *block.get("elements", [])]
        texts = [_text(part) for part in parts if isinstance(part, dict)]
        lines.append("  ".join(text for text in texts if text))
    return "\n".join(line for line in lines if line) or str(message["text"])


def _text(part: Mapping[str, Any]) -> str:
    inner = part.get("text")
    if isinstance(inner, Mapping):
        return f"[{inner['text']}]"
    return str(inner or "")

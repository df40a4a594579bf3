"""A Slack export as it comes: a folder or a zip, read day by day and never unpacked to disk."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

_LISTS = ("channels.json", "groups.json")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\.json")
_SPOKEN = {None, "file_share", "thread_broadcast", "me_message"}
"""Subtypes that hold a person's own words (docs.slack.dev/reference/events/message)."""


class ExportError(ValueError):
    """An export that cannot be read: `str()` is one sentence with the cure."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A person's message. Whose it is serves to count, and is never shown."""

    ts: str
    user: str
    text: str


@dataclass(frozen=True, slots=True)
class Day:
    """A channel's messages of a day, in the order of time; none where the file is broken."""

    channel: str
    name: str
    messages: tuple[Spoken, ...]
    broken: bool = False


@dataclass(frozen=True)
class Export:
    """The files of an export by name."""

    name: str
    names: frozenset[str]
    read: Callable[[str], bytes]

    def days(self) -> list[tuple[str, str]]:
        """Channel and file of each day, channel by channel in the order of time."""
        channels = self._channels()
        parts = [(name, name.removeprefix(self._top()).split("/")) for name in self.names]
        found = [
            (path[0], name)
            for name, path in parts
            if len(path) == 2 and path[0] in channels and _DAY.fullmatch(path[1])  # noqa: PLR2004
        ]
        if not found:
            raise ExportError(
                f"{self.name}: holds no day of a channel, so there is nothing to scan"
            )
        return sorted(found)

    def day(self, channel: str, name: str, machines: frozenset[str]) -> Day:
        """Read one day."""
        try:
            entries = json.loads(self.read(name))
            spoken = [_spoken(entry) for entry in entries if _is_spoken(entry, machines)]
        except (ValueError, KeyError, TypeError, AttributeError):
            return Day(channel, name, (), broken=True)
        return Day(channel, name, tuple(sorted(spoken, key=lambda s: float(s.ts))))

    def machines(self) -> frozenset[str]:
        """Bots and guests, who get no note. An export without its list of people names none."""
        try:
            people = json.loads(self.read(self._top() + "users.json"))
        except (KeyError, ValueError, OSError):
            return frozenset()
        marks = ("is_bot", "is_restricted", "is_ultra_restricted")
        return frozenset(p["id"] for p in people if any(p.get(mark) for mark in marks))

    def _channels(self) -> set[str]:
        listed = [self._top() + name for name in _LISTS if self._top() + name in self.names]
        try:
            return {each["name"] for name in listed for each in json.loads(self.read(name))}
        except (ValueError, KeyError, TypeError) as error:
            raise ExportError(
                f"{self.name}: its list of channels is no JSON of Slack's; export it again"
            ) from error

    def _top(self) -> str:
        """The folder inside the zip, where there is one."""
        tops = [name.removesuffix(_LISTS[0]) for name in self.names if name.endswith(_LISTS[0])]
        if not tops:
            raise ExportError(
                f"{self.name}: holds no channels.json; name the folder or the zip of a Slack export"
            )
        return min(tops, key=len)


@contextmanager
def open_export(name: str) -> Iterator[Export]:
    """Open a folder or a zip. Raises `ExportError`."""
    path = Path(name)
    if path.is_dir():
        files = frozenset(f.relative_to(path).as_posix() for f in path.rglob("*.json"))
        yield Export(name, files, lambda file: (path / file).read_bytes())
        return
    try:
        with ZipFile(path) as packed:
            yield Export(name, frozenset(packed.namelist()), packed.read)
    except FileNotFoundError as error:
        raise ExportError(f"{name}: is not there; name a folder or a zip") from error
    except (BadZipFile, OSError) as error:
        raise ExportError(f"{name}: is no zip that can be read; export it again") from error


def _is_spoken(entry: dict[str, Any], machines: frozenset[str]) -> bool:
    """Whether a person wrote it: no bot, no app, no guest, no note that someone joined."""
    return (
        entry.get("type", "message") == "message"
        and entry.get("subtype") in _SPOKEN
        and not entry.get("bot_id")
        and entry.get("user") not in {None, "", "USLACKBOT", *machines}
        and bool(entry.get("ts"))
    )


def _spoken(entry: dict[str, Any]) -> Spoken:
    float(entry["ts"])
    return Spoken(entry["ts"], entry["user"], str(entry.get("text") or ""))

"""A Slack export as it comes: a folder or a zip, read day by day and never unpacked to disk."""

import json
import re
import zlib
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


_UNREADABLE = (OSError, BadZipFile, RuntimeError, zlib.error, EOFError)
"""What reading a file raises where it is damaged or locked; an encrypted zip is a RuntimeError."""
_LATEST = 1e11
"""Times later than this, the year 5138, are no times of Slack's."""


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
        """Read one day. Each message is its final form: Slack writes an edit over the old text."""
        try:
            spoken = [_spoken(e) for e in self._data(name) if _is_spoken(e, machines)]
        except (ValueError, KeyError, TypeError, AttributeError):
            return Day(channel, name, (), broken=True)
        once = {(each.ts, each.user): each for each in spoken}
        return Day(channel, name, tuple(sorted(once.values(), key=lambda s: float(s.ts))))

    def machines(self) -> frozenset[str]:
        """Bots and guests, who get no note. An export without its list of people names none."""
        marks = ("is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")
        try:
            people = self._data(self._top() + "users.json")
            return frozenset(str(p["id"]) for p in people if any(p.get(mark) for mark in marks))
        except (ValueError, KeyError, TypeError, AttributeError):
            return frozenset()

    def _data(self, name: str) -> Any:
        """A file's JSON. Raises `ValueError`, `KeyError` where there is no such file."""
        try:
            return json.loads(self.read(name))
        except FileNotFoundError as error:
            raise KeyError(name) from error
        except _UNREADABLE as error:  # JSON nested too deep is a RuntimeError, too
            raise ValueError(name) from error

    def _channels(self) -> set[str]:
        listed = [self._top() + name for name in _LISTS if self._top() + name in self.names]
        try:
            return {each["name"] for name in listed for each in self._data(name)}
        except (ValueError, KeyError, TypeError) as error:
            raise ExportError(
                f"{self.name}: its list of channels cannot be read; is it locked or cut short? "
                "Export it again"
            ) from error

    def _top(self) -> str:
        """The folder inside the zip, where there is one."""
        tops = [
            name.removesuffix(_LISTS[0])
            for name in self.names
            if name.rpartition("/")[2] == _LISTS[0]
        ]
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
    with _opened(path, name) as packed:
        yield Export(name, frozenset(packed.namelist()), packed.read)


def _opened(path: Path, name: str) -> ZipFile:
    try:
        return ZipFile(path)
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
        and not entry.get("bot_profile")
        and str(entry.get("user") or "USLACKBOT") not in {"USLACKBOT", *machines}
        and bool(entry.get("ts"))
    )


def _spoken(entry: dict[str, Any]) -> Spoken:
    ts = str(entry["ts"])
    if not 0 <= float(ts) < _LATEST:
        raise ValueError(ts)
    return Spoken(ts, str(entry["user"]), str(entry.get("text") or ""))

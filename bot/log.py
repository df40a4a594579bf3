"""Logs: JSON lines on stderr that cannot hold what people wrote, who they are, or a token."""

import logging
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

import structlog

_ALLOWED = frozenset(
    ("at", "code", "error", "event", "fields", "level", "mode", "port", "timestamp")
)
"""Keys that may be logged. They hold constants of the code and numbers, nothing from outside."""

_KNOWN = {
    "A new session": "socket_connected",
    "The session": "socket_reconnecting",
    "The old session": "socket_replaced",
    "The current session": "socket_closed",
    "Failed to connect": "socket_connect_failed",
    "Failed to retrieve WSS URL": "socket_url_failed",
    "Failed to check the current session": "socket_check_failed",
    "Failed to authorize": "authorize_failed",
    "Invalid request signature detected": "signature_refused",
    "Unhandled request": "request_not_handled",
    "Rate limited": "rate_limited",
    "Unsuccessful Bolt execution result": "request_failed",
    "Task exception was never retrieved": "task_failed",
}
"""What other libraries say, by its beginning: the rest of their lines may hold whole messages."""

_SILENT = ("As you gave `client` as well", "⚡️ Bolt app is running")
MAX_POSITIONS = 8


def set_up(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send all logs, ours and the libraries', through the guard to `stream` (default stderr).

    At every `level` other libraries stay at INFO or above: below it they build lines of bodies.
    """
    out = stream or sys.stderr
    number = logging.getLevelNamesMapping()[level]
    handler = logging.StreamHandler(out)
    handler.addFilter(_is_wanted)
    handler.setFormatter(_LibraryLine())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(number, logging.INFO))
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            guard,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.WriteLoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    sys.excepthook = _crashed


def guard(_logger: object, _method: str, entry: MutableMapping[str, Any]) -> dict[str, Any]:
    """Let known keys through; name how many were dropped."""
    kept = {key: value for key, value in entry.items() if key in _ALLOWED}
    dropped = len(entry) - len(kept)
    return kept | ({"fields": f"{dropped} dropped"} if dropped else {})


def describe(error: BaseException) -> dict[str, Any]:
    """An exception as types and code positions, never its message: that may quote anything."""
    return {
        "error": " < ".join(type(one).__name__ for one in _chain(error)),
        "at": [_position(frame) for frame in traceback.extract_tb(error.__traceback__)][
            -MAX_POSITIONS:
        ],
    }


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _position(frame: traceback.FrameSummary) -> str:
    return f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno} {frame.name}"


class _LibraryLine(logging.Formatter):
    """Another library's record as a JSON line: who spoke, and where in its code."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "event": _event_of(record),
            "logger": record.name.split(":", maxsplit=1)[0],
            "at": [f"{Path(record.pathname).name}:{record.lineno} {record.funcName}"],
        }
        if record.exc_info and record.exc_info[1]:
            entry |= describe(record.exc_info[1])
        entry["level"] = record.levelname.lower()
        stamped = structlog.processors.TimeStamper(fmt="iso", utc=True)(None, "", entry)
        return str(structlog.processors.JSONRenderer()(None, "", stamped))


def _event_of(record: logging.LogRecord) -> str:
    said = str(record.msg)
    return next((event for start, event in _KNOWN.items() if said.startswith(start)), "library")


def _is_wanted(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith(_SILENT)


def _crashed(_kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    structlog.get_logger().critical("crashed", **describe(error.with_traceback(trace)))

"""Logs let nothing of a message, a person or a token through, whoever writes them."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot import log


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level, hook = root.handlers[:], root.level, sys.excepthook
    out = io.StringIO()
    log.set_up("DEBUG", out)
    yield out
    root.handlers[:], sys.excepthook = before, hook
    root.setLevel(level)
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_our_own_lines_keep_known_keys_only(stream: io.StringIO) -> None:
    structlog.get_logger().warning("nudge_failed", code="no_text", text="canary", user="canary")

    (line,) = lines(stream)
    assert line.pop("timestamp")
    assert line == {
        "event": "nudge_failed",
        "level": "warning",
        "code": "no_text",
        "fields": "2 dropped",
    }


@pytest.mark.parametrize("name", ["slack_bolt.AsyncApp", "slack_sdk.web", "aiohttp.server", "x"])
def test_other_libraries_lines_name_their_place_and_no_word(name: str, stream: io.StringIO) -> None:
    logging.getLogger(name).error("canary %s", "canary", extra={"body": "canary"})

    (line,) = lines(stream)
    assert line["logger"] == name
    assert line["event"] == "library"
    assert line["at"][0].startswith("test_log.py:")
    assert "canary" not in stream.getvalue()


def test_other_libraries_are_silent_below_info_even_at_debug(stream: io.StringIO) -> None:
    logging.getLogger("slack_sdk.web").debug("Sending a request")
    logging.getLogger("slack_bolt.AsyncApp").debug("canary")

    assert stream.getvalue() == ""


def test_known_lines_get_a_name_and_boasts_are_dropped(stream: io.StringIO) -> None:
    logging.getLogger("slack_bolt.X").info("A new session (s_1) has been established")
    logging.getLogger("slack_bolt.X").info("⚡️ Bolt app is running!")

    assert [line["event"] for line in lines(stream)] == ["socket_connected"]


def test_an_exception_is_logged_by_type_and_place_and_never_by_message(
    stream: io.StringIO,
) -> None:
    def fail() -> None:
        {}["canary"]

    try:
        fail()
    except KeyError as error:
        again = ValueError("canary")
        again.__cause__ = error
        logging.getLogger("aiohttp.server").exception("canary", exc_info=again)

    (line,) = lines(stream)
    assert line["error"] == "ValueError < KeyError"
    assert line["level"] == "error"
    assert "canary" not in stream.getvalue()


def test_a_crash_leaves_no_message_behind(stream: io.StringIO) -> None:
    error = ValueError("canary")
    sys.excepthook(ValueError, error, None)

    assert lines(stream)[0]["event"] == "crashed"
    assert "canary" not in stream.getvalue()

"""JSON Lines in: messages, labelled messages and episodes; a bad line is named with its cure."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails, from_json

from rules.model import Ask, Sign, Verdict

Line = TypeVar("Line", bound=BaseModel)
Numbered = tuple[int, bytes]

Text = Annotated[str, Field(strict=True)]
Id = Text | Annotated[int, Field(strict=True)]
Timestamp = Annotated[str, Field(strict=True, pattern=r"^\d{1,11}(\.\d{1,9})?$")]
Group = Annotated[str, Field(coerce_numbers_to_str=True)]

_BOM = b"\xef\xbb\xbf"
_EXAMPLE = 'write one object a line, such as {"id": "1", "text": "…"}'


class LineError(ValueError):
    """A line that cannot be taken: `str()` names file, line and cure."""

    def __init__(self, file: str, number: int, problem: str) -> None:
        super().__init__(f"{file}:{number}: {problem}")
        self.file, self.number, self.problem = file, number, problem


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class Message(_Line):
    """A message to judge; other keys of its line are ignored."""

    id: Id
    text: Text


class Labels(_Line):
    """What a careful reader says of a message; asks and signs may be left out."""

    text: Text
    verdict: Verdict
    asks: tuple[Ask, ...] | None = None
    signs: tuple[Sign, ...] | None = None


class Labelled(Labels):
    """A message with its labels (policy, "Files of labelled messages")."""

    id: Id
    kind: Group = ""
    writer: Group = ""


class Posted(_Line):
    """A message of an episode: `ts` as Slack gives it, seconds with a fraction."""

    ts: Timestamp
    channel: Text
    user: Text
    text: Text


class PostedLabelled(Posted, Labels):
    """A message of an episode with its labels."""


class Episode(_Line):
    """Messages of one workspace over time; each episode begins with nothing asked."""

    id: Id
    messages: tuple[Posted, ...]


class LabelledEpisode(_Line):
    """An episode with labels on its messages."""

    id: Id
    messages: tuple[PostedLabelled, ...]
    kind: Group = ""
    writer: Group = ""


def read_lines(
    chunks: Iterable[bytes], after_chunk: Callable[[], None] = lambda: None
) -> Iterator[Numbered]:
    """Give the lines that are not blank, numbered from 1.

    `after_chunk` is called when all whole lines at hand are used, before more is waited for.
    """
    number, pending = 1, [b""]
    for chunk in chunks:
        first, *others = chunk.split(b"\n")
        pending.append(first)
        for following in others:
            if line := _whole(number, pending):
                yield number, line
            number, pending = number + 1, [following]
        after_chunk()
    if line := _whole(number, pending):
        yield number, line


def _whole(number: int, parts: list[bytes]) -> bytes:
    """The line, or nothing where it is blank; a byte order mark is no part of the first."""
    line = b"".join(parts)
    if number == 1:
        line = line.removeprefix(_BOM)
    return b"" if line.isspace() else line


def parse_line(model: type[Line], line: bytes, file: str, number: int) -> Line:
    """Give a line as a model. Raises `LineError`."""
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
        raise LineError(file, number, _problem(error.errors()[0])) from error


def parse_message(line: bytes, file: str, number: int) -> tuple[str | int, str]:
    """Give a message's id and text. Raises `LineError`."""
    # Three times as fast as the model, which is left to say what is wrong with a line.
    with suppress(ValueError):
        data = from_json(line)
        if type(data) is dict and type(data.get("text")) is str and type(data.get("id")) is str:
            return data["id"], data["text"]
    message = parse_line(Message, line, file, number)
    return message.id, message.text


def parse_labelled(line: bytes, file: str, number: int) -> Labelled | LabelledEpisode:
    """Give a labelled message, or an episode where the line has messages. Raises `LineError`."""
    if "messages" in _keys(line):
        return parse_line(LabelledEpisode, line, file, number)
    return parse_line(Labelled, line, file, number)


def parse_episode(line: bytes, file: str, number: int) -> tuple[Episode, dict[str, Any]]:
    """Give an episode, and the same with every key its line has. Raises `LineError`."""
    return parse_line(Episode, line, file, number), from_json(line)


def _keys(line: bytes) -> set[str]:
    with suppress(ValueError):
        data = from_json(line)
        return set(data) if isinstance(data, dict) else set()
    return set()


def _problem(error: ErrorDetails) -> str:
    where = ".".join(_place(error))
    cure = _CURES.get(error["type"])
    if cure is not None:
        return cure(where, error)
    return f"“{where}”: {error['msg'][:1].lower()}{error['msg'][1:]}"


def _place(error: ErrorDetails) -> list[str]:
    """The keys that lead to the fault, items counted from 1; less the branch of a choice."""
    keys = [str(part + 1) if isinstance(part, int) else part for part in error["loc"]]
    return keys[:-1] if keys and keys[-1] in ("str", "int") else keys


def _not_json(_where: str, error: ErrorDetails) -> str:
    reason = str(error["ctx"]["error"]).replace(" at line 1", ", at")
    return f"is not valid JSON ({reason}); {_EXAMPLE}"


def _not_object(where: str, _error: ErrorDetails) -> str:
    return f"“{where}” is no object; write {{…}}" if where else f"is no object; {_EXAMPLE}"


def _missing(where: str, _error: ErrorDetails) -> str:
    return f"“{where}” is missing; add it"


def _not_text(where: str, _error: ErrorDetails) -> str:
    return f"“{where}” is no text; put it in double quotes"


def _not_list(where: str, _error: ErrorDetails) -> str:
    return f"“{where}” is no list; write […]"


def _not_time(where: str, _error: ErrorDetails) -> str:
    return f'“{where}” is no Slack time; write it as "1767000000.000100"'


def _not_known(where: str, error: ErrorDetails) -> str:
    known: type[StrEnum] = Verdict if where.endswith("verdict") else _named(where)
    words, given = [str(word) for word in known], str(error["input"])
    near = get_close_matches(given, words, 1)
    hint = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(words)}"
    return f"“{where}” is “{given[:30]}”, which the policy does not know; {hint}"


def _named(where: str) -> type[StrEnum]:
    return Ask if "asks" in where else Sign


_CURES: dict[str, Callable[[str, ErrorDetails], str]] = {
    "json_invalid": _not_json,
    "model_type": _not_object,
    "missing": _missing,
    "string_type": _not_text,
    "tuple_type": _not_list,
    "string_pattern_mismatch": _not_time,
    "enum": _not_known,
}

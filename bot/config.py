"""config.toml: every setting, checked strictly, every mistake with its cure."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from bot.due import Weekday

CONFIG = "config.toml"

ChannelId = Annotated[str, StringConstraints(pattern=r"^[CG][A-Z0-9]{2,30}$")]
GroupId = Annotated[str, StringConstraints(pattern=r"^(S[A-Z0-9]{2,30})?$")]
UserId = Annotated[str, StringConstraints(pattern=r"^[UW][A-Z0-9]{2,30}$")]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class NudgeSettings(_Table):
    """How often a person hears from the app."""

    cooldown_minutes: Annotated[int, Field(ge=0, le=10_080)] = 10
    daily: Annotated[int, Field(ge=1, le=100)] = 3
    managers_only: bool = False
    policy_link: Annotated[str, StringConstraints(pattern=r"^(https?://[^\s<>|\"]{3,490})?$")] = ""


class ChannelSettings(_Table):
    """Where the app listens."""

    watched: list[ChannelId] = []
    excluded: list[ChannelId] = []
    counted_only: list[ChannelId] = []
    shared: bool = False
    introduce: bool = True


class PeopleSettings(_Table):
    """Whom the app writes to, and who counts as an admin or a manager."""

    guests: bool = False
    outsiders: bool = False
    admins: list[UserId] = []
    managers: list[UserId] = []
    manager_group: GroupId = ""
    admin_group: GroupId = ""
    contact: Annotated[str, Field(max_length=300)] = ""


class AdminSettings(_Table):
    """Where changes to the rules are told, and whether it is kept who made them."""

    channel: Annotated[str, StringConstraints(pattern=r"^([CG][A-Z0-9]{2,30})?$")] = ""
    keep_authors: bool = False


class RepeatSettings(_Table):
    """How long an ask is remembered, and how far back history is read after a start."""

    window_days: Annotated[int, Field(ge=1, le=90)] = 14
    history_pages: Annotated[int, Field(ge=0, le=20)] = 3
    history_seconds: Annotated[int, Field(ge=1, le=30)] = 3


class CountSettings(_Table):
    """How long counts are kept, and from which number on they are shown."""

    keep_weeks: Annotated[int, Field(ge=4, le=520)] = 53
    shown_from: Annotated[int, Field(ge=5, le=1_000)] = 5


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("is no time zone; write it like Europe/Stockholm") from error
    return name


class DigestSettings(_Table):
    """The weekly digest for admins, and when a rule sets itself on trial."""

    channel: Annotated[str, StringConstraints(pattern=r"^([CG][A-Z0-9]{2,30})?$")] = ""
    weekday: Weekday = "monday"
    hour: Annotated[int, Field(ge=0, le=23)] = 9
    timezone: Annotated[str, AfterValidator(_known_zone)] = "UTC"
    demote_below: Annotated[int, Field(ge=0, le=50)] = 25
    demote_answers: Annotated[int, Field(ge=10, le=1_000)] = 20


class RuleSettings(_Table):
    """What a deployment changes in the rules; admins' changes lie over that."""

    folder: str = ""


class ServerSettings(_Table):
    """The HTTP server of `serve`."""

    host: str = "0.0.0.0"  # noqa: S104 - a host in front of it ends TLS; say 127.0.0.1 to stay local


class Config(_Table):
    """Everything of config.toml."""

    nudge: NudgeSettings = NudgeSettings()
    channels: ChannelSettings = ChannelSettings()
    people: PeopleSettings = PeopleSettings()
    admin: AdminSettings = AdminSettings()
    repeat: RepeatSettings = RepeatSettings()
    counts: CountSettings = CountSettings()
    digest: DigestSettings = DigestSettings()
    rules: RuleSettings = RuleSettings()
    server: ServerSettings = ServerSettings()


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: the file (or the environment), the key, what is wrong and how to mend it."""

    file: str
    key: str
    problem: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.key, self.problem) if part)


class SettingsError(Exception):
    """Settings that cannot be taken; `problems` has every mistake, str() one a line."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def parse_config(text: str, name: str = CONFIG) -> Config:
    """Check the text of a config file. Raises `SettingsError`."""
    try:
        return Config.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError([Problem(name, "", f"is not valid TOML: {error}")]) from error
    except ValidationError as error:
        raise SettingsError(list(explained(name, error))) from error


def explained(name: str, error: ValidationError) -> Iterator[Problem]:
    """Every mistake that was found in the settings of the file `name`, with its cure."""
    for mistake in error.errors():
        path = tuple(str(part) for part in mistake["loc"])
        yield Problem(name, ".".join(path), _cure(path, mistake["type"], mistake["msg"]))


def _cure(path: tuple[str, ...], kind: str, message: str) -> str:
    if kind == "string_pattern_mismatch":
        if path[-1].endswith("_link"):
            return "is no web address; it begins with https://"
        like = "like C0123ABCD, U0123ABCD or S0123ABCD"
        return f"is no id as Slack makes them ({like}); copy it from the profile"
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    if kind != "extra_forbidden":
        return message[0].lower() + message[1:]
    known = _keys(path[:-1])
    near = get_close_matches(path[-1], known, 1)
    hint = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(known)}"
    return f"is an unknown setting; {hint}"


def _keys(path: tuple[str, ...]) -> list[str]:
    table = getattr(Config(), path[0]) if path else Config()
    return list(type(table).model_fields)

"""Settings that an admin may change from Slack: read, checked and laid over config.toml. Pure."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from bot.changes import SetSetting, Value
from bot.config import Config, SettingsError, explained

OPERATORS = frozenset(
    {
        "admin.keep_authors",
        "counts.keep_weeks",
        "counts.shown_from",
        "people.admin_group",
        "people.admins",
        "people.managers",
        "repeat.history_pages",
        "repeat.history_seconds",
        "rules.folder",
        "server.host",
    }
)
"""Settings of config.toml alone: who is an admin, what is kept, how the machine is used.

Lists of people stay there as well: the database holds no name. And whoever could change from which
number on counts are shown could tell small ones from what appears.
"""
_ON, _OFF = {"on", "yes", "true", "1"}, {"off", "no", "false", "0"}
_ID = re.compile(r"<[#@!](?:subteam\^)?([A-Z0-9]+)(?:\|[^>]*)?>")


class SettingError(Exception):
    """A setting that cannot be taken; str() says what is wrong and how to mend it."""


def settable() -> dict[str, FieldInfo]:
    """Every setting an admin may change, by its name in config.toml with a dot."""
    return {name: field for name, field in _fields() if name not in OPERATORS}


def value_of(config: Config, name: str) -> Value:
    """What a setting holds now."""
    table, key = name.split(".")
    held: Value = getattr(getattr(config, table), key)
    return held


def read_setting(name: str, typed: str) -> SetSetting:
    """Read `NAME VALUE` as somebody typed it. Raises `SettingError`."""
    name = name.lower()
    field = settable().get(name)
    if field is None:
        raise SettingError(_unknown(name))
    change = SetSetting(name=name, value=_value(field, typed.strip()))
    with_setting(Config(), change)
    return change


def with_setting(config: Config, change: SetSetting) -> Config:
    """The config with one setting changed. Raises `SettingError`."""
    if change.name not in settable():
        raise SettingError(_unknown(change.name))
    table, key = change.name.split(".")
    data = config.model_dump()
    data[table][key] = change.value
    try:
        return Config.model_validate(data)
    except ValidationError as error:
        raise SettingError(str(SettingsError(list(explained("", error))))) from error


def _fields() -> Iterator[tuple[str, FieldInfo]]:
    for table, held in Config.model_fields.items():
        model = held.annotation
        if isinstance(model, type) and issubclass(model, BaseModel):
            yield from ((f"{table}.{key}", field) for key, field in model.model_fields.items())


def _value(field: FieldInfo, typed: str) -> Value:
    kind: Any = field.annotation
    if kind is bool:
        return _switch(typed)
    if kind is int:
        return int(typed) if re.fullmatch(r"-?[0-9]{1,9}", typed) else typed
    if get_origin(kind) is list:
        found: Sequence[str] = _ID.sub(r" \1 ", typed).replace(",", " ").split()
        return [] if typed.lower() == "none" else list(dict.fromkeys(found))
    plain = _ID.sub(r"\1", typed)
    return "" if plain.lower() == "none" else plain


def _switch(typed: str) -> Value:
    return True if typed.lower() in _ON else False if typed.lower() in _OFF else typed


def _unknown(name: str) -> str:
    if name in OPERATORS:
        return f"{name} is set in config.toml only"
    near = get_close_matches(name, list(settable()), 1)
    return f"{name} is no setting; did you mean {near[0]}?" if near else f"{name} is no setting"

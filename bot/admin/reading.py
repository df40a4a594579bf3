"""What an admin typed into a form, read as changes. Pure."""

import html
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from bot.admin.files import as_files
from bot.admin.forms import CHANNEL_LISTS, EXCEPTION, IMPORT, PHRASE, RULE, SETTING, TYPED, WHY
from bot.blocks import Words
from bot.changes import Change, SetSetting
from bot.live_settings import SettingError, read_setting
from rules import AddException, AddPhrase, AddRule, RuleError, SetWhy, import_folder


class FormError(Exception):
    """A form that cannot be taken: names the field, and says what is wrong with it."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(problem)
        self.field, self.problem = field, problem


MAIN = {
    PHRASE: "phrase",
    EXCEPTION: "words",
    RULE: "phrases",
    WHY: "why",
    SETTING: "value",
    IMPORT: "file",
}
"""The field beside which it is said that a form's change does not apply."""


def read_form(view: Mapping[str, Any], words: Words) -> tuple[Change, ...]:
    """The changes that a form asks for. Raises `FormError`."""
    name, typed = view["callback_id"], _typed(view)
    try:
        return tuple(_READERS[name](typed))
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else MAIN[name]
        said = words.get(f"bot.admin.wrong.{first['type']}", "")
        problem = said.format(**first.get("ctx", {})) or first["msg"]
        raise FormError(field if field in typed else MAIN[name], problem) from error
    except (RuleError, SettingError) as error:
        raise FormError(MAIN[name], str(error)) from error


def read_channels(view: Mapping[str, Any], held: Mapping[str, list[str]]) -> tuple[Change, ...]:
    """The lists of channels that are no longer as they were held."""
    values = view["state"]["values"]
    chosen = {
        name: list(values.get(name, {}).get(TYPED, {}).get("selected_conversations") or [])
        for name in CHANNEL_LISTS
    }
    return tuple(
        SetSetting(name=f"channels.{name}", value=each)
        for name, each in chosen.items()
        if each != held[name]
    )


def sentences(view: Mapping[str, Any]) -> list[str]:
    """The sentences to try, as messages would hold them."""
    typed = _typed(view).get("try", "")
    return [_as_sent(line.strip()) for line in typed.splitlines() if line.strip()]


def _typed(view: Mapping[str, Any]) -> dict[str, str]:
    """The fields by their names; a menu's choice by its value."""
    fields = {name: held.get(TYPED, {}) for name, held in view["state"]["values"].items()}
    return {name: _value(held).strip() for name, held in fields.items()}


def _value(held: Mapping[str, Any]) -> str:
    return str(held.get("value") or (held.get("selected_option") or {}).get("value") or "")


def _as_sent(typed: str) -> str:
    # A field holds what was typed; a message would come with & < > as entities.
    return html.escape(typed, quote=False)


def _rule(typed: Mapping[str, str]) -> AddRule:
    lines = {name: _lines(typed[name]) for name in ("phrases", "nudged", "clear")}
    plain = {name: typed[name] for name in ("id", "about", "title", "why")}
    return AddRule.model_validate({**plain, **lines})


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


_READERS: dict[str, Callable[[Mapping[str, str]], Sequence[Change]]] = {
    PHRASE: lambda typed: [AddPhrase(rule=typed["rule"], phrase=typed["phrase"])],
    EXCEPTION: lambda typed: [AddException(words=typed["words"], means=typed["means"])],
    WHY: lambda typed: [SetWhy(rule=typed["rule"], why=typed["why"])],
    RULE: lambda typed: [_rule(typed)],
    SETTING: lambda typed: [read_setting(typed["name"], _as_sent(typed["value"]))],
    IMPORT: lambda typed: import_folder(as_files(typed["file"])),
}

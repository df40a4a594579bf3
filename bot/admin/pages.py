"""The tables of docs/admin.md, made from the code: every command, every setting. Pure."""

import re
from collections.abc import Iterator

from bot.admin.words import help_keys
from bot.answers import ADMINS, EVERYONE
from bot.blocks import Words
from bot.config import Config
from bot.live_settings import settable, value_of

_MARKED = re.compile(r"(<!-- (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_LINE = re.compile(r"`([^`]+)`: (.*)", re.DOTALL)


def with_tables(page: str, words: Words, example: str) -> str:
    """The page with its marked tables made anew. `example`: the text of config.example.toml."""
    tables = {"commands": commands_table(words), "settings": settings_table(example)}
    return _MARKED.sub(lambda found: f"{found[1]}{tables[found[2]]}{found[3]}", page)


def commands_table(words: Words) -> str:
    """Every word of `/askonce`: who may use it, and what it does."""
    rows = [
        f"| {who} | `{_cell(line[1])}` | {_cell(line[2])} |"
        for who, names in (("everyone", EVERYONE), ("admins", ADMINS))
        for name in names
        for line in _help(name, words)
    ]
    return "\n".join(["| who | command | what it does |", "| --- | --- | --- |", *rows, ""])


def settings_table(example: str) -> str:
    """Every setting that can be changed from Slack: its default, and what it is for."""
    why = _comments(example)
    rows = [f"| `{name}` | {_default(name)} | {_cell(why.get(name, ''))} |" for name in settable()]
    return "\n".join(["| setting | at first | what it is |", "| --- | --- | --- |", *rows, ""])


def _help(name: str, words: Words) -> Iterator[re.Match[str]]:
    for key in help_keys(name):
        found = _LINE.fullmatch(words[f"bot.help.{key}"])
        if found:
            yield found


def _comments(example: str) -> dict[str, str]:
    """What stands above each setting of the example; nothing above it means the same as before."""
    table, said, found = "", "", dict[str, str]()
    for line in example.splitlines():
        if line.startswith("["):
            table, said = line.strip("[] "), ""
        elif line.startswith("#"):
            said = f"{said} {line.removeprefix('#').strip()}".strip()
        elif "=" in line:
            found[f"{table}.{line.split('=')[0].strip()}"] = said
            said = ""
    return found


def _default(name: str) -> str:
    value = value_of(Config(), name)
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"`{value}`" if value not in ("", []) else "nothing"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())

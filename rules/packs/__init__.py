"""The packs that ship with the app: their files' texts, read as package data."""

import json
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


def pack_files(language: str = "en") -> dict[str, str]:
    """Every rule file of a language, by its path inside the pack."""
    root = files(__package__).joinpath(language)
    return {f"{language}/{path}": text for path, text in _walk(root, "")}


@cache
def labelled_texts(language: str = "en") -> tuple[str, ...]:
    """A few hundred messages as companies write them, to see by them what a change would do."""
    lines = files(__package__).joinpath(language, "messages.jsonl").read_text(encoding="utf-8")
    return tuple(json.loads(line)["text"] for line in lines.splitlines())


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.is_dir():
            found += _walk(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".toml"):
            found.append((prefix + entry.name, entry.read_text(encoding="utf-8")))
    return found

"""An export of rules as one text that people can copy, and that text read again. Pure."""

import re
from collections.abc import Mapping

_HEAD = re.compile(r"^# file: (\S{1,200})[ \t]*$", re.MULTILINE)


def as_text(files: Mapping[str, str]) -> str:
    """All files one after the other, each under a line with its name."""
    return "\n".join(f"# file: {name}\n{text.rstrip()}\n" for name, text in files.items())


def as_files(text: str) -> dict[str, str]:
    """The files of such a text; what stands before the first name belongs to none."""
    parts = _HEAD.split(text)[1:]
    return dict(zip(parts[::2], (part.strip() + "\n" for part in parts[1::2]), strict=True))

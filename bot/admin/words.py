"""The words that admins may put after `/askonce`. Pure."""

from difflib import get_close_matches

ADMIN_WORDS = ("rules", "set", "channels", "pause", "resume")
RULES = ("show", "on", "off", "trial", "add", "try", "undo", "history", "export", "import")
"""Words that may follow `rules`."""
STATUSES = ("on", "off", "trial")


def help_keys(word: str) -> tuple[str, ...]:
    """The keys of the lines of help for a word, its own first."""
    return (word, *(f"rules_{each}" for each in RULES)) if word == "rules" else (word,)


def nearest(word: str) -> str:
    """The word that may follow `rules` and looks most like this one; nothing where none does."""
    near = get_close_matches(word.lower(), RULES, 1, cutoff=0.4)
    return near[0] if near else ""

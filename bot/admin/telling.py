"""A change told in one line of mrkdwn. Pure; everything echoed is escaped."""

import re

from bot.blocks import Words
from bot.changes import Change, Pause, Resume, SetSetting, Unapplied, Undo, Value
from bot.mrkdwn import escape, moment
from rules import AddException, AddPhrase, AddRule, SetStatus

ECHO = 300
"""Characters of a phrase or a reason that are shown."""
REASON = 600
"""Characters of what is wrong with a change."""
_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,30}")


def told(change: Change, words: Words) -> str:
    """What a change says, in a line."""
    key = f"bot.admin.told.{change.kind}"
    if isinstance(change, SetStatus):
        return words[f"{key}_{change.status}"].format(rule=escape(change.rule, ECHO))
    if isinstance(change, Pause):
        return words[key].format(end=moment(change.until))
    if isinstance(change, Resume):
        return words[key]
    if isinstance(change, Undo):
        return words[key].format(id=change.id)
    if isinstance(change, SetSetting):
        value = value_told(change.value, words)
        return words[key].format(name=escape(change.name, ECHO), value=value)
    fields = {
        name: escape(value, ECHO)
        for name, value in change.model_dump().items()
        if type(value) is str
    }
    return words[key].format(**fields) + (words["bot.admin.told.trial"] if on_trial(change) else "")


def on_trial(change: Change) -> bool:
    """Whether a change brings something that is only counted."""
    if isinstance(change, AddPhrase | AddException):
        return change.trial
    return isinstance(change, AddRule) and change.status == "trial"


def value_told(value: Value, words: Words) -> str:
    """What a setting holds: channels by their names, nothing as a word for it."""
    if isinstance(value, bool):
        return words["bot.admin.on" if value else "bot.admin.off"]
    parts = value if isinstance(value, list) else [str(value)]
    shown = [f"<#{p}>" if _CHANNEL.fullmatch(p) else escape(p, ECHO) for p in parts[:50] if p]
    return ", ".join(shown) or words["bot.admin.none"]


def reason_told(unapplied: Unapplied, words: Words) -> str:
    """Why something does not apply, and what it was."""
    reason = escape(unapplied.reason, REASON)
    what = told(unapplied.change, words) if unapplied.change else ""
    return f"{what}: {reason}" if what else reason

"""What a note's buttons carry there and back: in Slack's keeping, so that nothing is in ours."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from bot.model import NOWHERE, Place, rules_of
from bot.mrkdwn import clip, escape, readable
from rules import Ask, Judgement, Nudge, Sign, Verdict, of_rule

VALUE_LIMIT, OPTION_LIMIT = 2_000, 150
"""Characters Slack takes in a button's value and an option's (reference/block-kit)."""
PHRASES, PHRASE_LIMIT = 3, 150


@dataclass(frozen=True, slots=True)
class Reasons:
    """The rules behind a note, the words that were noticed, and where its message stands."""

    verdict: str
    rules: tuple[str, ...]
    noticed: tuple[str, ...] = ()
    place: Place = NOWHERE

    def dump(self) -> str:
        """Write it as a button's value; drops phrases until Slack's limit holds."""
        at = (self.place.channel, self.place.ts, self.place.thread)
        for kept in range(len(self.noticed), -1, -1):
            value = _packed({"v": self.verdict, "r": self.rules, "n": self.noticed[:kept], "m": at})
            if len(value) <= VALUE_LIMIT:
                return value
        return _packed({"v": self.verdict, "r": [], "n": []})

    @classmethod
    def parse(cls, value: str) -> "Reasons":
        """Read a button's value; what is no value of ours reads as empty."""
        try:
            data = json.loads(value)
            at = (*_strings(data.get("m")), "", "", "")[:3]
            return cls(str(data["v"]), _strings(data["r"]), _strings(data["n"]), Place(*at))
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls("", ())

    @property
    def said(self) -> str:
        """What was noticed, as a text for mrkdwn: what a note can be made of once more."""
        return escape("\n".join(self.noticed), VALUE_LIMIT)

    def judgement(self) -> Judgement | None:
        """The judgement as far as its rules tell; None where they name no ask."""
        borne = set(map(of_rule, self.rules))
        asks = tuple(ask for ask in Ask if ask in borne)
        signs = tuple(sign for sign in Sign if sign in borne)
        verdict = Verdict(self.verdict) if self.verdict in set(Verdict) else Verdict.GENTLE
        return Judgement(verdict, asks, signs) if asks else None


def reasons_of(judgement: Judgement, nudge: Nudge, place: Place) -> Reasons:
    """What the buttons of a note carry."""
    rules, noticed = rules_of(judgement), phrases(nudge.noticed)
    return Reasons(judgement.verdict.value, rules, noticed, place)


def phrases(noticed: Iterable[str]) -> tuple[str, ...]:
    """The first few things that were noticed, each readable, short and once."""
    read = (clip(readable(phrase), PHRASE_LIMIT) for phrase in noticed)
    return tuple(dict.fromkeys(phrase for phrase in read if phrase))[:PHRASES]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice from a note's menu: what was chosen, of which rule, on which message."""

    choice: str
    rule: str = ""
    place: Place = NOWHERE

    def dump(self) -> str:
        """Write it as an option's value, which is short: a rule too long for it is left out."""
        return " ".join((self.choice, self.place.channel, self.place.ts, self.rule))[:OPTION_LIMIT]

    @classmethod
    def parse(cls, value: str) -> "Chosen":
        """Read an option's value; what is no value of ours reads as no choice."""
        choice, channel, ts, rule = (*value.split(" "), "", "", "", "")[:4]
        return cls(choice, rule, Place(channel, ts))


def _packed(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _strings(values: object) -> tuple[str, ...]:
    return tuple(str(value) for value in values) if isinstance(values, list) else ()

"""Rules as the engine uses them: compiled, immutable, shareable."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from rules.automaton import Automaton
from rules.combination import Combination, Window
from rules.model import of_rule
from rules.offers import Offers
from rules.phrases import Path
from rules.prefilter import Prefilter

Kind = Literal["ask", "sign", "clear"]
Status = Literal["on", "trial", "off"]
Scope = Literal["words", "clause", "sentence", "near", "message"]
FORWARDED = "forwarded"
"""The concept that makes what is quoted the sender's own request."""
WITHDRAWN = "withdrawn"
"""The case that takes an earlier ask back: the engine knows it by name."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One file of the pack: an ask, a sign, or a case that stays clear."""

    id: str
    kind: Kind
    title: str
    why: str
    source: str
    status: Status
    combinations: tuple[Combination, ...]
    scope: Scope
    spares: frozenset[str]
    unless: tuple[str, ...]
    unless_within: Window
    nudged: tuple[str, ...]
    clear: tuple[str, ...]
    after_an_ask: tuple[str, ...] = ()
    """Examples that are found only where the same sender asked before."""
    optional: tuple[str, ...] = ()
    """Examples that ask and leave the choice open."""

    @property
    def bears(self) -> str:
        """The ask or sign that it finds."""
        return of_rule(self.id)


@dataclass(frozen=True, eq=False)
class RuleSet:
    """All rules, compiled: immutable, so threads may share it; equal to itself alone."""

    rules: tuple[Rule, ...]
    automaton: Automaton = field(repr=False)
    make_prefilter: Callable[[], Prefilter] = field(repr=False)
    make_follow_ups: Callable[[], Prefilter] = field(repr=False)
    concepts: Mapping[str, tuple[str, ...]] = field(repr=False)
    spelling: Mapping[str, str] = field(repr=False)
    openers: frozenset[str] = field(repr=False)
    breakers: frozenset[str] = field(repr=False)
    words: Mapping[str, str] = field(repr=False)
    offers: Offers = field(default=Offers(), repr=False)
    paths: Mapping[str, Sequence[Path]] = field(default_factory=dict, repr=False)
    """Every concept's phrases as they were parsed, so that more can be laid over them."""
    often: Mapping[str, float] = field(default_factory=dict, repr=False)
    """In how many of a thousand messages common words are."""
    added: tuple[Prefilter, ...] = field(default=(), repr=False)
    """Prefilters of the asks that were laid over those of the pack."""

    @cached_property
    def prefilter(self) -> Prefilter:
        """Tells that a message holds no ask: made when first needed."""
        return self.make_prefilter()

    @cached_property
    def follow_ups(self) -> Prefilter:
        """The prefilter for what presses only after an earlier ask: made when first needed."""
        return self.make_follow_ups()

    def of_kind(self, kind: Kind) -> tuple[Rule, ...]:
        """The rules of a kind that have a say; a case that stays clear has it on trial, too."""
        return self._by_kind[kind]

    @cached_property
    def on_trial(self) -> tuple[Rule, ...]:
        """The asks and signs that are only counted. A case on trial has its say: it is silence."""
        return tuple(r for r in self.rules if r.status == "trial" and r.kind != "clear")

    def named(self, rule_id: str) -> tuple[Rule, ...]:
        """The rule of that id, if there is one and it is not switched off."""
        return tuple(r for r in self.rules if r.id == rule_id and r.status != "off")

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Rule, ...]]:
        live = [r for r in self.rules if r.status != "off" and r not in self.on_trial]
        return {k: tuple(r for r in live if r.kind == k) for k in ("ask", "sign", "clear")}


def switch(ruleset: RuleSet, rule_id: str, status: Status) -> RuleSet:
    """The same rules with one of them on, on trial or off."""
    rules = (replace(r, status=status) if r.id == rule_id else r for r in ruleset.rules)
    return replace(ruleset, rules=tuple(rules))

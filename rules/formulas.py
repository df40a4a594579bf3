"""Concepts as formulas over the fragments a message holds: whether they may be in it at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rules.anchors import Rarity
from rules.needs import Clause
from rules.scanner import Scanner

Rest = tuple[tuple[frozenset[int], ...], tuple[str, ...]]
"""What else a clause needs beside its rarest fragment: fragments, one of each set, and concepts."""


@dataclass(slots=True)
class Formula:
    """One concept: what says it alone, what leads to more, and what no fragment leads to."""

    alone: set[int] = field(default_factory=set)
    joint: dict[int, list[Rest]] = field(default_factory=dict)
    loose: list[Rest] = field(default_factory=list)

    def add(self, clause: Clause, scanner: Scanner, rarity: Rarity) -> None:
        """Take one way to say the concept."""
        needs = [scanner.among(need) for need in sorted(clause.needs, key=rarity.of_need)]
        rest = (tuple(needs[1:]), clause.concepts)
        if not needs:
            self.loose.append(rest)
        elif rest == ((), ()):
            self.alone |= needs[0]
        else:
            for number in needs[0]:
                self.joint.setdefault(number, []).append(rest)


class Look:
    """What one message's fragments make possible."""

    def __init__(self, formulas: Mapping[str, Formula], found: set[int]) -> None:
        self._formulas, self._found = formulas, found
        self._known: dict[str, bool] = {}

    def any_of(self, concepts: Iterable[str]) -> bool:
        """Whether one of the concepts may be in the message."""
        return any(map(self._may, concepts))

    def _may(self, concept: str) -> bool:
        if concept not in self._known:
            # What leads back to itself is not ruled out.
            self._known[concept] = True
            self._known[concept] = self._tried(self._formulas[concept])
        return self._known[concept]

    def _tried(self, formula: Formula) -> bool:
        if not self._found.isdisjoint(formula.alone):
            return True
        led = self._found & formula.joint.keys()
        rests = (rest for number in led for rest in formula.joint[number])
        return any(map(self._holds, rests)) or any(map(self._holds, formula.loose))

    def _holds(self, rest: Rest) -> bool:
        needs, concepts = rest
        if any(map(self._found.isdisjoint, needs)):
            return False
        return all(map(self._may, concepts))

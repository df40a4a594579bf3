"""Concepts that stand together: one way in which a rule fires."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Window = Literal["clause", "sentence", "near", "message"]


@dataclass(frozen=True, slots=True)
class Combination:
    """Concepts that must stand together in a window: one of each group, none of `none`.

    `context`: one of each of these groups must stand anywhere in the message.
    """

    all: tuple[tuple[str, ...], ...]
    context: tuple[tuple[str, ...], ...]
    none: tuple[str, ...]
    within: Window
    yields_to: frozenset[str] = frozenset()
    """Asks that say the same better: where one of them stands nearby, this one is dropped."""
    wary: bool = False
    """A guess from topic and pressure: any clear case anywhere in the message spares it."""
    follow_up: bool = False
    """Only where the same sender asked before: it presses for that (policy, "The verdict")."""


def concepts(group: Iterable[str]) -> set[str]:
    """The concepts of a group, whatever verb form of them it asks for."""
    return {name.split(":")[0] for name in group}

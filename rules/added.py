"""The rules that a company added, as the engine uses them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from rules.combination import Combination
from rules.model import Ask, Sign, of_rule
from rules.overlay import ADDED, TRIED, Overlay
from rules.ruleset import Rule, Status

_GROUPS = {"asks": frozenset(map(str, Ask)), "signs": frozenset(map(str, Sign))}
_RANKS: tuple[Status, ...] = ("off", "trial", "on")


def all_rules(overlay: Overlay) -> tuple[Rule, ...]:
    """The rules of the pack, as they were changed, and those that were added."""
    changed = [_changed(rule, overlay) for rule in overlay.base.rules]
    bearers = {rule.id: rule for rule in changed}
    return (
        *changed,
        *_of_single_phrases(overlay, bearers),
        *(_exception(rule, overlay) for rule in overlay.exceptions),
        *(_own(rule, overlay, bearers[of_rule(rule)]) for rule in overlay.rules),
    )


def said(overlay: Overlay) -> Iterator[tuple[str, list[str]]]:
    """The added rules, each with its phrases."""
    for rule in dict.fromkeys(rule for rule, _ in overlay.phrases):
        for name, live in ((ADDED, True), (TRIED, False)):
            if phrases := overlay.added(rule, live=live):
                yield f"{rule}.{name}", phrases
    yield from ((rule, [each.words]) for rule, each in overlay.exceptions.items())
    yield from ((rule, list(each.phrases)) for rule, each in overlay.rules.items())


def concept_of(rule: str) -> str:
    """The concept that holds an added rule's phrases."""
    return f"said.{rule}"


def _changed(rule: Rule, overlay: Overlay) -> Rule:
    """A rule with the status and the reason that were set for it."""
    status = overlay.statuses.get(rule.id, rule.status)
    return replace(rule, status=status, why=overlay.whys.get(rule.id, rule.why))


def _of_single_phrases(overlay: Overlay, bearers: Mapping[str, Rule]) -> Iterator[Rule]:
    for rule, _ in said(overlay):
        bearer, _, name = rule.partition(".")
        if name in (ADDED, TRIED):
            title = overlay.base.words[f"rules.{name}"].format(title=bearers[bearer].title)
            made = replace(bearers[bearer], title=title, nudged=(), clear=())
            yield _changed(_speaking(made, rule, "on" if name == ADDED else "trial"), overlay)


def _exception(rule: str, overlay: Overlay) -> Rule:
    operation = overlay.exceptions[rule]
    spares = (_GROUPS.get(each, frozenset({each})) for each in operation.spares)
    made = Rule(
        id=rule,
        kind="clear",
        title=operation.words,
        why=operation.means,
        source="",
        status="on",
        combinations=(),
        scope="sentence",
        spares=frozenset[str]().union(*spares),
        unless=(),
        unless_within="sentence",
        nudged=(),
        clear=(),
    )
    return _changed(_speaking(made, rule, "trial" if operation.trial else "on"), overlay)


def _own(rule: str, overlay: Overlay, bearer: Rule) -> Rule:
    operation = overlay.rules[rule]
    made = replace(
        bearer,
        title=operation.title,
        why=operation.why,
        source="",
        nudged=operation.nudged,
        clear=operation.clear,
    )
    wanted = overlay.statuses.get(rule, operation.status)
    return replace(_speaking(made, rule, wanted), why=overlay.whys.get(rule, operation.why))


def _speaking(like: Rule, rule: str, status: Status) -> Rule:
    """A rule that its own phrases fire, and that is no more in force than the one it is like."""
    heard = Combination(((concept_of(rule),),), (), (), "sentence")
    return replace(
        like,
        id=rule,
        status=min(like.status, status, key=_RANKS.index),
        combinations=(heard,),
        after_an_ask=(),
        optional=(),
    )

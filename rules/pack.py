"""A pack's files to a rule set: parsed, checked against each other, compiled."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from rules.anchors import Rarity
from rules.automaton import Automaton
from rules.combination import Combination
from rules.files import (
    FrequencyFile,
    LanguageFile,
    LexiconFile,
    OffersFile,
    RuleFile,
    When,
    checked,
    parse_toml,
)
from rules.model import Ask, RuleError, Sign
from rules.needs import Deriver
from rules.offers import Case, Offers
from rules.phrases import Path, PhraseBook, PhraseError, references
from rules.prefilter import Prefilter
from rules.ruleset import FORWARDED, WITHDRAWN, Rule, RuleSet


def parse_pack(files: Mapping[str, str]) -> RuleSet:
    """Compile a pack from its files' texts. Raises `RuleError`."""
    concepts: dict[str, list[str]] = {}
    rules: list[Rule] = []
    often: dict[str, float] = {}
    offers = Offers()
    language, words = LanguageFile(spelling={}, openers=[], breakers=[]), dict[str, str]()
    for name, text in sorted(files.items()):
        data = parse_toml(name, text)
        if name.endswith("/words.toml"):
            words.update(_flatten(data, ""))
        elif name.endswith("/offers.toml"):
            offers = _offers(checked(OffersFile, name, data))
        elif name.endswith("/frequency.toml"):
            often.update(_shares(checked(FrequencyFile, name, data)))
        elif name.endswith("/language.toml"):
            language = checked(LanguageFile, name, data)
        elif "lexicon/" in name:
            _merge(concepts, checked(LexiconFile, name, data).concepts, name)
        else:
            file = checked(RuleFile, name, data)
            _merge(concepts, {f"say.{file.id}": file.say} if file.say else {}, name)
            rules.append(_rule(file, name))
    often = dict.fromkeys(language.common, 30.0) | often
    _check_references(concepts, rules)
    paths = _paths(concepts)
    forwarded = {FORWARDED} & concepts.keys()
    deriver, rarity = Deriver(paths, language.spelling), Rarity(often)
    return RuleSet(
        tuple(_unique(rules)),
        Automaton(paths),
        lambda: Prefilter(_alone(rules), deriver, rarity, forwarded),
        lambda: Prefilter(_after_an_ask(rules), deriver, rarity, forwarded),
        {name: tuple(phrases) for name, phrases in concepts.items()},
        language.spelling,
        frozenset(language.openers),
        frozenset(language.breakers),
        words,
        offers,
        paths,
        often,
    )


def _flatten(data: Mapping[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


def _offers(file: OffersFile) -> Offers:
    cases = tuple(
        Case(
            each.ask,
            tuple(each.words),
            tuple(each.things),
            each.thing,
            tuple(each.wordings),
            each.course,
            each.fact,
        )
        for each in file.case
    )
    small = file.phrase
    return Offers(
        cases,
        file.platforms,
        frozenset(small.begins),
        small.fresh,
        frozenset(small.ends),
        frozenset(small.more),
        frozenset(small.tails),
        file.turns,
        frozenset(small.times),
        frozenset(small.dangling),
        frozenset(small.goes_on),
        frozenset(small.bare),
        frozenset(small.prizes),
    )


def _shares(file: FrequencyFile) -> Iterator[tuple[str, float]]:
    for share, line in file.in_a_thousand.items():
        yield from ((word, float(share)) for word in line.split())


def _merge(concepts: dict[str, list[str]], more: Mapping[str, list[str]], name: str) -> None:
    for concept, phrases in more.items():
        if concept in concepts:
            raise RuleError(name, f"concepts.{concept}", "is named twice; join the two lists")
        concepts[concept] = list(phrases)


def _rule(file: RuleFile, name: str) -> Rule:
    if not name.endswith(f"/{file.id}.toml"):
        raise RuleError(name, "id", f"is “{file.id}”; a rule's id is its file's name")
    combinations = [_combination(when) for when in file.when]
    if file.say:
        combinations.append(Combination(((f"say.{file.id}",),), (), (), "sentence"))
    if not combinations:
        raise RuleError(name, "when", "is missing; write [[when]] or say, else nothing can match")
    return Rule(
        file.id,
        file.kind,
        file.title,
        file.why,
        file.source,
        file.status,
        tuple(combinations),
        file.scope,
        _spared(file, name),
        tuple(file.unless),
        file.unless_within,
        tuple(file.examples.nudged),
        tuple(file.examples.clear),
        tuple(file.examples.after_an_ask),
        tuple(file.examples.optional),
    )


def _combination(when: When) -> Combination:
    return Combination(
        _groups(when.all),
        _groups(when.context),
        tuple(when.none),
        when.within,
        frozenset(when.yields_to),
        when.wary,
        when.follow_up,
    )


def _groups(alternatives: list[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(group.split("|")) for group in alternatives)


def _spared(file: RuleFile, name: str) -> frozenset[str]:
    known = {"asks": frozenset(map(str, Ask)), "signs": frozenset(map(str, Sign))}
    spared: set[str] = set()
    for word in file.spares:
        one = known.get(word, frozenset({word}))
        if not one <= known["asks"] | known["signs"]:
            raise RuleError(name, "spares", f"“{word}” is no ask and no sign; say asks or signs")
        spared |= one
    return frozenset(spared)


def _check_references(concepts: Mapping[str, list[str]], rules: list[Rule]) -> None:
    for concept, phrases in concepts.items():
        for phrase in phrases:
            for name in references(phrase) - concepts.keys():
                raise RuleError(f"concept {concept}", phrase, unknown_concept(name, concepts))
    for rule in rules:
        for name in set(_named(rule)):
            if name.split(":")[0] not in concepts:
                raise RuleError(f"{rule.id}.toml", "when", unknown_concept(name, concepts))


def _named(rule: Rule) -> Iterator[str]:
    yield from rule.unless
    for combination in rule.combinations:
        yield from combination.none
        for group in (*combination.all, *combination.context):
            yield from group


def unknown_concept(name: str, concepts: Iterable[str]) -> str:
    """What is wrong where a concept is named that there is not, with the nearest that there is."""
    near = get_close_matches(name, list(concepts), 1)
    hint = f"did you mean “{near[0]}”?" if near else "write its words instead"
    return f"names the concept “{name}”, which does not exist; {hint}"


def _paths(concepts: Mapping[str, list[str]]) -> dict[str, list[Path]]:
    book = PhraseBook()
    named = {name: _parsed(name, phrases, book) for name, phrases in concepts.items()}
    return named | book.lists


def _parsed(concept: str, phrases: list[str], book: PhraseBook) -> list[Path]:
    paths: list[Path] = []
    for phrase in phrases:
        try:
            paths += book.parse(phrase)
        except PhraseError as error:
            raise RuleError(f"concept {concept}", phrase, str(error)) from error
    return paths


def _alone(rules: list[Rule]) -> Iterator[Combination]:
    """What can make a judgement other than plain clear: an ask, or an ask taken back."""
    for rule in rules:
        if rule.kind == "ask" or rule.id == WITHDRAWN:
            yield from (c for c in rule.combinations if not c.follow_up)


def _after_an_ask(rules: list[Rule]) -> Iterator[Combination]:
    for rule in rules:
        yield from (c for c in rule.combinations if c.follow_up)


def _unique(rules: list[Rule]) -> list[Rule]:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleError(f"{rule.id}.toml", "id", "stands twice; rename one of the files")
        seen.add(rule.id)
    return rules

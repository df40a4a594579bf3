"""The page docs/rules.md: every rule in words, made from the rules themselves."""

from collections.abc import Iterator

from rules.ruleset import Kind, Rule, RuleSet, Scope
from rules.samples import sample

_PARTS: tuple[tuple[Kind, str, str], ...] = (
    ("ask", "Asks", "What is wanted of a person. Without an ask there is no note."),
    ("sign", "Signs", "How it is pressed. A sign counts where an ask stands."),
    (
        "clear",
        "What stays clear",
        "Cases that look like an ask or a sign and are none. Each one spares what it names.",
    ),
)
_REACH: dict[Scope, str] = {
    "words": "in the words themselves",
    "clause": "in its clause",
    "sentence": "in its sentence",
    "near": "in the sentences around it",
    "message": "in the whole message",
}


def rules_page(ruleset: RuleSet) -> str:
    """Write the page in Markdown, the rules in the order of their names."""
    return "\n".join(_page(ruleset)) + "\n"


def _page(ruleset: RuleSet) -> Iterator[str]:
    yield "# The rules\n"
    yield (
        "Made from the files in `rules/packs/en` by `make docs`. Every example here is judged by "
        "`python -m rules test`. How a rule is written: [writing-rules.md](writing-rules.md)."
    )
    for kind, title, meaning in _PARTS:
        rules = sorted((r for r in ruleset.rules if r.kind == kind), key=lambda rule: rule.id)
        yield f"\n## {title}\n\n{meaning}\n"
        yield "| rule | what | status |\n| --- | --- | --- |"
        yield from (f"| [`{r.id}`](#{r.id}) | {_cell(r.title)} | {r.status} |" for r in rules)
        for rule in rules:
            yield from _section(rule, ruleset)


def _section(rule: Rule, ruleset: RuleSet) -> Iterator[str]:
    yield f'\n### <a id="{rule.id}"></a>{rule.id}\n\n**{rule.title}.** {rule.why}\n'
    if rule.source:
        yield f"Where this stands: {rule.source}\n"
    yield from _exceptions(rule, ruleset)
    yield from _examples("Gets a note", rule.nudged)
    yield from _examples("Gets a note after an earlier ask", rule.after_an_ask)
    yield from _examples("Leaves the choice open, so gets none", rule.optional)
    yield from _examples("Gets none for this", rule.clear)


def _exceptions(rule: Rule, ruleset: RuleSet) -> Iterator[str]:
    if rule.kind == "clear" and rule.spares:
        spared = ", ".join(_linked(sorted(rule.spares)))
        yield f"Spares, {_REACH[rule.scope]}: {spared}.\n"
    if rule.kind != "clear":
        cases = sorted(case.id for case in ruleset.of_kind("clear") if rule.id in case.spares)
        yield f"Spared by: {', '.join(_linked(cases))}.\n"
    hindering = [*rule.unless, *(name for ways in rule.combinations for name in ways.none)]
    if hindering:
        told = ", ".join(_sampled(name, ruleset) for name in dict.fromkeys(hindering))
        yield f"Not where this stands beside it: {told}.\n"


def _linked(names: list[str]) -> Iterator[str]:
    return (f"[`{name}`](#{name})" for name in names)


def _sampled(concept: str, ruleset: RuleSet) -> str:
    return f"`{concept}` (such as “{_plain(sample(concept, ruleset))}”)"


def _examples(head: str, examples: tuple[str, ...]) -> Iterator[str]:
    if examples:
        lines = (f"- {'<br>'.join(map(_plain, text.splitlines()))}" for text in examples)
        yield "\n".join((f"{head}:\n", *lines, ""))


def _cell(text: str) -> str:
    return _plain(text).replace("|", "\\|")


def _plain(text: str) -> str:
    """Text that Markdown shows as it stands: no tag, no mention, no list."""
    for sign in ("\\", "<", ">", "*", "_", "`", "#"):
        text = text.replace(sign, f"\\{sign}")
    return text

"""The page docs/rules.md: every rule in words, made from the rules themselves."""

from collections.abc import Iterator

from rules.ruleset import Kind, Rule, RuleSet

_PARTS: tuple[tuple[Kind, str, str], ...] = (
    ("ask", "Asks", "What is wanted of a person. Without an ask there is no note."),
    ("sign", "Signs", "How it is pressed. A sign counts where an ask stands."),
    (
        "clear",
        "What stays clear",
        "Cases that look like an ask or a sign and are none. Each one spares what its line names.",
    ),
)


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
            yield from _section(rule)


def _section(rule: Rule) -> Iterator[str]:
    yield f'\n### <a id="{rule.id}"></a>{rule.id}\n\n**{rule.title}.** {rule.why}\n'
    if rule.source:
        yield f"Where this stands: {rule.source}\n"
    if rule.kind == "clear" and rule.spares:
        yield f"Spares: {', '.join(f'`{name}`' for name in sorted(rule.spares))}.\n"
    if rule.unless:
        beside = ", ".join(f"`{name}`" for name in rule.unless)
        yield f"Not where this stands beside it: {beside}.\n"
    yield from _examples("Gets a note", rule.nudged)
    yield from _examples("Gets a note after an earlier ask", rule.after_an_ask)
    yield from _examples("Gets none for this", rule.clear)


def _examples(head: str, examples: tuple[str, ...]) -> Iterator[str]:
    for example in examples:
        lines = "\n> ".join(_plain(line) for line in example.splitlines())
        yield f"{head}:\n\n> {lines}\n"


def _cell(text: str) -> str:
    return _plain(text).replace("|", "\\|")


def _plain(text: str) -> str:
    """Text that Markdown shows as it stands: no tag, no mention, no list."""
    for sign in ("\\", "<", ">", "*", "_", "`", "#"):
        text = text.replace(sign, f"\\{sign}")
    return text

"""From a judgement to a private note's words."""

from rules.model import Judgement, Nudge
from rules.pack import RuleSet


def compose_nudge(text: str, judgement: Judgement, ruleset: RuleSet) -> Nudge:
    """Compose the note for a message that presses."""
    noticed = tuple(text[f.start : f.end] for f in judgement.findings)
    return Nudge(
        "Thank you for spreading the word.",
        noticed,
        "Your colleagues' feeds are theirs.",
        ("Our post is here if anyone would like it. No need to reply.",),
        "Only you can see this.",
    )

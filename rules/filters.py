"""JSON Lines in, JSON Lines out: messages and episodes with their verdicts."""

from collections.abc import Callable, Iterable, Iterator

from pydantic_core import to_json

from rules.judging import judge
from rules.lines import Numbered, parse_episode, parse_message
from rules.model import Judgement
from rules.replay import replay
from rules.ruleset import RuleSet

Filter = Callable[[Iterable[Numbered], str, RuleSet], Iterator[bytes]]
"""Numbered lines, the name of their file and the rules to lines, each whole and in order."""


def check_lines(lines: Iterable[Numbered], file: str, ruleset: RuleSet) -> Iterator[bytes]:
    """Give each message's judgement: id, verdict, asks, signs, findings. Raises `LineError`."""
    for number, line in lines:
        identity, text = parse_message(line, file, number)
        yield to_json(_judged(identity, judge(text, ruleset))) + b"\n"


def _judged(identity: str | int, judgement: Judgement) -> dict[str, object]:
    return {
        "id": identity,
        "verdict": judgement.verdict.value,
        "asks": judgement.asks,
        "signs": judgement.signs,
        "findings": [
            {"rule": finding.rule, "start": finding.start, "end": finding.end}
            for finding in judgement.findings
        ],
    }


def replay_lines(lines: Iterable[Numbered], file: str, ruleset: RuleSet) -> Iterator[bytes]:
    """Give each episode anew, its messages with what they are judged. Raises `LineError`."""
    for number, line in lines:
        episode, data = parse_episode(line, file, number)
        judgements = replay(episode.messages, ruleset)
        for message, judgement in zip(data["messages"], judgements, strict=True):
            message["verdict"] = judgement.verdict
            message["asks"], message["signs"] = judgement.asks, judgement.signs
        yield to_json(data, inf_nan_mode="constants") + b"\n"

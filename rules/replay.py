"""The policy's "Over time": messages judged in the light of what their sender asked before."""

from collections.abc import Hashable, Sequence
from enum import StrEnum

from rules.judging import judge
from rules.ledger import Ledger
from rules.lines import Posted
from rules.model import Judgement, Verdict
from rules.ruleset import RuleSet


class Weight(StrEnum):
    """What a message means for its sender's count in the channel."""

    ASK = "ask"
    """It counts as an ask, be it optional in its words."""
    NONE = "none"
    """It is none, or none any more after an edit."""
    WITHDRAWAL = "withdrawal"
    """It takes back what was asked before."""


def weigh(judgement: Judgement) -> Weight:
    """Tell what a message means over time."""
    if judgement.withdraws:
        return Weight.WITHDRAWAL
    return Weight.ASK if judgement.verdict >= Verdict.OPTIONAL else Weight.NONE


def judge_in_time(
    ledger: Ledger, key: Hashable, ts: float, text: str, ruleset: RuleSet
) -> Judgement:
    """Judge a message by what the ledger holds, and keep in the ledger what it means.

    `key` is sender and channel (a thread belongs to its channel), `ts` seconds. An edit comes with
    its message's own `ts`: it is judged anew and is not another ask (policy, "Over time").
    """
    judgement = judge(text, ruleset, asked_before=ledger.asked_before(key, ts))
    match weigh(judgement):
        case Weight.WITHDRAWAL:
            ledger.clear(key)
        case Weight.NONE:
            ledger.forget(key, ts)
        case Weight.ASK:
            ledger.remember(key, ts)
    return judgement


def replay(messages: Sequence[Posted], ruleset: RuleSet) -> list[Judgement]:
    """Judge an episode in the order of time; the judgements come in the order of the messages."""
    ledger = Ledger()
    judgements = [Judgement()] * len(messages)
    for n in sorted(range(len(messages)), key=lambda n: float(messages[n].ts)):
        message = messages[n]
        key = (message.channel, message.user)
        judgements[n] = judge_in_time(ledger, key, float(message.ts), message.text, ruleset)
    return judgements

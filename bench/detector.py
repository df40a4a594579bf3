"""How long judging takes, as ratios measured side by side in one run: `make bench`."""

import gzip
import json
import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random

import rules
from rules.automaton import Automaton
from rules.judging import judge_in_full
from rules.phrases import PhraseBook
from rules.text import read

ROOT = Path(__file__).parent.parent
CHAT = ROOT.parent / "shared" / "corpus" / "developer-chat.jsonl.gz"
LABELLED = ROOT / "tests" / "messages" / "open"
MESSAGES, ROUNDS, PHRASES, FURTHER = 1_500, 5, 200, 2_000
LONG = 40_000
ASK = "please share our post on your LinkedIn and tell us "

Way = Callable[[str], object]


def texts() -> list[str]:
    """Real chat where it lies beside the project, else the labelled messages."""
    if CHAT.exists():
        with gzip.open(CHAT, "rt", encoding="utf-8") as lines:
            found = [json.loads(line)["text"] for line in lines]
    else:
        files = sorted(LABELLED.glob("w?.jsonl"))
        lines_of = (file.read_text(encoding="utf-8").splitlines() for file in files)
        found = [json.loads(line)["text"] for lines in lines_of for line in lines]
    return Random(1).sample(found, min(MESSAGES, len(found)))


def timed(acts: Mapping[str, Way], messages: Sequence[str]) -> dict[str, float]:
    """Microseconds a message of this process's own time, each way's best of some rounds.

    Every round measures every way: what else the machine does in the meantime slows all alike.
    """
    best = dict.fromkeys(acts, float("inf"))
    for _ in range(ROUNDS):
        for name, act in acts.items():
            start = time.process_time()
            for text in messages:
                act(text)
            best[name] = min(best[name], time.process_time() - start)
    return {name: seconds / len(messages) * 1e6 for name, seconds in best.items()}


def literals(ruleset: rules.RuleSet) -> list[str]:
    """Plain phrases out of the rules, for ways that know no more than those."""
    phrases = [phrase for name in ruleset.concepts for phrase in ruleset.concepts[name]]
    plain = {re.sub(r"[^a-z ]", "", phrase.split("|")[0]) for phrase in phrases[:PHRASES]}
    return sorted(plain - {""})


def further_phrases(ruleset: rules.RuleSet) -> list[rules.AddPhrase]:
    """Many phrases more for one ask, as admins may add them."""
    words = sorted({word for phrase in literals(ruleset) for word in phrase.split()})
    pick = Random(2)
    phrases = {" ".join(pick.choices(words, k=3)): None for _ in range(2 * FURTHER)}
    return [rules.AddPhrase(rule="amplify", phrase=each) for each in list(phrases)[:FURTHER]]


def charlie(phrases: Sequence[str]) -> Way:
    """As 18F's Charlie does: one joined pattern, and where it hits, each by itself."""
    joined = re.compile(r"\b" + "|".join(map(re.escape, phrases)) + r"\b", re.IGNORECASE)
    each = [re.compile(rf"\b{re.escape(phrase)}\b", re.IGNORECASE) for phrase in phrases]
    return lambda text: joined.search(text) and [one for one in each if one.search(text)]


def alternation(phrases: Sequence[str]) -> Way:
    """One pattern of all phrases."""
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b", re.IGNORECASE).search


def bare_automaton(phrases: Sequence[str]) -> Way:
    """Our own automaton and reader, with plain phrases instead of rules."""
    book = PhraseBook()
    bare = Automaton({"bare": [path for phrase in phrases for path in book.parse(phrase)]})
    return lambda text: bare.match(read(text, {}, frozenset()).tokens, ())


def spacy_matcher(phrases: Sequence[str]) -> Way | None:
    """A token-pattern matcher with spaCy's tokenizer; nothing where spaCy is not installed."""
    try:
        import spacy  # noqa: PLC0415
        from spacy.matcher import Matcher  # noqa: PLC0415
    except ImportError:
        return None
    language = spacy.blank("en")
    matcher = Matcher(language.vocab)
    for phrase in phrases:
        matcher.add(phrase, [[{"LOWER": word} for word in phrase.split()]])
    return lambda text: matcher(language(text))


def ways(ruleset: rules.RuleSet) -> dict[str, Way]:
    """What is measured, by its name in the table."""
    phrases = literals(ruleset)
    bigger = rules.lay(further_phrases(ruleset), ruleset).ruleset
    measured: dict[str, Way | None] = {
        f"Charlie's way, {len(phrases)} phrases": charlie(phrases),
        "one `re` alternation, the same phrases": alternation(phrases),
        "spaCy's Matcher, the same phrases": spacy_matcher(phrases),
        "the bare automaton, the same phrases": bare_automaton(phrases),
        "the prefilter alone": ruleset.prefilter.may_ask,
        "judge": lambda text: rules.judge(text, ruleset),
        "judge without the prefilter": lambda text: judge_in_full(text, ruleset),
        f"judge with {FURTHER} further phrases": lambda text: rules.judge(text, bigger),
    }
    for name in [name for name, way in measured.items() if way is None]:
        print(f"{name}: left out; pip install -r bench/requirements.txt brings it")
    return {name: way for name, way in measured.items() if way is not None}


def long_messages(chat: Sequence[str]) -> dict[str, str]:
    """Messages as long as Slack takes them."""
    talk = "\n".join(chat)[:LONG]
    return {
        "40,000 characters of chat": talk,
        "40,000 characters of nothing but asks": (ASK * LONG)[:LONG],
    }


def main() -> int:
    """Print each way beside judging as the app does."""
    ruleset, messages = rules.load_defaults(), texts()
    all_ways = ways(ruleset)
    measured = timed(all_ways, messages)
    for name, cost in measured.items():
        print(f"{name:45} {cost:9.1f} µs   {cost / measured['judge']:6.2f} × judge")
    operations = further_phrases(ruleset)
    start = time.process_time()
    rules.lay([*operations, rules.AddPhrase(rule="amplify", phrase="one phrase more")], ruleset)
    name = f"to save one phrase beside {FURTHER} others"
    print(f"{name:45} {(time.process_time() - start) * 1000:9.1f} ms")
    judge = {"judge": all_ways["judge"]}
    for name, text in long_messages(messages).items():
        print(f"{name:45} {timed(judge, [text])['judge'] / 1000:9.1f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())

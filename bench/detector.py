"""How long judging takes, as ratios measured side by side in one run: `make bench`."""

import gzip
import json
import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random

import rules
from rules.automaton import Automaton
from rules.judging import judge_in_full
from rules.packs import pack_files
from rules.phrases import PhraseBook
from rules.text import read

ROOT = Path(__file__).parent.parent
CHAT = ROOT.parent / "shared" / "corpus" / "developer-chat.jsonl.gz"
LABELLED = ROOT / "tests" / "messages" / "open"
MESSAGES, ROUNDS, FURTHER = 1_500, 3, 2_000


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


def timed(act: Callable[[str], object], messages: Iterable[str]) -> float:
    """Microseconds a message, the best of some rounds."""
    sample, best = list(messages), float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for text in sample:
            act(text)
        best = min(best, time.perf_counter() - start)
    return best / len(sample) * 1e6


def with_further_phrases() -> rules.RuleSet:
    """The shipped rules and many phrases more, as admins may add them."""
    words = [f"word{number}" for number in range(500)]
    pick = Random(2)
    phrases = [" ".join(pick.choices(words, k=3)) for _ in range(FURTHER)]
    files = dict(pack_files())
    files["en/lexicon/further.toml"] = f"[concepts]\nfurther = {json.dumps(phrases)}\n"
    return rules.parse_pack(files)


def main() -> int:
    """Print each way beside the prefilter's."""
    ruleset, messages = rules.load_defaults(), texts()
    phrases = [p for name in ruleset.concepts for p in ruleset.concepts[name]][:200]
    literal = sorted({re.sub(r"[^a-z ]", "", phrase.split("|")[0]) for phrase in phrases} - {""})
    alternation = re.compile(r"\b(?:" + "|".join(map(re.escape, literal)) + r")\b", re.IGNORECASE)
    book = PhraseBook()
    bare = Automaton({"bare": [path for phrase in literal for path in book.parse(phrase)]})
    bigger = with_further_phrases()
    ways: dict[str, Callable[[str], object]] = {
        "one `re` alternation of some 200 phrases": alternation.search,
        "the bare automaton, the same phrases": lambda t: bare.match(
            read(t, {}, frozenset()).tokens, ()
        ),
        "the prefilter alone": ruleset.prefilter.may_ask,
        "judge": lambda t: rules.judge(t, ruleset),
        "judge without the prefilter": lambda t: judge_in_full(t, ruleset),
        f"judge with {FURTHER} further phrases": lambda t: rules.judge(t, bigger),
    }
    measured = {name: timed(way, messages) for name, way in ways.items()}
    base = measured["judge"]
    for name, cost in measured.items():
        print(f"{name:45} {cost:9.1f} µs   {cost / base:6.2f} × judge")
    longest = "please share our post on your LinkedIn and tell us " * 800
    print(f"{'a message of 40,000 characters':45} {timed(ways['judge'], [longest]) / 1000:9.1f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())

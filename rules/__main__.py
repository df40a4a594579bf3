"""The rules on the command line: check, replay, scan, score, list, test, mutants, docs."""

import gzip
import io
import sys
import zlib
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeVar

from rules import Judgement, RuleError, RuleSet, compose_nudge, judge, load_defaults
from rules.explain import explain, printable
from rules.export import ExportError, open_export
from rules.filters import Filter, check_lines, replay_lines
from rules.lines import LineError, Numbered, parse_labelled, read_lines
from rules.scoring import Score, Scored, as_data, judge_labelled
from rules.selftest import count_examples, failures

if TYPE_CHECKING:
    from rich.console import RenderableType

FAILED, MISTAKEN, BROKEN_PIPE, INTERRUPTED = 1, 2, 141, 130
"""Exit codes: a rule's example failed; wrong usage or input; as the shell counts signals."""

Load = Callable[[], RuleSet]
_Item = TypeVar("_Item")
_CHUNK: Final = 1 << 16
_BIG: Final = 1 << 20
"""Bytes from which a file is worth a progress bar."""


class InputError(Exception):
    """A file that cannot be read: `str()` is one sentence with the cure."""


@dataclass(frozen=True)
class Source:
    """Where lines come from; `advance` tells a person who waits how far they are."""

    name: str
    stream: BinaryIO
    advance: Callable[[], None]

    def lines(self, after_chunk: Callable[[], None] = lambda: None) -> Iterator[Numbered]:
        """Read the lines; `after_chunk` is called before more is waited for."""

        def used() -> None:
            after_chunk()
            self.advance()

        return read_lines(self._chunks(), used)

    def _chunks(self) -> Iterator[bytes]:
        try:
            # read1 gives what is there, so that answers to a slow sender do not wait.
            while chunk := self.stream.read1(_CHUNK):  # type: ignore[attr-defined]
                yield chunk
        except (OSError, EOFError, zlib.error) as error:
            raise InputError(f"{self.name}: is broken or cut short: {error}") from error


def main(argv: Sequence[str] | None = None, load: Load = load_defaults) -> int:
    """Run one command and give its exit code: 0 well, 1 an example failed, 2 wrong input."""
    try:
        arguments = _parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        code: int = arguments.run(arguments, load)
        sys.stdout.flush()
    except (InputError, ExportError, LineError, RuleError) as error:
        print(f"rules: {error}", file=sys.stderr)
        return MISTAKEN
    except BrokenPipeError:
        _give_up_output()
        return BROKEN_PIPE
    except OSError as error:
        _give_up_output()
        print(f"rules: the output cannot be written: {error.strerror}", file=sys.stderr)
        return MISTAKEN
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m rules", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    check = commands.add_parser("check", help="judge messages: JSON Lines in and out, or --text")
    which = check.add_mutually_exclusive_group()
    which.add_argument("file", nargs="?", default="-", help="JSON Lines, maybe gzipped; - is stdin")
    which.add_argument("--text", help="one message, explained for a person")
    check.set_defaults(run=_check)
    again = commands.add_parser("replay", help="judge episodes over time: JSON Lines in and out")
    again.add_argument("file", nargs="?", default="-", help="episodes; - is stdin")
    again.set_defaults(run=_replay)
    scan = commands.add_parser("scan", help="what would have been nudged in a Slack export: counts")
    scan.add_argument("export", help="the export: a folder, or the zip as it came")
    scan.add_argument("--no-channels", action="store_true", help="leave out channels' names")
    form = scan.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="the same counts as JSON")
    form.add_argument("--show", action="store_true", help="the messages, too: on a terminal only")
    scan.set_defaults(run=_scan)
    score = commands.add_parser("score", help="hold the rules against labelled messages")
    score.add_argument("file", help="labelled messages or episodes; - is stdin")
    score.add_argument("--json", action="store_true", help="the same numbers as JSON")
    score.add_argument("--misses", action="store_true", help="show what is judged otherwise, too")
    score.set_defaults(run=_score)
    rules = commands.add_parser("list", help="the rules")
    rules.add_argument("--json", action="store_true", help="as JSON")
    rules.set_defaults(run=_list)
    commands.add_parser("test", help="every rule's own examples").set_defaults(run=_test)
    mutants = commands.add_parser("mutants", help="what no example would miss, were it taken out")
    mutants.set_defaults(run=_mutants)
    docs = commands.add_parser("docs", help="the page docs/rules.md, in Markdown")
    docs.set_defaults(run=_docs)
    return parser


def _check(arguments: Namespace, load: Load) -> int:
    if arguments.text is not None:
        return _explain(arguments.text, load())
    return _pipe(check_lines, arguments.file, load)


def _replay(arguments: Namespace, load: Load) -> int:
    return _pipe(replay_lines, arguments.file, load)


def _pipe(through: Filter, name: str, load: Load) -> int:
    """Write what a filter makes of each line. A bad line ends it: those before it are written."""
    out, judged = sys.stdout.buffer, 0
    with _opened(name, bar=not sys.stdout.isatty()) as source:
        try:
            for line in through(source.lines(out.flush), source.name, load()):
                out.write(line)
                judged += 1
        finally:
            out.flush()
    if not judged:
        print(f"rules: {source.name}: holds no lines, so nothing was judged", file=sys.stderr)
    return 0


def _explain(text: str, ruleset: RuleSet) -> int:
    from rules.screen import draw_explanation  # noqa: PLC0415

    judgement = judge(text, ruleset)
    nudge = compose_nudge(text, judgement, ruleset) if judgement.nudges else None
    wordings = [w for w in (nudge.edited, *nudge.wordings) if w] if nudge else []
    _show(draw_explanation(explain(text, judgement, ruleset, wordings)))
    return 0


def _scan(arguments: Namespace, load: Load) -> int:
    from rules.scan import Scan  # noqa: PLC0415

    if arguments.show and not sys.stdout.isatty():
        raise InputError(
            "--show is for a terminal alone, so that no message is kept in a file or sent on; "
            "leave it out, or leave out what takes the output"
        )
    channels = not arguments.no_channels
    show = _shower(channels=channels) if arguments.show else None
    with open_export(arguments.export) as export:
        days, machines, scan = export.days(), export.machines(), Scan(load())
        for channel, name in _waiting(days, "days"):
            scan.add(export.day(channel, name, machines), show)
    _tell_counts(scan.rows(channels=channels), as_json=arguments.json)
    return _tell_broken(scan.broken, channels=channels)


def _tell_counts(rows: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        print(dumps(rows, indent=2))
        return
    from rules.screen import draw_scan  # noqa: PLC0415

    _show(draw_scan(rows))


def _tell_broken(names: Sequence[str], *, channels: bool) -> int:
    """Name the days that could not be read: the counts stand without them."""
    for name in names if channels else ():
        print(
            f"rules: {printable(name)}: is no day of an export, and was left out; export it again",
            file=sys.stderr,
        )
    if names and not channels:
        print(
            f"rules: {len(names)} days cannot be read, and were left out; without --no-channels "
            "they are named",
            file=sys.stderr,
        )
    return MISTAKEN if names else 0


def _shower(*, channels: bool) -> Callable[[str, str, Judgement], None]:
    def show(channel: str, text: str, judgement: Judgement) -> None:
        named = ", ".join([*judgement.asks, *judgement.signs])
        where = f"#{channel} " if channels else ""
        print(printable(f"{where}{judgement.verdict} ({named}): {' '.join(text.split())}"))

    return show


def _waiting(items: list[_Item], what: str) -> Iterator[_Item]:
    """Go through items with a progress bar, for whoever waits at a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import track  # noqa: PLC0415

    yield from track(items, what, console=Console(stderr=True), transient=True)


def _score(arguments: Namespace, load: Load) -> int:
    score, misses = Score(), list[Scored]()
    with _opened(arguments.file) as source:
        ruleset = load()
        for number, line in source.lines():
            for scored in judge_labelled(parse_labelled(line, source.name, number), ruleset):
                score.count(scored)
                if not scored.agrees:
                    misses.append(scored)
    if not score.overall.messages:
        raise InputError(f"{source.name}: holds no messages, so there is nothing to score")
    if arguments.json:
        print(dumps(as_data(score), indent=2))
        return 0
    from rules.screen import draw_misses, draw_score  # noqa: PLC0415

    if arguments.misses:
        _show(draw_misses(misses))
    _show(draw_score(score))
    return 0


def _list(arguments: Namespace, load: Load) -> int:
    rules = load().rules
    if arguments.json:
        keys = ("id", "kind", "status", "title")
        print(dumps([{key: getattr(rule, key) for key in keys} for rule in rules], indent=2))
        return 0
    from rules.screen import draw_rules  # noqa: PLC0415

    _show(draw_rules(rules))
    return 0


def _test(_arguments: Namespace, load: Load) -> int:
    ruleset = load()
    failed = 0
    for failure in failures(ruleset):
        failed += 1
        print(failure)
    rules, examples = len(ruleset.rules), count_examples(ruleset)
    print(f"{rules} rules, {examples} examples: {f'{failed} failed' if failed else 'all well'}")
    return FAILED if failed else 0


def _mutants(_arguments: Namespace, load: Load) -> int:
    from rules.mutants import mutants, prove  # noqa: PLC0415
    from rules.screen import draw_proofs  # noqa: PLC0415

    ruleset = load()
    proof = prove(ruleset)
    proofs = [proof(mutant) for mutant in _waiting(list(mutants(ruleset)), "mutants")]
    _show(draw_proofs(proofs))
    return 0 if all(each.example for each in proofs) else FAILED


def _docs(_arguments: Namespace, load: Load) -> int:
    from rules.pages import rules_page  # noqa: PLC0415

    print(rules_page(load()), end="")
    return 0


@contextmanager
def _opened(name: str, *, bar: bool = True) -> Iterator[Source]:
    if name == "-":
        if sys.stdin.isatty():
            print("Reading JSON Lines from the keyboard; end with Ctrl-D.", file=sys.stderr)
        yield Source("<stdin>", _unpacked(sys.stdin.buffer), lambda: None)
        return
    with _file(name) as raw, _progress(raw, name, bar=bar) as advance:
        yield Source(name, _unpacked(raw), advance)


def _file(name: str) -> io.BufferedReader:
    try:
        return Path(name).open("rb")
    except FileNotFoundError as error:
        raise InputError(f"{name}: is not there; name a file, or - for stdin") from error
    except IsADirectoryError as error:
        raise InputError(f"{name}: is a folder; name a file in it") from error
    except OSError as error:
        raise InputError(f"{name}: cannot be read: {error.strerror}") from error


def _unpacked(raw: BinaryIO) -> BinaryIO:
    """Give the stream unpacked where it begins as gzip does; no JSON begins so."""
    packed = raw.peek(1)[:1] == b"\x1f"  # type: ignore[attr-defined]
    return gzip.GzipFile(fileobj=raw) if packed else raw  # type: ignore[return-value]


@contextmanager
def _progress(raw: BinaryIO, name: str, *, bar: bool) -> Iterator[Callable[[], None]]:
    size = Path(name).stat().st_size
    if size < _BIG or not (bar and sys.stderr.isatty()):
        yield lambda: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task(Path(name).name, total=size)
        yield lambda: progress.update(task, completed=raw.tell())


def _show(drawing: "RenderableType") -> None:
    # Loaded late: a filter in a pipe should not wait for a library it does not use.
    from rich.console import Console  # noqa: PLC0415

    Console(highlight=False, emoji=False, markup=False).print(drawing)


def _give_up_output() -> None:
    """Close the output, so that Python does not complain at its end of what nobody reads."""
    try:
        sys.stdout.close()
    except OSError:
        return


if __name__ == "__main__":
    sys.exit(main())

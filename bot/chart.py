"""Weeks as a picture. No screen is needed, and no meaning lies in a colour alone."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.blocks import Words
from bot.mrkdwn import clip
from bot.report import Page
from bot.stats import share_changed
from bot.suppression import ASKED, CHANGED, FIRM, GENTLE, NUDGED, SERIOUS, Key
from bot.weeks import span

ALT_LIMIT = 1_000
"""Characters Slack takes as the text of a picture (files.getUploadURLExternal)."""
SHADES: dict[Key, tuple[str, str]] = {
    GENTLE: ("#9ecae1", ""),
    FIRM: ("#4292c6", "//"),
    SERIOUS: ("#084594", "xx"),
}
"""Each part of the notes in a shade and a hatching of its own."""
WHOLE = ("#bdbdbd", "..")


def draw(pages: Sequence[Page], words: Words) -> bytes:
    """A PNG of the weeks. Needs at least one. May be called on any thread."""
    # Loaded when first needed: it takes longer than all the rest of the app.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    by_week = {page.period: page for page in pages}
    weeks = span(pages[0].period, pages[-1].period)
    figure = Figure(figsize=(8, 4.5), dpi=120, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for at, week in enumerate(weeks):
        if page := by_week.get(week):
            _bars(axes, at, page, words)
    axes.set_xticks(range(len(weeks)), [_tick(w, by_week.get(w), words) for w in weeks], fontsize=8)
    axes.set_ylabel(words["bot.chart.axis"])
    axes.set_title(words["bot.stats.picture"])
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.spines[["top", "right"]].set_visible(False)
    _legend(figure, axes)
    page_of_bytes = io.BytesIO()
    figure.savefig(page_of_bytes, format="png", metadata={"Software": None})
    return page_of_bytes.getvalue()


def describe(pages: Sequence[Page], words: Words) -> str:
    """What the picture shows, in words, for those who cannot see it."""
    said = [_described(page, words) for page in pages]
    return clip(" ".join([words["bot.chart.alt"], *reversed(said)]), ALT_LIMIT)


def _described(page: Page, words: Words) -> str:
    numbers = [_number(page, key, words) for key in (ASKED, NUDGED, CHANGED)]
    names = ("asked", "nudged", "changed")
    return words["bot.chart.week"].format(
        week=page.period, **dict(zip(names, numbers, strict=True))
    )


def _number(page: Page, key: Key, words: Words) -> str:
    figure = page.figures[key]
    if figure.value is None:
        return words["bot.chart.few"]
    return words["bot.stats.step" if figure.at_least else "bot.stats.exact"].format(
        count=figure.value
    )


def _bars(axes: Any, at: int, page: Page, words: Words) -> None:
    """Asks to the left, notes in the middle by how firm they were, changed messages right."""
    asked, changed = page.figures[ASKED].value, page.figures[CHANGED].value
    if asked is not None:
        _bar(axes, at - 0.27, asked, 0, _Look("#fdd0a2", "", words["bot.chart.asked"]))
    if changed is not None:
        _bar(axes, at + 0.27, changed, 0, _Look("#31a354", "\\\\", words["bot.chart.changed"]))
        share = words["bot.chart.share"].format(share=share_changed(page))
        axes.annotate(share, (at + 0.27, changed), ha="center", va="bottom", fontsize=7)
    foot = 0
    for key, look in SHADES.items():
        value = page.figures[key].value
        if value is not None:
            _bar(axes, at, value, foot, _Look(*look, words[f"bot.chart.{key[1]}"]))
            foot += value
    rest = (page.figures[NUDGED].value or 0) - foot
    if rest:
        _bar(axes, at, rest, foot, _Look(*WHOLE, words["bot.chart.nudged"]))


@dataclass(frozen=True, slots=True)
class _Look:
    colour: str
    hatch: str
    name: str


def _bar(axes: Any, at: float, height: int, foot: int, look: _Look) -> None:
    ink = {"color": look.colour, "hatch": look.hatch, "edgecolor": "black", "linewidth": 0.5}
    axes.bar(at, height, 0.25, foot, label=look.name, **ink)


def _tick(week: str, page: Page | None, words: Words) -> str:
    if page is None:
        return f"{week}\n–"
    return f"{week}\n{words['bot.chart.running']}" if page.running else week


def _legend(figure: Any, axes: Any) -> None:
    handles, names = axes.get_legend_handles_labels()
    once = dict(zip(names, handles, strict=True))
    if once:
        where = {"loc": "outside lower center", "ncols": 3}
        figure.legend(once.values(), once.keys(), fontsize=8, frameon=False, **where)

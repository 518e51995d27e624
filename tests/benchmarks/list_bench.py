"""A new result set in the list, at any number of rows, against the smallest list and Textual's OptionList.

    python -m tests.benchmarks.list_bench [--papers 209 10000]

The ids are those of a library of that size, in two orders that take turns; the papers are made up when they are asked
for, because the store is not what is measured. A time is that of replacing the rows and of drawing those in view,
without the wait for the next frame. The reader's list gets the first 1,000 ids, all of them, and all of them with the
cursor kept on a paper that moves from the middle to the end. The baselines are a ScrollView of numbered rows at the
same size, and an OptionList of as many lines as it can take.
"""

from __future__ import annotations

import asyncio
import time
from array import array
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.app import App
from textual.geometry import Region
from textual.widgets import OptionList

from tests.benchmarks import options
from tests.benchmarks.corpus import bundled
from tests.benchmarks.measure import Spread, heading, line
from tests.benchmarks.smallest import Rows
from tui_reader.paths import shipped
from tui_reader.ui import theme
from tui_reader.ui.widgets.paper_list import PaperList

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tui_reader.model.papers import Paper

MOST = 1_000_000
"""This size is always measured: it needs no library."""

OPTIONS_MOST = 10_000
"""More rows take OptionList seconds each time."""

RUNS = 20
"""How often each list is filled."""

PAGE = 1_000
"""How many ids the screen asks for first."""

SIZE = (60, 36)
"""Columns and lines, about those of the list on a screen of 120 columns."""


class OneWidget(App[None]):
    """An app with the reader's looks and one widget."""

    CSS_PATH = shipped("styles") / "reader.tcss"

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        for one in theme.THEMES:
            self.register_theme(one)
        self.theme = theme.DEFAULT
        self._widget = widget

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of highlights, which the stylesheet names."""
        return theme.highlight_variables(self.current_theme)

    def compose(self) -> ComposeResult:
        """The widget."""
        yield self._widget


def run(chosen: argparse.Namespace) -> None:
    """Prints the figures of every size."""
    for rows in sorted({*chosen.papers, *(() if chosen.quick else (MOST,))}):
        heading(f"A new result set, {rows:,} rows")
        asyncio.run(measure(rows))


async def measure(rows: int) -> None:
    """Prints the times of one size."""
    smallest = Rows(rows)
    theirs = await drawn(smallest, [lambda: smallest.show(rows), lambda: smallest.show(rows - 1)])
    line("smallest list", theirs)
    names = [f"row {row}" for row in range(min(rows, OPTIONS_MOST))]
    option_list = OptionList()
    line(f"OptionList, {len(names):,} rows", await drawn(option_list, [lambda: _fill(option_list, names)], runs=5))
    order = array("q", range(1, rows + 1))
    other = order[rows // 2 :] + order[: rows // 2]
    for label, ids, keep in (
        (f"first {PAGE:,}", (order[:PAGE], other[:PAGE]), False),
        ("all", (order, other), False),
        ("all, cursor kept", (order, other), True),
    ):
        papers = PaperList(_papers, id="list")
        ours = await drawn(papers, [_show(papers, chosen, rows, keep=keep) for chosen in ids])
        line(f"PaperList, {label}", ours, ours.p50 / theirs.p50, to="p50", budget="16 ms")


async def drawn(widget: Widget, changes: Sequence[Callable[[], object]], runs: int = RUNS) -> Spread:
    """What changing a widget and drawing it takes, the changes taking turns."""
    seconds = []
    async with OneWidget(widget).run_test(size=SIZE) as pilot:
        for number in range(runs):
            await pilot.pause()
            change = changes[number % len(changes)]
            started = time.perf_counter()
            change()
            widget.render_lines(Region(0, 0, *widget.size))
            seconds.append(time.perf_counter() - started)
    return Spread.of(seconds)


def _show(papers: PaperList, ids: array[int], total: int, *, keep: bool) -> Callable[[], object]:
    def change() -> None:
        if keep:
            # The last paper of one order is in the middle of the other.
            papers.set_reactive(PaperList.cursor, total // 2 - 1)
        papers.show(ids, total, keep=keep)

    return change


def _fill(option_list: OptionList, names: Sequence[str]) -> None:
    option_list.clear_options()
    option_list.add_options(names)


_BUNDLED = bundled()


def _papers(ids: Sequence[int]) -> list[Paper]:
    """A bundled paper for every id."""
    return [replace(_BUNDLED[number % len(_BUNDLED)], id=number) for number in ids]


def main() -> None:
    """Measures the sizes that are asked for."""
    run(options.parser(__doc__).parse_args())


if __name__ == "__main__":
    main()

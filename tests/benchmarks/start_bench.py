"""Start to the first full frame, and memory, of the installed reader, against the smallest Textual app.

    python -m tests.benchmarks.start_bench [--papers 209 10000 1000000] [--file abstracts.jsonl.xz] [--runs 15]

Every run is a new process in a pseudo-terminal of 120 by 36; the clock stops when the text that comes last in the
first frame, the beginning of the first abstract, has been written. Reader and baseline take turns, so that a noisy
machine disturbs both, and the median of the ratios counts. The start must not depend on the size either: the last
lines say how many times the smallest library's each is. Memory is that of a reader that has started and looked at its
index, and of one that has then searched and gone through the list.
"""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from tests.benchmarks import options, smallest
from tests.benchmarks.libraries import engines, indexed, library
from tests.benchmarks.measure import Memory, heading, line
from tests.benchmarks.terminal import CLEAR, ESCAPE, Terminal, reader

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from tests.benchmarks.libraries import Made

BUDGET_RATIO = 1.25
SETTLE_SECONDS = 1.5
QUERIES = ("learning", "the", "diffusion models")
MEMORY_BUDGETS = {209: 70, 1_000_000: 150}
"""MB."""

SMALLEST = f"""
from textual.app import App
from textual.widgets import Static

class Smallest(App):
    def compose(self):
        yield Static({smallest.MARKER!r})

Smallest().run()
"""


def run(chosen: argparse.Namespace) -> None:
    """Prints the figures of every size."""
    starts = []
    for papers in chosen.papers:
        made = library(chosen, papers)
        heading(f"Start, {made.label}")
        for engine in engines(chosen, made.count):
            opened = indexed(made, engine)
            marker = opened.papers(opened.browse(limit=1).ids)[0].abstract[:18]
            opened.close()
            starts.append((f"{made.label}, {engine}", start(made, engine, marker, chosen.python, chosen.runs)))
            memory(made, engine, marker, chosen.python)
    print("\nStart as the library grows: times the smallest app, and of that times the first line's")
    for label, ratio in starts:
        line(label, f"{ratio:.2f}", ratio / starts[0][1], budget="0.9 to 1.1")


def start(made: Made, engine: str, marker: str, python: str, runs: int) -> float:
    """Prints both medians and the median of their ratios, which it gives back."""
    home = made.root / engine
    pairs = []
    for number in range(runs + 1):
        theirs = first_frame([python, "-c", SMALLEST], smallest.MARKER, home)
        ours = first_frame(reader(python), marker, home)
        if number:  # The first round fills the caches of the file system and of Python.
            pairs.append((ours, theirs))
    ratio = statistics.median(ours / theirs for ours, theirs in pairs)
    line("smallest Textual app: start", f"{statistics.median(theirs for _, theirs in pairs) * 1000:.0f} ms")
    seconds = statistics.median(ours for ours, _ in pairs)
    line(f"{engine}: start", f"{seconds * 1000:.0f} ms", ratio, to="smallest app", budget=f"{BUDGET_RATIO}")
    return ratio


def first_frame(command: list[str], marker: str, home: Path) -> float:
    """Seconds until the marker is on the screen."""
    with Terminal(command, home) as terminal:
        return terminal.until_shown(marker) - terminal.started


def memory(made: Made, engine: str, marker: str, python: str) -> None:
    """Prints what the smallest app and the reader hold, at rest and after some use."""
    home = made.root / engine
    with Terminal([python, "-c", SMALLEST], home) as terminal:
        terminal.until_shown(smallest.MARKER)
        terminal.pause(SETTLE_SECONDS)
        theirs = terminal.memory()
    with Terminal(reader(python), home) as terminal:
        terminal.until_shown(marker)
        terminal.pause(SETTLE_SECONDS)
        rested = terminal.memory()
        for query in QUERIES:
            terminal.press("/")
            terminal.press(CLEAR)
            for letter in query:
                terminal.press(letter)
                terminal.pause(0.1)
            terminal.press("\r")
            for key in "jjjjGkg":
                terminal.press(key)
                terminal.pause(0.1)
        terminal.press(ESCAPE)
        terminal.pause(SETTLE_SECONDS)
        used = terminal.memory()
    if theirs is None:
        line("memory", "unknown: no /proc here")
        return
    line("smallest Textual app: memory", theirs)
    budget = MEMORY_BUDGETS.get(made.asked)
    for label, ours in (("started", rested), ("used", used)):
        if ours is not None:
            _memory_line(f"{engine}: memory, {label}", ours, theirs, f"{budget} MB" if budget else "")


def _memory_line(label: str, ours: Memory, theirs: Memory, budget: str) -> None:
    line(label, ours, ours.resident / theirs.resident, to="smallest app", budget=budget)


def main() -> None:
    """Measures the sizes that are asked for."""
    parser = options.parser(__doc__)
    add_options(parser)
    run(parser.parse_args())


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds the number of starts."""
    parser.add_argument("--runs", type=int, default=15, help="starts of each app (%(default)s)")


if __name__ == "__main__":
    main()

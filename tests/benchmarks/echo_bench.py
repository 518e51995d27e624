"""Keys in the running reader: their echo, their results, the cursor in the list, and quitting.

    python -m tests.benchmarks.echo_bench [--papers 209 10000 100000 1000000] [--file abstracts.jsonl.xz]

The program runs in a pseudo-terminal of 120 by 36, and a time ends when what a person waits for is on the screen: the
letter in the search bar, the count of the new answer, the cursor on the next row, its paper in the detail, the program
gone. `idle` means that the answer to the key before is there; `searching`, that a query of common words is typed faster
than it can be answered; `indexing`, that the index is being built meanwhile. The baselines in the same run are the
smallest Textual apps with one Input and with one virtual list. Textual draws a frame every 17 ms, for both.
"""

from __future__ import annotations

import random
import time
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from tests.benchmarks import options, smallest
from tests.benchmarks.corpus import SEED
from tests.benchmarks.libraries import engines, indexed, library, without_index
from tests.benchmarks.measure import Spread, heading, line
from tests.benchmarks.queries import EXPENSIVE, letter_by_letter
from tests.benchmarks.terminal import CLEAR, LINES, QUIT, Terminal, reader, smallest_app
from tui_reader.texts.printable import one_line
from tui_reader.texts.typeset import typeset

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.benchmarks.libraries import Made

FAST_SECONDS = (0.06, 0.11)
"""Between two keys of a good typist."""

REST_SECONDS = 0.25
"""Between two keys of somebody who looks at what the first one did."""


class Load(NamedTuple):
    """How much is pressed."""

    queries: tuple[str, ...]
    """None begins as the text that an empty search bar shows."""
    down: int
    """How many papers the cursor goes down."""
    quits: int
    indexing: float
    """Seconds of typing while the index is built."""


FULL = Load(("diffusion models", "learning", "the attention of", "graph neural"), down=40, quits=5, indexing=8.0)
QUICK = Load(("graph",), down=2, quits=1, indexing=0.5)

BEGINNING = 20
"""Letters by which a title is known on the screen."""

DETAIL_FROM = 50
"""The first column that is surely the detail's."""


def run(chosen: argparse.Namespace) -> None:
    """Prints the figures of every size."""
    load = QUICK if chosen.quick else FULL
    for papers in chosen.papers:
        made = library(chosen, papers)
        heading(f"Keys, {made.label}")
        theirs = baseline(made.root, chosen.python, load)
        for engine in engines(chosen, made.count):
            measure(made, engine, chosen.python, theirs, load)


def baseline(home: Path, python: str, load: Load) -> dict[str, Spread]:
    """Echo, cursor and quitting of the smallest apps, printed."""
    figures = {}
    with Terminal(smallest_app(python, "input"), home) as terminal:
        terminal.until_shown(smallest.MARKER)
        terminal.pause(REST_SECONDS)
        figures["echo"] = Spread.of(echoes(terminal, (*load.queries, EXPENSIVE)))
        quitting = [quit_while(terminal, "")]
    with Terminal(smallest_app(python, "list"), home) as terminal:
        terminal.until_shown(f"{smallest.CURSOR} row 0")
        terminal.pause(REST_SECONDS)
        rows = [f"row {row}" for row in range(1, load.down + 1)]
        figures["cursor"] = Spread.of([noticed["cursor"] for noticed in gone_down(terminal, rows, detail=False)])
        quitting.append(quit_while(terminal, ""))
    figures["quit"] = Spread.of(quitting)
    for label, spread in figures.items():
        line(f"smallest app: {label}", spread)
    return figures


def measure(made: Made, engine: str, python: str, theirs: dict[str, Spread], load: Load) -> None:
    """Prints the figures of one engine."""
    with closing(indexed(made, engine)) as opened:
        totals = {
            text: f" {opened.search(text, typing=True, limit=1).total:,} of {made.count:,}"
            for query in load.queries
            for text in letter_by_letter(query)
        }
        listed = opened.papers(opened.browse(limit=load.down + 1).ids)
        titles = [typeset(one_line(paper.title)).text[:BEGINNING] for paper in listed]
    home = made.root / engine

    def report(label: str, seconds: Sequence[float], to: str, budget: str = "") -> None:
        if seconds:
            spread = Spread.of(seconds)
            line(f"{engine}: {label}", spread, spread.p95 / theirs[to].p95, to="p95", budget=budget)
        else:
            line(f"{engine}: {label}", "over before it could be measured")

    with started(home, python, titles[0]) as terminal:
        down = gone_down(terminal, titles[1:], detail=True)
        terminal.press("g/")
        terminal.pause(REST_SECONDS)
        idle, results = read_along(terminal, totals)
        busy = echoes(terminal, (EXPENSIVE, EXPENSIVE))
    report("echo, idle", idle, "echo", "p95 15 ms")
    report("echo, searching", busy, "echo", "p95 40 ms")
    report("echo, indexing", while_indexing(made, engine, python, titles[0], load.indexing), "echo")
    report("key to results", results, "echo")
    report("cursor down", [noticed["cursor"] for noticed in down], "cursor", "p50 8, p95 15")
    report("cursor down, its detail", [noticed["detail"] for noticed in down], "cursor")
    quitting = []
    for _ in range(load.quits):
        with started(home, python, titles[0]) as terminal:
            terminal.press("/")
            terminal.pause(REST_SECONDS)
            quitting.append(quit_while(terminal, EXPENSIVE))
    report("quit, searching", quitting, "quit", "350 ms")


def started(home: Path, python: str, title: str) -> Terminal:
    """A reader that has drawn its first frame and looked at its index."""
    terminal = Terminal(reader(python), home)
    terminal.until_shown(title)
    terminal.pause(4 * REST_SECONDS)
    return terminal


def echo(terminal: Terminal, text: str) -> Callable[[], bool]:
    """Whether a text is in the input at the top."""
    return lambda: terminal.screen.line(0).lstrip(" /").startswith(text)


def echoes(terminal: Terminal, queries: Sequence[str]) -> list[float]:
    """Seconds until each letter is seen, of queries typed fast; blanks cannot be seen."""
    chance = random.Random(SEED)
    seconds = []
    for query in queries:
        for text in letter_by_letter(query):
            pressed = terminal.press(text[-1])
            if not text.endswith(" "):
                seconds.append(terminal.until(echo(terminal, text), f"the echo of {text!r}") - pressed)
            terminal.pause(chance.uniform(*FAST_SECONDS))
        terminal.press(CLEAR)
        terminal.pause(2 * REST_SECONDS)
    return seconds


def read_along(terminal: Terminal, totals: dict[str, str]) -> tuple[list[float], list[float]]:
    """Seconds until each letter and until each changed count is seen, when every answer is waited for."""
    echoed, answered = [], []
    before = ""
    for text, total in totals.items():
        if not text.startswith(before):
            terminal.press(CLEAR)
            terminal.pause(2 * REST_SECONDS)
            before = ""
        conditions = {}
        if not text.endswith(" "):
            conditions["echo"] = echo(terminal, text)
        # The same count as before says nothing about when the answer came.
        if total != totals.get(before):
            conditions["results"] = _status_is(terminal, total)
        pressed = terminal.press(text[-1])
        noticed = terminal.until_each(conditions) if conditions else {}
        echoed += [noticed["echo"] - pressed] if "echo" in noticed else []
        answered += [noticed["results"] - pressed] if "results" in noticed else []
        terminal.pause(REST_SECONDS)
        before = text
    terminal.press(CLEAR)
    terminal.pause(2 * REST_SECONDS)
    return echoed, answered


def while_indexing(made: Made, engine: str, python: str, title: str, during: float) -> list[float]:
    """Seconds until each letter is seen while the status says that the index is being built."""
    seconds = []
    with without_index(made, engine) as home, Terminal(reader(python), home) as terminal:
        terminal.until_shown(title)
        terminal.press("/")
        ends = time.monotonic() + during
        while time.monotonic() < ends:
            for text in letter_by_letter(EXPENSIVE.replace(" ", "")):
                terminal.pause(FAST_SECONDS[1])
                indexing = "index" in terminal.screen.line(0)
                pressed = terminal.press(text[-1])
                noticed = terminal.until(echo(terminal, text), f"the echo of {text!r}")
                if indexing:
                    seconds.append(noticed - pressed)
            terminal.press(CLEAR)
    return seconds


def gone_down(terminal: Terminal, titles: Sequence[str], *, detail: bool) -> list[dict[str, float]]:
    """Seconds until each of the next rows has the cursor and, if there is one, the detail shows it."""
    seconds = []
    for title in titles:
        conditions = {"cursor": _cursor_at(terminal, title)}
        if detail:
            conditions["detail"] = _detail_shows(terminal, title)
        pressed = terminal.press("j")
        seconds.append({what: when - pressed for what, when in terminal.until_each(conditions).items()})
        terminal.pause(REST_SECONDS / 2)
    return seconds


def quit_while(terminal: Terminal, text: str) -> float:
    """Seconds from Ctrl-Q, pressed directly after a text, to the end of the program."""
    chance = random.Random(SEED)
    for letter in text:
        terminal.press(letter)
        terminal.pause(chance.uniform(*FAST_SECONDS))
    pressed = terminal.press(QUIT)
    return terminal.exited() - pressed


def _status_is(terminal: Terminal, total: str) -> Callable[[], bool]:
    return lambda: total in terminal.screen.line(0)


def _cursor_at(terminal: Terminal, title: str) -> Callable[[], bool]:
    def condition() -> bool:
        lines = (terminal.screen.line(y, 0, DETAIL_FROM) for y in range(LINES))
        return any(text.startswith(smallest.CURSOR) and title in text for text in lines)

    return condition


def _detail_shows(terminal: Terminal, title: str) -> Callable[[], bool]:
    return lambda: any(title in terminal.screen.line(y, DETAIL_FROM) for y in range(6))


def main() -> None:
    """Measures the sizes that are asked for."""
    run(options.parser(__doc__).parse_args())


if __name__ == "__main__":
    main()

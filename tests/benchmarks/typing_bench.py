"""From a key to the engine's answer, letter by letter, and what an index costs, against SQLite's FTS5.

    python -m tests.benchmarks.typing_bench [--papers 209 10000 100000 1000000] [--file abstracts.jsonl.xz] [--rebuild]

The baseline in the same run is FTS5 on disk with porter stemming and bm25, asked for the same words, the last one as a
prefix, for the first 1,000 papers. It searches title and abstract; the reader searches authors, venues, notes and tags
as well, and counts. Above 20,000 papers the indexes of an earlier run are used, with the figures that were noted when
they were built. Above 200,000 papers every third key is measured.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import ExitStack, closing
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from tests.benchmarks import fts5, options
from tests.benchmarks.corpus import bundled
from tests.benchmarks.libraries import FTS5, baseline, engines, indexed, library
from tests.benchmarks.measure import Memory, Spread, heading, line, timed
from tests.benchmarks.queries import letter_by_letter, step, typed

if TYPE_CHECKING:
    import argparse
    import sqlite3
    from collections.abc import Callable

    from tests.benchmarks.libraries import Made
    from tui_reader.library.library import Library

Search: TypeAlias = "Callable[[str], object]"

REBUILD_MOST = 20_000
"""Up to this size an index is built anew in every run."""

BUDGETS = {("whoosh", 209): 10, ("whoosh", 10_000): 30, ("tantivy", 100_000): 10, ("tantivy", 1_000_000): 50}
"""Milliseconds that the p95 of a key has."""

NOTE = "quokkasaurus"


def run(chosen: argparse.Namespace) -> None:
    """Prints the figures of every size."""
    for papers in chosen.papers:
        measure(library(chosen, papers), chosen)


def measure(made: Made, chosen: argparse.Namespace) -> None:
    """Prints the figures of one library."""
    heading(f"Typing, {made.label}")
    rebuild = chosen.rebuild or made.count <= REBUILD_MOST
    with ExitStack() as stack:
        connection = stack.enter_context(closing(baseline(made, rebuild=rebuild)))
        opened = {
            engine: stack.enter_context(closing(indexed(made, engine, rebuild=rebuild)))
            for engine in engines(chosen, made.count)
        }
        searches: dict[str, Search] = {engine: partial(_engine_finds, one) for engine, one in opened.items()}
        first = {engine: in_turn({engine: search}, ["l"], 1)[engine] for engine, search in searches.items()}
        searches[FTS5] = partial(fts5.find, connection, typing=True)
        keys = in_turn(searches, typed(bundled()), step(made.count))
        line(f"{FTS5}: a key", keys[FTS5])
        costs(made, FTS5)
        table_note = noted_in_table(connection)
        line(f"{FTS5}: a changed paper found", f"{table_note * 1000:.1f} ms")
        line(f"{FTS5}: a process that searches", searcher(made, FTS5))
        for engine, library_opened in opened.items():
            budget = BUDGETS.get((engine, made.asked))
            ratio = keys[engine].p95 / keys[FTS5].p95
            line(f"{engine}: a key", keys[engine], ratio, to="p95", budget=f"p95 {budget} ms" if budget else "")
            line(f"{engine}: the very first key", f"{first[engine].worst * 1000:.1f} ms")
            costs(made, engine)
            note = noted_in_library(library_opened)
            line(f"{engine}: a note found", f"{note * 1000:.1f} ms", note / table_note, to=FTS5)
            line(f"{engine}: a process that searches", searcher(made, engine))


def in_turn(searches: dict[str, Search], queries: list[str], every: int) -> dict[str, Spread]:
    """What the answers to each key of the queries take; the searches take turns, so that noise disturbs all of them."""
    seconds: dict[str, list[float]] = {name: [] for name in searches}
    for query in queries:
        for text in letter_by_letter(query, every):
            for name, search in searches.items():
                started = time.perf_counter()
                search(text)
                seconds[name].append(time.perf_counter() - started)
    return {name: Spread.of(measured) for name, measured in seconds.items()}


def _engine_finds(opened: Library, text: str) -> object:
    return opened.search(text, typing=True, limit=fts5.MOST)


def costs(made: Made, name: str) -> None:
    """Prints size and speed of an index as they were noted when it was built."""
    seconds, size = made.noted(f"{name} seconds"), made.noted(f"{name} bytes")
    if seconds is None or size is None:
        line(f"{name}: index", "was there before anybody measured; --rebuild")
        return
    by, table = made.noted(f"{FTS5} seconds"), made.noted(f"{FTS5} bytes")
    apart = name == FTS5 or by is None or table is None
    speed = f"{made.count / seconds:,.0f} papers a second"
    line(f"{name}: index built", speed, None if apart or by is None else by / seconds, to=FTS5)
    what = "with texts" if name == FTS5 else ""
    line(
        f"{name}: index size",
        f"{size / 1e6:,.1f} MB {what}",
        None if apart or table is None else size / table,
        to=FTS5,
    )


def noted_in_library(opened: Library) -> float:
    """Seconds from writing a note to finding its word."""
    paper = opened.browse(limit=1).ids[0]
    before = opened.papers([paper])[0].note
    with timed() as clock:
        opened.write_note(paper, f"a note about a {NOTE}")
        opened.refresh_index()
        found = opened.search(NOTE).ids
    assert list(found) == [paper]
    opened.write_note(paper, before)
    opened.refresh_index()
    return clock.seconds


def noted_in_table(connection: sqlite3.Connection) -> float:
    """Seconds from changing a row to finding its word."""
    (title,) = connection.execute("SELECT title FROM papers WHERE rowid = 1").fetchone()
    change = "UPDATE papers SET title = ? WHERE rowid = 1"
    with timed() as clock:
        with connection:
            connection.execute(change, (f"{title} {NOTE}",))
        found = fts5.find(connection, NOTE, typing=False)
    assert found == [1]
    with connection:
        connection.execute(change, (title,))
    return clock.seconds


def searcher(made: Made, engine: str) -> Memory | str:
    """The memory of a new process that has answered all queries."""
    command = [sys.executable, "-m", "tests.benchmarks.searcher", str(made.root), engine, str(step(made.count))]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    figures = json.loads(done.stdout)
    return Memory(*figures) if figures else "unknown: no /proc here"


def main() -> None:
    """Measures the sizes that are asked for."""
    parser = options.parser(__doc__)
    add_options(parser)
    run(parser.parse_args())


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds the wish for new indexes."""
    parser.add_argument("--rebuild", action="store_true", help="build the indexes anew at every size")


if __name__ == "__main__":
    main()

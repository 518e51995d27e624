"""From a key to the engine's answer, letter by letter, and what the index costs, against SQLite's FTS5.

    python -m tests.benchmarks.typing_bench [--papers 10000] [--file abstracts.jsonl.xz]

The baseline in the same run is FTS5 with porter stemming and bm25, asked for the same words, the last one as a prefix.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.corpus import library_of

if TYPE_CHECKING:
    from tui_reader.library import Library

QUERIES = (
    "speculative decoding",
    "diffusion models",
    "large language model",
    "graph neural networks",
    "attention is all you need",
    "learning",
    "the",
    "we propose a method",
    "reinforcement learning",
    "time series",
    "state space model",
    "differential equations",
    "image segmentation",
    "transformer",
    "theorem proving",
    "quantum",
    "wang",
    "federated privacy",
    "kernel methods",
    "zero shot",
)


def full_text_table(library: Library) -> sqlite3.Connection:
    """The library's papers in SQLite's own full-text index."""
    baseline = sqlite3.connect(":memory:")
    baseline.execute("CREATE VIRTUAL TABLE papers USING fts5 (title, abstract, tokenize = 'porter unicode61')")
    ids = library.browse().ids
    for start in range(0, len(ids), 500):
        rows = [(paper.id, paper.title, paper.abstract) for paper in library.papers(ids[start : start + 500])]
        baseline.executemany("INSERT INTO papers (rowid, title, abstract) VALUES (?, ?, ?)", rows)
    return baseline


def percentiles(label: str, seconds: list[float]) -> float:
    """Prints p50, p95 and the maximum; the p95 in seconds."""
    p95 = statistics.quantiles(seconds, n=20)[-1]
    middle, worst = statistics.median(seconds), max(seconds)
    print(f"  {label:>10}: p50 {middle * 1000:6.1f} ms, p95 {p95 * 1000:6.1f} ms, max {worst * 1000:6.1f} ms")
    return p95


def measure(library: Library) -> None:
    """Prints what one library's index costs and answers."""
    started = time.perf_counter()
    library.refresh_index(rebuild=True)
    seconds = time.perf_counter() - started
    size = sum(file.stat().st_size for file in library.home.index.rglob("*") if file.is_file())
    count = library.count()
    print(f"{count:,} papers: {count / seconds:,.0f} indexed a second, {size / 1e6:.1f} MB")
    baseline = full_text_table(library)
    ours, theirs = [], []
    for query in QUERIES:
        for end in range(1, len(query) + 1):
            text = query[:end]
            started = time.perf_counter()
            library.search(text, typing=True)
            ours.append(time.perf_counter() - started)
            words = " ".join(f'"{word}"' for word in text.split())
            started = time.perf_counter()
            find = "SELECT rowid FROM papers WHERE papers MATCH ? ORDER BY bm25(papers, 3.0, 1.0)"
            baseline.execute(find, (f"{words}*",)).fetchall()
            theirs.append(time.perf_counter() - started)
    ratio = percentiles("whoosh", ours) / percentiles("FTS5", theirs)
    started = time.perf_counter()
    library.write_note(1, "a note about quokkas")
    library.refresh_index()
    print(f"  ratio of the p95: {ratio:.1f}; a note is found after {(time.perf_counter() - started) * 1000:.0f} ms")


def main() -> None:
    """Measures at the size of the bundled library and at a larger one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--file", type=Path, help="JSON Lines to take the papers from instead of recombined ones")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        for count in (0, options.papers):
            started = time.perf_counter()
            library, _ = library_of(Path(directory) / str(count), count, options.file)
            print(f"{library.count() / (time.perf_counter() - started):,.0f} papers a second into the store")
            measure(library)
            library.close()


if __name__ == "__main__":
    main()

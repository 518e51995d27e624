"""JSON Lines into the store, papers a second, against plain inserts of the same rows.

    python -m tests.benchmarks.import_bench [--papers 209 10000 1000000] [--file abstracts.jsonl.xz]

The baseline in the same run reads the same file with `json.loads` and inserts title, abstract, authors, venue and year
with one `executemany` into a table without indexes, in one transaction of a new SQLite file. The reader does the same
and finds out which papers it has, makes citation keys, and keeps the orders and counts that the screen asks for.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import corpus, options
from tests.benchmarks.measure import heading, line, timed
from tui_reader.library.library import Library
from tui_reader.paths import Home

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from tui_reader.model.papers import Paper

BUDGET = "at least 15,000"


def run(chosen: argparse.Namespace) -> None:
    """Prints the figures of every size."""
    chosen.cache.mkdir(parents=True, exist_ok=True)
    for papers in chosen.papers:
        heading(f"Import, {papers:,} papers of JSON Lines")
        # The temporary directory of the system may be in memory; the cache is on a disk.
        with tempfile.TemporaryDirectory(dir=chosen.cache) as directory:
            measure(Path(directory), papers, chosen.file)


def measure(directory: Path, papers: int, file: Path | None) -> None:
    """Prints the papers a second of the baseline, of an import, and of the same import again."""
    lines = directory / "papers.jsonl"
    with lines.open("w", encoding="utf-8") as written:
        written.writelines(f"{json.dumps(record(paper), ensure_ascii=False)}\n" for paper in corpus.extra(papers, file))
    with timed() as plain:
        inserted = insert(lines, directory / "plain.sqlite3")
    line("plain inserts", f"{inserted / plain.seconds:,.0f} papers a second")
    with closing(Library(Home.under(directory / "home"))) as opened:
        for label in ("import", "the same import again"):
            with timed() as clock:
                report = opened.import_file(lines)
            taken = report.added + report.completed + report.unchanged
            figures = f"{taken / clock.seconds:,.0f} papers a second"
            line(label, figures, clock.seconds / plain.seconds, to="the time", budget=BUDGET)


def record(paper: Paper) -> dict[str, object]:
    """A paper as a line of the file has it."""
    names = [author.name for author in paper.authors]
    return {
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": names,
        "venue": paper.venue,
        "year": paper.year,
    }


def insert(lines: Path, database: Path) -> int:
    """Reads the file into a new table; the number of rows."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE papers (id INTEGER PRIMARY KEY, title, abstract, authors, venue, year)")
        with connection:
            insertion = "INSERT INTO papers (title, abstract, authors, venue, year) VALUES (?, ?, ?, ?, ?)"
            return connection.executemany(insertion, _rows(lines)).rowcount


def _rows(lines: Path) -> Iterator[tuple[object, ...]]:
    with lines.open(encoding="utf-8") as text:
        for one in text:
            row = json.loads(one)
            yield row["title"], row["abstract"], json.dumps(row["authors"]), row["venue"], row["year"]


def main() -> None:
    """Measures the sizes that are asked for."""
    run(options.parser(__doc__).parse_args())


if __name__ == "__main__":
    main()

"""Papers out of the library as BibTeX and as JSON Lines, papers a second, against plain JSON of the same papers.

    python -m tests.benchmarks.export_bench [--papers 209 10000 100000] [--file abstracts.jsonl.xz]

The baseline in the same run selects title, abstract and authors with one statement and writes each as a line of JSON.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import corpus, options
from tests.benchmarks.import_bench import record
from tests.benchmarks.measure import heading, line, timed
from tui_reader.exporters.formats import by_name
from tui_reader.library.exporting import Wish, to_file
from tui_reader.library.library import Library
from tui_reader.paths import Home

if TYPE_CHECKING:
    import argparse

BUDGET = {"bibtex": "at least 10,000", "jsonl": ""}


def run(chosen: argparse.Namespace) -> None:
    """Prints the figures of every size."""
    chosen.cache.mkdir(parents=True, exist_ok=True)
    for papers in chosen.papers:
        heading(f"Export, {papers:,} papers")
        with tempfile.TemporaryDirectory(dir=chosen.cache) as directory:
            measure(Path(directory), papers, chosen.file)


def measure(directory: Path, papers: int, file: Path | None) -> None:
    """Prints the papers a second of the baseline and of each format."""
    lines = directory / "papers.jsonl"
    with lines.open("w", encoding="utf-8") as written:
        written.writelines(f"{json.dumps(record(paper), ensure_ascii=False)}\n" for paper in corpus.extra(papers, file))
    home = Home.under(directory / "home")
    with closing(Library(home)) as library:
        library.import_file(lines)
        ids = library.browse().ids
        with timed() as plain:
            dump(home.database, directory / "plain.jsonl")
        line("plain JSON", f"{len(ids) / plain.seconds:,.0f} papers a second")
        for name, budget in BUDGET.items():
            chosen = by_name(name)
            with timed() as clock:
                to_file(library, Wish(ids, chosen), directory / f"all{chosen.suffixes[0]}")
            figures = f"{len(ids) / clock.seconds:,.0f} papers a second"
            line(chosen.label, figures, clock.seconds / plain.seconds, to="the time", budget=budget)


def dump(database: Path, file: Path) -> None:
    """Writes three columns of every paper as JSON Lines."""
    with closing(sqlite3.connect(database)) as connection, file.open("w", encoding="utf-8") as written:
        rows = connection.execute("SELECT title, abstract, authors FROM papers")
        written.writelines(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


if __name__ == "__main__":
    run(options.quick(options.parser(__doc__).parse_args()))

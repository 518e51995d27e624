"""A process that only searches and then prints its memory: `python -m tests.benchmarks.searcher ROOT ENGINE STEP`."""

from __future__ import annotations

import json
import sqlite3
import sys
from dataclasses import astuple
from pathlib import Path

from tests.benchmarks import fts5
from tests.benchmarks.libraries import FTS5
from tests.benchmarks.measure import Memory
from tests.benchmarks.queries import COMMON, SYNTAX, letter_by_letter

QUERIES = (*COMMON, *SYNTAX)


def main(root: Path, engine: str, step: int) -> None:
    """Answers the keys of the queries once, or every so many."""
    if engine == FTS5:
        connection = sqlite3.connect(root / "fts5.sqlite3")
        for query in QUERIES:
            for text in letter_by_letter(query, step):
                fts5.find(connection, text, typing=True)
    else:
        from tui_reader.library.library import Library
        from tui_reader.paths import Home

        library = Library(Home.under(root / engine))
        for query in QUERIES:
            for text in letter_by_letter(query, step):
                library.search(text, typing=True, limit=fts5.MOST)
    memory = Memory.of()
    print(json.dumps(astuple(memory) if memory else None))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))

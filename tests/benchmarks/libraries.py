"""Libraries to measure: made once for each size and source, kept, and shared by all benchmarks.

CACHE/10000-1f2e3d4c/
├── made.json        what making it took; written last, so a library that was interrupted is made anew
├── data/            the library's database
├── fts5.sqlite3     the baseline: the same papers in SQLite's own full-text index
├── whoosh/          a home (`TUI_READER_HOME`) with that data and an index of this engine
└── tantivy/
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from tests.benchmarks import corpus
from tests.benchmarks.measure import directory_bytes, timed
from tui_reader.importers.records import Item, Record
from tui_reader.library.library import Library
from tui_reader.paths import Home
from tui_reader.store.schema import MIGRATIONS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.model.papers import Paper

FTS5 = "FTS5"
ENGINES = ("whoosh", "tantivy")
WHOOSH_MOST = 100_000
"""Above this Whoosh is only measured when asked for: building its index takes the better part of an hour."""


@dataclass(frozen=True, slots=True)
class Made:
    """A library in the cache."""

    root: Path
    asked: int
    """The size that was asked for."""
    count: int
    """How many papers it has: those of a file that are the same paper count once."""

    def home(self, engine: str) -> Home:
        """The home with an engine's index."""
        return Home.under(self.root / engine)

    @property
    def label(self) -> str:
        """The size, as reports have it."""
        return f"{self.count:,} papers"

    def noted(self, name: str) -> float | None:
        """A figure that was noted when something was made."""
        figures: dict[str, float] = json.loads((self.root / "made.json").read_text(encoding="utf-8"))
        return figures.get(name)

    def note(self, name: str, figure: float) -> None:
        """Notes a figure beside the library."""
        file = self.root / "made.json"
        figures = json.loads(file.read_text(encoding="utf-8")) | {name: figure}
        file.write_text(json.dumps(figures, indent=1), encoding="utf-8")


def library(options: argparse.Namespace, papers: int) -> Made:
    """The library of a size, from the cache if it is there."""
    root = options.cache / f"{papers}-{_source(options.file)}"
    if not (root / "made.json").exists():
        _make(root, papers, options.file)
    return Made(root, papers, int(json.loads((root / "made.json").read_text(encoding="utf-8"))["count"]))


def engines(options: argparse.Namespace, papers: int) -> list[str]:
    """The engines to measure at a size; says why one is left out."""
    chosen = []
    for engine in options.engines or ENGINES:
        if engine == "tantivy" and not (_is_there("tantivy") and _is_there("tui_reader.search.tantivy.tantivy_engine")):
            print(f"  {engine} is left out: pip install 'tui-reader[tantivy]'")
        elif engine == "whoosh" and papers > WHOOSH_MOST and not options.engines:
            print(f"  {engine} is left out above {WHOOSH_MOST:,} papers; --engines {engine} measures it all the same")
        else:
            chosen.append(engine)
    return chosen


def indexed(made: Made, engine: str, *, rebuild: bool = False) -> Library:
    """The open library with a current index of an engine; notes what building it took."""
    opened = Library(made.home(engine))
    # An index that nobody measured may be half of one, left by a run that was interrupted.
    rebuild = rebuild or made.noted(f"{engine} seconds") is None
    with timed() as clock:
        work = opened.refresh_index(rebuild=rebuild)
    if not (opened.home.index / engine).is_dir():
        raise SystemExit(f"the reader did not follow {opened.home.config / 'config.toml'}: no {engine} index was made")
    if rebuild or work == "rebuilt":
        made.note(f"{engine} seconds", clock.seconds)
        made.note(f"{engine} bytes", directory_bytes(opened.home.index))
    return opened


def baseline(made: Made, *, rebuild: bool = False) -> sqlite3.Connection:
    """The papers in SQLite's FTS5 with porter stemming, on disk; notes what building it took."""
    file = made.root / "fts5.sqlite3"
    if rebuild or made.noted(f"{FTS5} seconds") is None:
        file.unlink(missing_ok=True)
        with timed() as clock, closing(sqlite3.connect(file)) as connection:
            connection.execute(
                "CREATE VIRTUAL TABLE papers USING fts5 (title, abstract, tokenize = 'porter unicode61')"
            )
            connection.execute("ATTACH ? AS library", (str(made.home(ENGINES[0]).database),))
            with connection:
                connection.execute(
                    "INSERT INTO papers (rowid, title, abstract) SELECT id, title, abstract FROM library.papers"
                )
        made.note(f"{FTS5} seconds", clock.seconds)
        made.note(f"{FTS5} bytes", file.stat().st_size)
    return sqlite3.connect(file)


@contextmanager
def without_index(made: Made, engine: str) -> Iterator[Path]:
    """A home with the library and an engine, but no index yet."""
    with tempfile.TemporaryDirectory(dir=made.root) as directory:
        root = made.root / directory
        _home(root, engine, made.root / "data")
        yield root


def _source(file: Path | None) -> str:
    """A name for all that a library's content depends on but its size."""
    parts: list[object] = [corpus.VERSION, corpus.SEED, len(MIGRATIONS), MIGRATIONS]
    if file is not None:
        parts += [file.name, file.stat().st_size]
    return f"{crc32(repr(parts).encode()):08x}"


def _make(root: Path, papers: int, file: Path | None) -> None:
    print(f"making a library of {papers:,} papers in {root}", flush=True)
    shutil.rmtree(root, ignore_errors=True)
    (root / "data").mkdir(parents=True)
    for engine in ENGINES:
        _home(root / engine, engine, root / "data")
    made = Library(Home.under(root / ENGINES[0]))
    try:
        wanted = papers - made.count()
        if wanted > 0:
            made.take(_items(corpus.extra(wanted, file)))
        count = made.count()
    finally:
        made.close()
    (root / "made.json").write_text(json.dumps({"count": count}), encoding="utf-8")


def _items(papers: Iterator[Paper]) -> Iterator[Item]:
    for number, paper in enumerate(papers, 1):
        yield Record(paper, number)


def _home(root: Path, engine: str, data: Path) -> None:
    """A home whose data is elsewhere and whose configuration names the engine."""
    home = Home.under(root)
    home.config.mkdir(parents=True)
    (home.config / "config.toml").write_text(f'index = "{engine}"\n', encoding="utf-8")
    home.data.symlink_to(data.absolute(), target_is_directory=True)


def _is_there(module: str) -> bool:
    return importlib.util.find_spec(module) is not None

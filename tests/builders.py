"""Papers for tests, with everything that a test does not care about already filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_reader.importers.records import Record
from tui_reader.model.papers import Paper
from tui_reader.store.import_writer import Arriving, ImportWriter
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from tui_reader.errors import ReaderError
    from tui_reader.store.import_writer import Outcome


def paper(title: str = "A Paper About Something", *authors: str, **facts: Any) -> Paper:
    """A paper with an abstract and, unless told otherwise, one author."""
    names = authors or ("Ada Lovelace",)
    facts.setdefault("abstract", f"We write about {title.lower()}.")
    return Paper(title=title, authors=tuple(Person.parse(name) for name in names), **facts)


def records(papers: Iterable[Paper]) -> list[Record]:
    """The papers as an importer yields them, one a line."""
    return [Record(one, line) for line, one in enumerate(papers, 1)]


def taken(connection: sqlite3.Connection, papers: Iterable[Paper], at: float = 1) -> list[Outcome | ReaderError]:
    """Takes papers into a library within a transaction, as one chunk of an import."""
    return ImportWriter(Arriving(at=at)).take(connection, records(papers))

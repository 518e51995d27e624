"""Highlights exported by Readwise (https://readwise.io/export): one a row, gathered here by their documents.

Columns: Highlight, Book Title, Book Author, Amazon Book ID, Note, Color, Tags, Location Type, Location, Highlighted at,
Document tags. Tags of a highlight that begin with a dot are its tags; a note may have them as `.tag` too.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from tui_reader.importers.records import Format, Item, Problem, Quote, Record, Source
from tui_reader.importers.tables import LONGEST_CELL
from tui_reader.importers.text_repair import storable
from tui_reader.model.papers import Paper
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADER: Final = ("Highlight", "Book Title", "Book Author")
_AND = re.compile(r"\s*(?:,\s*(?:and\s+)?|;|\s+and\s+)\s*")


@dataclass(slots=True)
class _Document:
    """What the highlights of one document say."""

    line: int
    authors: str
    quotes: list[Quote] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)


def read(source: Source) -> Iterator[Item]:
    """A paper for each document, in the order of its first highlight, with its highlights."""
    csv.field_size_limit(LONGEST_CELL)
    rows = csv.DictReader(line.lstrip("\ufeff") for line in source.lines)
    documents: dict[str, _Document] = {}
    line = 2
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Problem(line, f"a row that is not CSV: {error}")
            continue
        if row is None:
            break
        cells = {
            name: (value or "").strip()
            for name, value in row.items()
            if isinstance(name, str) and not isinstance(value, list)
        }
        if problem := _add(documents, cells, line):
            yield problem
        line = rows.line_num + 1
    for title, document in documents.items():
        authors = tuple(map(Person.parse, filter(None, _AND.split(document.authors))))
        paper = Paper(storable(title), authors=authors, tags=tuple(sorted(document.tags)))
        yield Record(paper, document.line, tuple(document.quotes))


def _add(documents: dict[str, _Document], cells: dict[str, str], line: int) -> Problem | None:
    title, text = cells.get("Book Title", ""), cells.get("Highlight", "")
    if not title or not text:
        missing = "the title of its document" if text else "a text"
        return Problem(line, f"a highlight without {missing}", record=title or text[:60], raw="\t".join(cells.values()))
    document = documents.setdefault(title, _Document(line, cells.get("Book Author", "")))
    document.quotes.append(
        Quote(
            storable(text),
            storable(cells.get("Note", "")),
            cells.get("Color", ""),
            _time(cells.get("Highlighted at", "")),
        )
    )
    tags = re.split(r"[,\s]+", cells.get("Document tags", ""))
    document.tags.update(tag.lstrip(".#") for tag in tags if tag.lstrip(".#"))
    return None


def _time(text: str) -> float:
    """Seconds since 1970, UTC, of "2023-01-05 10:00:00+00:00"; 0 for a text that is no time."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return 0.0
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


def looks_like(beginning: str) -> bool:
    """Whether the header is that of Readwise."""
    try:
        header = next(csv.reader([beginning.removeprefix("\ufeff").split("\n", 1)[0]]), [])
    except csv.Error:  # a line end of the old Macintosh inside the line
        return False
    return all(name in header for name in _HEADER)


FORMAT = Format("readwise", "Highlights of Readwise", (".readwise.csv",), looks_like, read)

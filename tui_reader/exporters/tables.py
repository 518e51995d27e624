"""CSV (RFC 4180, UTF-8) for spreadsheets, with columns that the importer knows.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, which may run programs. Such a cell
begins with an apostrophe here, as OWASP advises ("CSV Injection"); the importer takes it away.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, TextIO

from tui_reader.exporters.records import PARTS, Exported, Format, Part
from tui_reader.importers.table_columns import guarded
from tui_reader.texts.printable import printable
from tui_reader.texts.times import in_utc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_reader.model.papers import Paper
    from tui_reader.texts.names import Person

_DETAILS = (
    *("venue_short", "event", "volume", "issue", "pages", "article_number", "publisher", "place", "series", "edition"),
    *("institution", "language", "short_title"),
)
_SCHEMES = ("pmid", "pmcid", "isbn", "issn", "openalex")
_HEADER = (
    *("citation_key", "title", "authors", "year", "date", "venue", "kind", "doi", "arxiv", "url"),
    *_DETAILS,
    *_SCHEMES,
    *("editors", "keywords", "categories", "rating", "date_added"),
)
_OF_PARTS: tuple[tuple[Part, str], ...] = (
    ("tags", "tags"),
    ("abstract", "abstract"),
    ("note", "note"),
    ("file", "file"),
)


def write(papers: Iterable[Exported], stream: TextIO, parts: frozenset[Part]) -> None:
    """A header, and a row a paper; lists have semicolons."""
    rows = csv.writer(stream, lineterminator="\r\n")
    rows.writerow((*_HEADER, *(column for part, column in _OF_PARTS if part in parts)))
    for paper, *_ in papers:
        rows.writerow([guarded(printable(cell)) for cell in (*_cells(paper), *_cells_of_parts(paper, parts))])


def _cells(paper: Paper) -> Iterator[str]:
    year = "" if paper.year is None else str(paper.year)
    yield from (paper.key, paper.title, _names(paper.authors), year, _date(paper), paper.venue or "")
    yield from (paper.kind or "", paper.doi or "", paper.arxiv or "", paper.url or "")
    yield from (str(getattr(paper.details, name)) for name in _DETAILS)
    yield from (paper.details.id(scheme) for scheme in _SCHEMES)
    yield _names(paper.details.editors)
    yield "; ".join(paper.details.keywords)
    yield "; ".join(paper.details.categories)
    yield str(paper.rating or "")
    yield in_utc(paper.added).strftime("%Y-%m-%d %H:%M:%S") if paper.added else ""


def _cells_of_parts(paper: Paper, parts: frozenset[Part]) -> Iterator[str]:
    cells = {
        "tags": "; ".join(paper.tags),
        "abstract": paper.abstract,
        "note": paper.note,
        "file": "; ".join(paper.details.files),
    }
    return (cells[part] for part, _ in _OF_PARTS if part in parts)


def _date(paper: Paper) -> str:
    """Year, month and day as far as they are known; empty where the year says it all."""
    if paper.year is None or not paper.details.month:
        return ""
    day = f"-{paper.details.day:02d}" if paper.details.day else ""
    return f"{paper.year:04d}-{paper.details.month:02d}{day}"


def _names(people: Iterable[Person]) -> str:
    return "; ".join(person.inverted for person in people)


FORMAT = Format("csv", "CSV for spreadsheets", (".csv",), write, frozenset(PARTS))

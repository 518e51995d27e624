"""Spreadsheets of papers as CSV or TSV, one paper a row, from whichever service: the header says what is where.

The delimiter (comma, semicolon, tab) is the one that takes the header apart best. Columns that the record has no place
for are kept under their own names.
"""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_reader.importers.records import Format, Item, Problem, Record, Source
from tui_reader.importers.table_columns import facts_of
from tui_reader.importers.table_rows import Row
from tui_reader.importers.text_repair import REPAIRED, storable

if TYPE_CHECKING:
    from collections.abc import Iterator

_DELIMITERS: Final = (",", ";", "\t", "|")
_PREAMBLE = re.compile(r'"?(?:sep=.|about the data\b.*)\s*', re.IGNORECASE)
"""Lines before the header: Excel's `sep=;`, and what Dimensions says of its export."""

LONGEST_CELL: Final = 2**20
"""Characters; a quotation mark that is never closed would make the rest of the file one cell."""

_FEWEST_COLUMNS: Final = 3
"""A header has a title, and at least two more columns that are known."""


class _Lines:
    """The lines of a file as csv wants them, counted, without those before the header."""

    def __init__(self, source: Source) -> None:
        self._lines = source.lines
        self.number = 0
        self.first = ""
        for line in self._lines:
            self.number += 1
            if line.strip() and not _PREAMBLE.fullmatch(line.lstrip("\ufeff").strip("\r\n")):
                self.first = line.lstrip("\ufeff")
                break

    def __iter__(self) -> Iterator[str]:
        yield self.first
        for line in self._lines:
            self.number += 1
            yield line.replace("\0", "\ufffd")


def read(source: Source) -> Iterator[Item]:
    """The paper of each row, with the line on which the row begins."""
    lines = _Lines(source)
    delimiter = _delimiter(lines.first)
    # A quotation mark that is never closed ends in an error, not in a cell of a gigabyte.
    csv.field_size_limit(LONGEST_CELL)
    rows = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    header: list[str] = []
    places: dict[str, list[int]] = {}
    begins = lines.number
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Problem(begins, f"a row that is not CSV: {error}")
            begins = lines.number + 1
            continue
        if not header:
            header, places = [cell.strip() for cell in cells], facts_of(cells)
            if "title" not in places:
                yield Problem(begins, f"no column is a title; the columns are {', '.join(header[:8])}")
                return
        elif any(cell.strip() for cell in cells):
            yield from _items(Row(header, places, cells), begins)
        begins = lines.number + 1


def looks_like(beginning: str) -> bool:
    """Whether the first line that is no preamble is a header with a title and other columns that are known."""
    lines = [line for line in beginning.removeprefix("\ufeff").split("\n") if line.strip()]
    lines = [line for line in lines[:3] if not _PREAMBLE.fullmatch(line.strip("\r"))]
    if not lines:
        return False
    delimiter = _delimiter(lines[0])
    if delimiter not in lines[0] or lines[0].lstrip()[:1] in "{[<@%":
        return False
    header = _cells(lines[0], delimiter)
    places = facts_of(header)
    return "title" in places and len(places) >= min(_FEWEST_COLUMNS, len(header))


FORMAT = Format("csv", "CSV or TSV with a header", (".csv", ".tsv", ".tab"), looks_like, read)


def _delimiter(header: str) -> str:
    """The delimiter that gives the header the most columns that are known, and else the most columns."""

    def columns(delimiter: str) -> tuple[int, int]:
        cells = _cells(header, delimiter)
        return len(facts_of(cells)), len(cells)

    return max(_DELIMITERS, key=columns)


def _cells(line: str, delimiter: str) -> list[str]:
    """The cells of one line; none of a line that is not CSV."""
    try:
        return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        return []


def _items(row: Row, line: int) -> Iterator[Item]:
    title = row.title
    if not title:
        what = ", ".join(filter(None, (cell.strip() for cell in row.cells[:4])))[:80]
        yield Problem(line, "no title", record=what, raw=row.raw)
        return
    paper, notes = row.paper()
    repaired = replace(paper, title=storable(paper.title), abstract=storable(paper.abstract), note=storable(paper.note))
    if repaired != paper:
        notes.append(REPAIRED)
    yield Record(repaired, line, row.quotes())
    for note in notes:
        yield Problem(line, note, refused=False, record=title)

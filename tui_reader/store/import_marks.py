"""What a record says that its reader did with the paper: tags, note, highlights, bookmark, reading, queue and rating.

A new paper takes all of it. One that is there takes what it lacks, and nothing that its reader took away. A note that
differs becomes a version of the note that is there; passages that the abstract does not have become part of the note.
"""

from __future__ import annotations

import colorsys
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.model.annotations import COLOURS, Colour
from tui_reader.model.papers import MOST_STARS
from tui_reader.store.removed import MARKS
from tui_reader.texts.anchors import anchor
from tui_reader.texts.printable import one_line, printable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from tui_reader.importers.records import Quote
    from tui_reader.model.papers import Paper
    from tui_reader.store.import_matching import ImportWorkingSet, PaperMarks, WorkingPaper
    from tui_reader.store.import_rows import ImportRow

LATEST = 253_402_300_799
"""The end of the year 9999 in seconds since 1970, UTC; a time beyond it is none."""

_HEX = re.compile(r"#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", re.IGNORECASE)
_NAMES: dict[str, Colour] = {"orange": "yellow", "red": "pink", "purple": "pink", "magenta": "pink", "cyan": "blue"}
_HUES: tuple[tuple[float, Colour], ...] = ((20, "pink"), (70, "yellow"), (170, "green"), (245, "blue"), (361, "pink"))
"""Up to which hue, in degrees, a colour is called what."""
_GREY = 0.15
"""The saturation below which a colour has no hue."""
_SHOWN = 60


class Taken(NamedTuple):
    """What was taken of the marks of a record."""

    is_changed: bool = False
    kept_note: bool = False
    """Whether its note became a version."""
    remarks: tuple[str, ...] = ()
    """What could not be taken, a sentence each."""


NOTHING = Taken()


def has_marks(row: ImportRow) -> bool:
    """Whether a record says anything that a reader did."""
    record, paper = row.record, row.record.paper
    return bool(
        row.tags or row.note or record.quotes or record.note_versions
        or paper.bookmarked or paper.read or paper.queued or paper.rating
    )  # fmt: skip


class MarksWriter:
    """The marks that the records of one chunk bring, collected record by record."""

    def __init__(self, now: float) -> None:
        self._now = now
        self._tags: list[tuple[int, str]] = []
        self._notes: dict[int, tuple[str, float]] = {}
        self._versions: list[tuple[int, float, str]] = []
        self._marks: dict[str, list[tuple[Any, ...]]] = {name: [] for name in MARKS}
        self._highlights: list[tuple[Any, ...]] = []
        self._marked: set[tuple[int, int, str]] = set()
        """Paper, start and passage of the highlights that are there."""

    def take(
        self, row: ImportRow, paper: WorkingPaper, papers: ImportWorkingSet, connection: sqlite3.Connection
    ) -> Taken:
        """Takes what a record brings for a paper, which may have been there."""
        marks = papers.marks(paper)
        is_changed = self._take_tags(row, paper.id, marks) | self._take_marks(row.record.paper, paper.id, marks)
        note, remarks = row.note, []
        if row.record.quotes:
            before = len(self._highlights)
            lost = self._take_quotes(row.record.quotes, paper, papers, connection)
            is_changed |= len(self._highlights) > before
            note = "\n\n".join(filter(None, (note, *map(_as_text, lost))))
            if lost and marks.note and marks.note != note and not row.note:
                remarks = [f"a highlight is not in the abstract: “{_short(quote.text)}”" for quote in lost]
                note = ""
        self._versions += [(paper.id, _time(at, self._now), printable(text)) for at, text in row.record.note_versions]
        kept_note = False
        if note and not marks.note:
            marks.note, is_changed = note, True
            self._notes[paper.id] = (note, _time(row.record.note_at, self._now))
        elif note and note != marks.note:
            kept_note = True
            self._versions.append((paper.id, self._now, note))
        paper.is_searchable_changed |= is_changed
        return Taken(is_changed, kept_note, tuple(remarks))

    def write(self, connection: sqlite3.Connection) -> None:
        """Writes all that was taken; the papers are there by now."""
        connection.executemany("INSERT OR FAIL INTO tags VALUES (?, ?)", self._tags)
        notes = [(paper, text, at) for paper, (text, at) in self._notes.items()]
        connection.executemany("INSERT OR FAIL INTO notes VALUES (?, ?, ?)", notes)
        for table, rows in self._marks.items():
            if rows:
                values = ", ".join("?" * len(rows[0]))
                connection.executemany(f"INSERT OR FAIL INTO {table} VALUES ({values})", rows)
        connection.executemany(
            """INSERT INTO versions (paper, at, text) SELECT ?1, ?2, ?3
               WHERE NOT EXISTS (SELECT 1 FROM versions WHERE paper = ?1 AND text = ?3)""",
            self._versions,
        )
        connection.executemany(
            """INSERT INTO highlights (paper, exact, prefix, suffix, start, colour, comment, at)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            self._highlights,
        )

    def _take_tags(self, row: ImportRow, paper: int, marks: PaperMarks) -> bool:
        new = [tag for tag in row.tags if tag not in marks.tags and f"tag {tag}" not in marks.removed]
        marks.tags.update(new)
        self._tags += [(paper, tag) for tag in new]
        return bool(new)

    def _take_marks(self, given: Paper, paper: int, marks: PaperMarks) -> bool:
        rows: Iterator[tuple[str, tuple[Any, ...]]] = (
            (table, row)
            for table, is_set, row in (
                ("bookmarks", given.bookmarked, (paper, _time(given.bookmarked_at, self._now))),
                ("readings", given.read, (paper, _time(given.read_at, self._now))),
                ("queue", given.queued, (paper, _time(given.queued_at, self._now))),
                ("ratings", given.rating, (paper, min(max(given.rating, 1), MOST_STARS), self._now)),
            )
            if is_set and table not in marks.tables and MARKS[table] not in marks.removed
        )
        is_changed = False
        for table, row in rows:
            marks.tables.add(table)
            self._marks[table].append(row)
            is_changed = True
        return is_changed

    def _take_quotes(
        self,
        quotes: tuple[Quote, ...],
        paper: WorkingPaper,
        papers: ImportWorkingSet,
        connection: sqlite3.Connection,
    ) -> list[Quote]:
        """Makes highlights of quotes; those that the abstract does not have."""
        from tui_reader.texts.relocating import quoted

        if paper.row is None:
            query = "SELECT paper, start, exact FROM highlights WHERE paper = ?"
            self._marked.update(connection.execute(query, (paper.id,)))
        abstract, lost = papers.abstract(paper), []
        for quote in quotes:
            end = quote.start + len(quote.text)
            if quote.start >= 0 and abstract[quote.start : end] == quote.text:
                place: tuple[int, int] | None = (quote.start, end)  # to the character where it was
            else:
                places = quoted(quote.text, abstract)
                place = min(places, key=lambda span: abs(span[0] - max(quote.start, 0)), default=None)
            passage = anchor(abstract, *place) if place else None
            if passage is None or not passage.exact:
                lost.append(quote)
                continue
            mark = (paper.id, passage.start, passage.exact)
            if mark not in self._marked:
                self._marked.add(mark)
                at, comment = _time(quote.at, self._now), printable(quote.comment).strip()
                texts = (passage.exact, passage.prefix, passage.suffix, passage.start)
                self._highlights.append((paper.id, *texts, colour_of(quote.colour), comment, at))
        return lost


def colour_of(text: str) -> Colour:
    """The nearest colour of a highlight to one that a file names, or gives as `#rrggbb`; the usual one for none."""
    name = text.strip().lower()
    for colour in COLOURS:
        if name == colour:
            return colour
    if found := _HEX.fullmatch(name):
        hue, _, saturation = colorsys.rgb_to_hls(*(int(part, 16) / 255 for part in found.groups()))
        return COLOURS[0] if saturation < _GREY else next(colour for end, colour in _HUES if hue * 360 < end)
    return _NAMES.get(name, COLOURS[0])


def _time(at: float, otherwise: float) -> float:
    """The time, or another one for one that no clock shows."""
    return at if 0 < at <= LATEST else otherwise


def _as_text(quote: Quote) -> str:
    """A quote in the text of a note, as Markdown."""
    lines = "\n".join(f"> {line}" for line in printable(quote.text).strip().split("\n"))
    return "\n\n".join(filter(None, (lines, printable(quote.comment).strip())))


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"

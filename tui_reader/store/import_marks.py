"""What a file says that its reader did with papers: state, highlights and earlier notes, written after the facts.

A paper that is new gets all of it, and one that was there what it lacks: nothing that a reader did here is replaced.
"""

from __future__ import annotations

import colorsys
import re
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.model.annotations import COLOURS, Colour
from tui_reader.texts.anchors import anchor
from tui_reader.texts.printable import one_line, printable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from tui_reader.importers.records import Quote
    from tui_reader.model.papers import Paper

LATEST = 253_402_300_799
"""The end of the year 9999 in seconds since 1970, UTC; a time beyond it is none."""

_HEX = re.compile(r"#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", re.IGNORECASE)
_NAMES: dict[str, Colour] = {"orange": "yellow", "red": "pink", "purple": "pink", "magenta": "pink", "cyan": "blue"}
_HUES: tuple[tuple[float, Colour], ...] = ((20, "pink"), (70, "yellow"), (170, "green"), (245, "blue"), (361, "pink"))
"""Up to which hue, in degrees, a colour is called what."""
_GREY = 0.15
"""The saturation below which a colour has no hue."""


class Marks(NamedTuple):
    """What comes with a paper beside the paper: see `importers.records.Record`."""

    quotes: Sequence[Quote] = ()
    note_versions: Sequence[tuple[float, str]] = ()


NO_MARKS = Marks()


class Written(NamedTuple):
    """What became of the marks of a paper."""

    changed: bool = False
    searchable: bool = False
    """Whether an index has to learn of it."""


def write(connection: sqlite3.Connection, number: int, paper: Paper, marks: Marks, now: float) -> Written:
    """Writes what comes with a paper that is in the library by now."""
    before = connection.total_changes
    for table, is_set, at in (
        ("bookmarks", paper.bookmarked, paper.bookmarked_at),
        ("readings", paper.read, paper.read_at),
        ("queue", paper.queued, paper.queued_at),
    ):
        if is_set:
            connection.execute(f"INSERT OR IGNORE INTO {table} VALUES (?, ?)", (number, time_of(at) or now))
    if paper.rating in range(1, 6):
        connection.execute("INSERT OR IGNORE INTO ratings VALUES (?, ?, ?)", (number, paper.rating, now))
    texts = {row[0] for row in connection.execute("SELECT text FROM versions WHERE paper = ?", (number,))}
    for at, text in marks.note_versions:
        if text.strip() and (shown := printable(text)) not in texts:
            texts.add(shown)
            row = (number, time_of(at) or now, shown)
            connection.execute("INSERT INTO versions (paper, at, text) VALUES (?, ?, ?)", row)
    searchable = _write_quotes(connection, number, marks.quotes, now) if marks.quotes else False
    return Written(connection.total_changes != before, searchable)


def has_marks(paper: Paper, marks: Marks) -> bool:
    """Whether there is anything for `write` to do."""
    return bool(paper.bookmarked or paper.read or paper.queued or paper.rating or marks.quotes or marks.note_versions)


def time_of(at: float) -> float:
    """The time, or 0 for one that no clock shows."""
    return at if 0 < at <= LATEST else 0


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


def _write_quotes(connection: sqlite3.Connection, number: int, quotes: Sequence[Quote], now: float) -> bool:
    abstract = connection.execute("SELECT abstract FROM papers WHERE id = ?", (number,)).fetchone()[0]
    elsewhere: list[str] = []
    searchable = False
    for quote in quotes:
        comment = printable(quote.comment.strip())
        places = _places(quote, abstract)
        if len(places) != 1:
            if quotation := _quotation(quote.text, comment):
                elsewhere.append(quotation)
            continue
        passage = anchor(abstract, *places[0])
        query = "SELECT 1 FROM highlights WHERE paper = ? AND start = ? AND exact = ?"
        if connection.execute(query, (number, passage.start, passage.exact)).fetchone() is None:
            connection.execute(
                """INSERT INTO highlights (paper, exact, prefix, suffix, start, colour, comment, at)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                (number, *passage[:3], passage.start, colour_of(quote.colour), comment, time_of(quote.at) or now),
            )
            searchable |= bool(comment)
    return _append_to_note(connection, number, elsewhere, now) or searchable


def _places(quote: Quote, abstract: str) -> list[tuple[int, int]]:
    """Where an abstract has a passage: where the file says, or else anywhere."""
    text = printable(quote.text)
    if text.strip() and quote.start >= 0 and abstract.startswith(text, quote.start):
        return [(quote.start, quote.start + len(text))]
    from tui_reader.texts.relocating import quoted

    return quoted(text, abstract) if abstract else []


def _append_to_note(connection: sqlite3.Connection, number: int, paragraphs: Sequence[str], now: float) -> bool:
    """Adds the paragraphs that a note has not; whether there were any."""
    found = connection.execute("SELECT text FROM notes WHERE paper = ?", (number,)).fetchone()
    note = text = str(found[0]) if found else ""
    for paragraph in paragraphs:
        if paragraph not in text:
            text = f"{text.rstrip()}\n\n{paragraph}" if text else paragraph
    if text == note:
        return False
    from tui_reader.store import note_versions

    note_versions.keep(connection, [number])
    connection.execute(
        """INSERT INTO notes VALUES (?, ?, ?)
           ON CONFLICT (paper) DO UPDATE SET text = excluded.text, at = excluded.at""",
        (number, text, now),
    )
    return True


def _quotation(text: str, comment: str) -> str:
    """A passage as a Markdown quotation, with the comment on it after that."""
    if not (passage := one_line(text)):
        return comment
    return f"> {passage}" + (f"\n\n{comment}" if comment else "")

"""What the two lines of a paper in the list say, as pieces of text and the names of their parts: pure, without styles.

Content would say it too; but a list is drawn anew with every letter of a query, and its rows cost five times as much
with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from rich.cells import cell_len, set_cell_size

from tui_reader.texts.printable import one_line
from tui_reader.texts.typeset import Typeset, typeset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.model.papers import Paper

BOOKMARK = "★"
UNREAD = "●"
QUEUED = "◷"
READ = "✓"
NOTE = "✎"
HIGHLIGHTED = "❝"
CURSOR = "▌"
SELECTED = "✓"

Part = Literal["title", "faint", "hit", "mark", "cursor"]
"""What a piece of a row is, and so which style it has."""

Piece = tuple[str, Part]

MARKS_WIDTH = 4
"""The cells of a row that are not for its text: marks, and the end of a text that was cut."""

KNOWN_AGAIN = 3
"""By how many letters a hit is known that the end of a line cuts."""

BEFORE_HIT = 24
"""How many characters of a snippet stand before its hit, at most."""

_ABBREVIATION = re.compile(r"\(([^()]*[A-Z]{2}[^()]*)\)")


class Highlights(Protocol):
    """What knows where a query's words stand in a text."""

    def spans(self, text: str | Typeset, field: str) -> Sequence[tuple[int, int]]:
        """The places, as character offsets, of the query's words in a text of a field (`title`, `abstract`, …)."""


class Row(NamedTuple):
    """Where a paper is shown."""

    current: bool = False
    """Whether the cursor is on it."""
    selected: bool = False
    width: int = 10_000
    """Of the row, in cells."""
    terms: Sequence[str] = ()
    """Why the paper is listed, when that is for words that it shares with others."""
    notes: bool = False
    """Whether the first line of a note is shown."""


def row(paper: Paper, hits: Highlights | None, where: Row) -> tuple[list[Piece], list[Piece]]:
    """The two lines of a paper in the list: marks and title; authors, year and venue, or what is wanted in their place.

    A rating stands before the second line ("4★"). When no word of the query is to be seen in either, in so many cells,
    the second line shows where it is.
    """
    bar: Piece = (CURSOR, "cursor") if where.current else (" ", "title")
    chosen: Piece = (SELECTED, "mark") if where.selected else (" ", "title")
    mark: Piece = (BOOKMARK, "mark") if paper.bookmarked else (" ", "title") if paper.read else (UNREAD, "cursor")
    note: Piece = (NOTE, "mark") if paper.note else (QUEUED, "mark") if paper.queued else (" ", "title")
    quote: Piece = (HIGHLIGHTED, "mark") if paper.highlights else (" ", "title")
    rating: list[Piece] = [(f"{paper.rating}{BOOKMARK} ", "mark")] if paper.rating else []
    title = _marked(typeset(one_line(paper.title)), "title", hits, "title")
    second: list[Piece] = []
    for text, field in (
        (authors_line(paper), "author"),
        (str(paper.year or ""), ""),
        (short_venue(paper.venue or ("arXiv" if paper.arxiv else "")), "venue"),
    ):
        if text:
            second += [(" · ", "faint")] if second else []
            second += _marked(typeset(one_line(text)), field, hits, "faint")
    if where.terms:
        second = [("shares ", "faint"), (one_line(" · ".join(where.terms)), "hit")]
    elif hits is not None and not (_is_visible(title, where.width) or _is_visible([*rating, *second], where.width)):
        second = reason(paper, hits, in_title=any(part == "hit" for _, part in title)) or second
    elif where.notes and (line := first_line(paper.note)):
        second = [(line, "faint")]
    return [bar, mark, chosen, *title], [bar, note, quote, *rating, *second]


def reason(paper: Paper, hits: Highlights, *, in_title: bool) -> list[Piece]:
    """The place where a word of the query is, in whatever the row does not show; nothing when it is nowhere.

    `in_title` says that one is in the title, too far right to be seen.
    """
    texts = (
        *((("", "title", paper.title),) if in_title else ()),
        ("", "abstract", paper.abstract),
        (f"{NOTE} ", "note", paper.note),
        *(("#", "tag", tag) for tag in paper.tags),
        ("", "author", ", ".join(author.name for author in paper.authors)),
        ("", "venue", paper.venue or ""),
        ("", "key", paper.key),
        ("arXiv:", "arxiv", paper.arxiv or ""),
        ("doi:", "doi", paper.doi or ""),
    )
    for label, field, text in texts:
        typed = typeset(one_line(text))
        if spans := hits.spans(typed, field):
            begin = _beginning(typed.text, spans[0][0])
            return [(f"{label}{'…' if begin else ''}", "faint"), *_cut(typed.text, spans, "faint", begin)]
    return []


def fitted(pieces: list[Piece], width: int) -> list[Piece]:
    """The pieces, cut and with an ellipsis at the end if they take more than so many cells."""
    sizes = [cell_len(text) for text, _ in pieces]
    if sum(sizes) <= width:
        return pieces
    fitted, room = [], width - 1
    for (text, part), size in zip(pieces, sizes, strict=True):
        if size > room:
            fitted.append((f"{set_cell_size(text, room)}…", part))
            break
        fitted.append((text, part))
        room -= size
    return fitted


def authors_line(paper: Paper, most: int = 3) -> str:
    """The authors' names, or the first of them and "et al."."""
    names = [author.surname if len(paper.authors) > most else author.name for author in paper.authors]
    return f"{names[0]} et al." if len(names) > most else ", ".join(names)


def first_line(note: str) -> str:
    """The first line of a note that says something, without Markdown's signs for headings and lists."""
    return next((text for line in note.splitlines() if (text := one_line(line).strip(" #>*-"))), "")


def short_venue(venue: str) -> str:
    """The abbreviation that a venue carries ("International Conference on Machine Learning (ICML)"), else all of it."""
    match = _ABBREVIATION.search(venue)
    return match.group(1) if match else venue


def _marked(typed: Typeset, field: str, hits: Highlights | None, part: Part) -> list[Piece]:
    return _cut(typed.text, hits.spans(typed, field) if hits else (), part)


def _cut(text: str, spans: Sequence[tuple[int, int]], part: Part, begin: int = 0) -> list[Piece]:
    """The text from a place on, cut where hits begin and end."""
    pieces: list[Piece] = []
    for start, end in spans:
        if start > begin:
            pieces.append((text[begin:start], part))
        pieces.append((text[start:end], "hit"))
        begin = end
    if begin < len(text):
        pieces.append((text[begin:], part))
    return pieces


def _beginning(text: str, first: int) -> int:
    """Where a snippet begins whose first hit is at a place: at a word a little before it."""
    return 0 if first <= BEFORE_HIT else text.find(" ", first - BEFORE_HIT, first) + 1 or first


def _is_visible(line: list[Piece], width: int) -> bool:
    """Whether the first hit, or enough of it to be known again, stands before the end of the line."""
    start = 0
    for text, part in line:
        if part == "hit":
            return start + min(len(text), KNOWN_AGAIN) <= width - MARKS_WIDTH
        start += len(text)
    return False

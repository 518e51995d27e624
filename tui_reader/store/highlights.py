"""Highlights: marked passages of abstracts. Their comments are indexed as a part of the paper's note."""

from __future__ import annotations

import json
import time
from itertools import islice
from typing import TYPE_CHECKING, get_args

from tui_reader.errors import NotFoundError, ReaderError
from tui_reader.model.annotations import COLOURS, Colour, Highlight
from tui_reader.model.papers import folded
from tui_reader.store.database import kept
from tui_reader.store.journal import Journal
from tui_reader.store.papers import bump_revision
from tui_reader.texts.anchors import Anchor, anchor

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable

    from tui_reader.store.database import Database

_COLUMNS = "id, paper, exact, prefix, suffix, start, colour, comment, at"


class Highlights:
    """The highlights of a library. A change is one transaction and one step of undo, on disk when it returns."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._journal = Journal(database)

    def add(self, paper: int, start: int, end: int, colour: Colour = COLOURS[0], comment: str = "") -> Highlight:
        """Highlights the passage between two offsets, in characters, of a paper's stored abstract.

        An existing highlight of the same passage gets the colour and, if it is not empty, the comment. Raises
        NotFoundError when there is no such paper, and ReaderError when the passage is only white space.
        """
        comment = kept(comment.strip())
        with self._journal.action(lambda name: f"highlighted a passage of {name}") as connection:
            passage = _passage(connection, paper, (start, end))
            query = f"SELECT {_COLUMNS} FROM highlights WHERE paper = ? AND start = ? AND exact = ?"
            found = connection.execute(query, (paper, passage.start, passage.exact)).fetchone()
            if found is not None:
                there = _highlight(found)
                self.change(there.id, colour=colour, comment=comment or None)
                return self._one(connection, there.id)
            row = (paper, *_columns(passage), _checked(colour), comment, time.time())
            cursor = connection.execute(
                """INSERT INTO highlights (paper, exact, prefix, suffix, start, colour, comment, at)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                row,
            )
            bump_revision(connection, {paper} if comment else ())
            return self._one(connection, int(cursor.lastrowid or 0))

    def change(
        self,
        number: int,
        *,
        colour: Colour | None = None,
        comment: str | None = None,
        span: tuple[int, int] | None = None,
        typing: bool = False,
    ) -> None:
        """Changes what is not `None`: the colour, the comment, or the passage (`span`, offsets as in `add`).

        `typing` says that this is a pause in typing the comment: it continues the step of undo of the pause before.
        Raises as `add` does, and NotFoundError when there is no such highlight.
        """
        comment = comment if comment is None else kept(comment.strip())
        joins = f"comment {number}" if typing else None
        verb = (
            "changed" if span else "recoloured" if colour else "commented on" if comment else "removed the comment on"
        )
        with self._journal.action(lambda name: f"{verb} a highlight of {name}", joins=joins) as connection:
            old = self._one(connection, number)
            passage = _passage(connection, old.paper, span) if span else old.anchor
            new = (
                *_columns(passage),
                old.colour if colour is None else _checked(colour),
                old.comment if comment is None else comment,
            )
            if new != (*_columns(old.anchor), old.colour, old.comment):
                connection.execute(
                    """UPDATE highlights SET (exact, prefix, suffix, start, colour, comment) = (?, ?, ?, ?, ?, ?)
                       WHERE id = ?""",
                    (*new, number),
                )
                bump_revision(connection, {old.paper} if new[-1] != old.comment else ())

    def remove(self, numbers: Iterable[int]) -> list[int]:
        """Removes highlights, and returns the ids of those that were there; other ids are passed over."""
        query = f"SELECT {_COLUMNS} FROM highlights WHERE id = ?"
        with self._journal.action(lambda name: f"removed {what} of {name}") as connection:
            rows = [row for number in dict.fromkeys(numbers) for row in connection.execute(query, (number,))]
            removed = list(map(_highlight, rows))
            what = "a highlight" if len(removed) == 1 else "highlights"
            connection.executemany("DELETE FROM highlights WHERE id = ?", [(one.id,) for one in removed])
            bump_revision(connection, {one.paper for one in removed if one.comment})
        return [one.id for one in removed]

    def get(self, number: int) -> Highlight:
        """The highlight with an id. Raises NotFoundError when there is none."""
        with self._database.reading() as connection:
            return self._one(connection, number)

    def of(self, paper: int) -> list[Highlight]:
        """The highlights of a paper in the order of its abstract."""
        query = f"SELECT {_COLUMNS} FROM highlights WHERE paper = ? ORDER BY start, id"
        with self._database.reading() as connection:
            return [_highlight(row) for row in connection.execute(query, (paper,))]

    def of_each(self, papers: Collection[int]) -> dict[int, list[Highlight]]:
        """The highlights of those of some papers that have any, by paper, as `of` gives them."""
        query = f"""SELECT {_COLUMNS} FROM highlights WHERE paper IN (SELECT value FROM json_each(?))
                    ORDER BY paper, start, id"""
        found: dict[int, list[Highlight]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(query, (json.dumps(list(papers)),)):
                found.setdefault(row[1], []).append(_highlight(row))
        return found

    def all(self, text: str = "", colour: Colour | None = None, limit: int | None = None) -> list[Highlight]:
        """The highlights of all papers, the newest first: those of a colour, with a text in passage or comment.

        Case and accents of the text make no difference. Every highlight is read until `limit` are found.
        """
        wanted = folded(text)
        query = f"SELECT {_COLUMNS} FROM highlights WHERE ? IN (colour, '') ORDER BY at DESC, id DESC"
        with self._database.reading() as connection:
            found = map(_highlight, connection.execute(query, (colour or "",)))
            fitting = (one for one in found if wanted in folded(f"{one.anchor.exact}\n{one.comment}"))
            return list(islice(fitting, limit))

    def count(self) -> int:
        """How many highlights there are."""
        with self._database.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM highlights").fetchone()[0])

    def _one(self, connection: sqlite3.Connection, number: int) -> Highlight:
        row = connection.execute(f"SELECT {_COLUMNS} FROM highlights WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise NotFoundError(f"There is no highlight {number}.", "It may have been removed in another window.")
        return _highlight(row)


def _passage(connection: sqlite3.Connection, paper: int, span: tuple[int, int]) -> Anchor:
    found = connection.execute("SELECT abstract FROM papers WHERE id = ?", (paper,)).fetchone()
    if found is None:
        raise NotFoundError("The paper is not in the library any more.", "It may have gone with an undone import.")
    passage = anchor(found[0], *span)
    if not passage.exact:
        raise ReaderError("There is nothing to highlight.", "Choose a passage of the abstract.")
    return passage


def _columns(passage: Anchor) -> tuple[str, str, str, int]:
    return passage.exact, passage.prefix, passage.suffix, passage.start


def _checked(colour: str) -> str:
    if colour not in get_args(Colour):
        raise ReaderError(f"“{colour}” is no colour of a highlight.", f"There are {', '.join(COLOURS)}.")
    return colour


def _highlight(row: tuple[int, int, str, str, str, int, Colour, str, float]) -> Highlight:
    number, paper, exact, prefix, suffix, start, colour, comment, at = row
    return Highlight(number, paper, Anchor(exact, prefix, suffix, start), colour, comment, at)

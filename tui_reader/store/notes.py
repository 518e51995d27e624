"""The notes of papers, and their earlier texts.

A text that is replaced is kept as a version, unless the same window wrote it at its last pause in typing and replaces
it while it goes on. Versions are never deleted while their paper can come back; an undo takes the note back, and the
text that it replaces becomes a version.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

from tui_reader.errors import NotFoundError
from tui_reader.model.history import NoteVersion, WrittenNote
from tui_reader.store.database import kept
from tui_reader.store.journal import Journal
from tui_reader.store.papers import bump_revision

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

    from tui_reader.store.database import Database

_MUCH = 80
"""Characters. A text that loses so many in one pause, and half of what it had, is kept as a version at once."""


class Notes:
    """The notes of a library's papers. Every method is one transaction, on disk when it returns."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._journal = Journal(database)

    def write(self, paper: int, text: str, *, based_on: str | None = None, typing: bool = False) -> WrittenNote:
        """Makes a text (Markdown) the note of a paper; a text of white space only means no note.

        `based_on` is the note that the writer had before them. When another writer has replaced that meanwhile, both
        changes are merged, or, where they touch, `text` becomes the note and the other text a version of it. Without
        `based_on` the text replaces whatever is there. `typing` says that this is a pause in typing: what this window
        typed shortly before is neither a step of undo of its own nor a version.

        Raises NotFoundError when there is no such paper, so that the text is not taken for saved.
        """
        text = _as_note(text)
        joins = f"note {paper}" if typing else None
        with self._journal.action(lambda name: f"{_verb(text)} the note of {name}", joins=joins) as connection:
            known = _note(connection, paper)
            written = _reconciled(text, known, None if based_on is None else _as_note(based_on))
            if written.text == known:
                return written
            if not _is_there(connection, paper):
                raise NotFoundError(
                    "The paper is not in the library any more.", "It may have gone with an undone import."
                )
            is_pause = joins is not None and self._journal.continues(connection, joins)
            if known and (written.concurrent == "conflict" or not is_pause or _loses_much(known, written.text)):
                from tui_reader.store import note_versions

                note_versions.keep(connection, [paper])
            _put(connection, paper, written.text)
            bump_revision(connection, {paper})
        return written

    def append(self, paper: int, text: str) -> WrittenNote:
        """Adds a paragraph at the end of a note, as it is at this moment. Raises as `write` does."""
        with self._journal.action(lambda name: f"wrote the note of {name}") as connection:
            known = _note(connection, paper)
            return self.write(paper, f"{known.rstrip()}\n\n{text}" if known else text)

    def versions(self, paper: int) -> list[NoteVersion]:
        """The note of a paper as it is, if it has one, and its earlier texts, the newest first; each text once."""
        return self.versions_of_each([paper]).get(paper, [])

    def versions_of_each(self, papers: Collection[int]) -> dict[int, list[NoteVersion]]:
        """The same for those of some papers that have any, by paper."""
        query = """WITH wanted (number) AS (SELECT value FROM json_each(?))
                   SELECT paper, at, text FROM (
                       SELECT paper, at, text, 0 AS age, 0 AS id FROM notes WHERE paper IN wanted
                       UNION ALL
                       SELECT paper, at, text, 1, id FROM versions AS old WHERE paper IN wanted
                       AND text NOT IN (SELECT text FROM notes WHERE paper = old.paper))
                   ORDER BY paper, age, id DESC"""
        found: dict[int, list[NoteVersion]] = {}
        with self._database.reading() as connection:
            for paper, at, text in connection.execute(query, (json.dumps(list(papers)),)):
                found.setdefault(paper, []).append(NoteVersion(at, text))
        return found


def _reconciled(text: str, known: str, base: str | None) -> WrittenNote:
    """What shall become of a note that is `known` when a writer replaces `base`, or anything, by a text."""
    if base is None or known in (base, text):
        return WrittenNote(text, known)
    from tui_reader.texts.merging import merge

    merged = merge(base, text, known)
    if merged is None:
        return WrittenNote(text, known, "conflict")
    return WrittenNote(_as_note(merged), known, "merged")


def _loses_much(old: str, new: str) -> bool:
    return len(new) < min(len(old) / 2, len(old) - _MUCH)


def _as_note(text: str) -> str:
    """The text as it is stored; empty, which is no note, for white space only."""
    return kept(text) if text.strip() else ""


def _verb(text: str) -> str:
    return "wrote" if text else "removed"


def _is_there(connection: sqlite3.Connection, paper: int) -> bool:
    return connection.execute("SELECT 1 FROM papers WHERE id = ?", (paper,)).fetchone() is not None


def _note(connection: sqlite3.Connection, paper: int) -> str:
    row = connection.execute("SELECT text FROM notes WHERE paper = ?", (paper,)).fetchone()
    return str(row[0]) if row else ""


def _put(connection: sqlite3.Connection, paper: int, text: str) -> None:
    if not text:
        connection.execute("DELETE FROM notes WHERE paper = ?", (paper,))
        return
    connection.execute(
        """INSERT INTO notes VALUES (?, ?, ?)
           ON CONFLICT (paper) DO UPDATE SET text = excluded.text, at = excluded.at""",
        (paper, text, time.time()),
    )

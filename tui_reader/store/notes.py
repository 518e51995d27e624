"""The notes of papers, and what they were before.

A text that is replaced is kept as a version, unless it is only what was there at the last pause in typing. Versions
come and never go; undoing takes the note back, and the text that it replaces is a version then.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tui_reader.model.history import NoteVersion
from tui_reader.store.database import kept
from tui_reader.store.journal import Journal
from tui_reader.store.papers import bump_revision

if TYPE_CHECKING:
    import sqlite3

    from tui_reader.store.database import Database

_MUCH = 80
"""Characters. When a text loses so many, and half of all that it had, what it was is worth keeping at once."""


class Notes:
    """The notes of a library's papers."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._journal = Journal(database)

    def write(self, paper: int, text: str, *, instead_of: str | None = None, typing: bool = False) -> bool:
        """Makes a text (Markdown) the note of a paper; a text of white space only means no note.

        With `instead_of` only if that is the note at this moment; whether it was. `typing` says that this is a pause in
        typing: what was typed shortly before is neither a step of its own nor a version.
        """
        from tui_reader.store import note_versions

        text = kept(text) if text.strip() else ""
        joins = f"note {paper}" if typing else None
        with self._journal.action(lambda name: f"{_verb(text)} the note of {name}", joins=joins) as connection:
            old = connection.execute("SELECT text FROM notes WHERE paper = ?", (paper,)).fetchone()
            known = str(old[0]) if old else ""
            if instead_of is not None and known != instead_of:
                return False
            if known == text or not _is_there(connection, paper):
                return True
            is_pause = joins is not None and self._journal.continues(connection, joins)
            if known and (not is_pause or len(text) < min(len(known) / 2, len(known) - _MUCH)):
                note_versions.keep(connection, [paper])
            if text:
                connection.execute(
                    """INSERT INTO notes VALUES (?, ?, ?)
                       ON CONFLICT (paper) DO UPDATE SET text = excluded.text, at = excluded.at""",
                    (paper, text, time.time()),
                )
            else:
                connection.execute("DELETE FROM notes WHERE paper = ?", (paper,))
            bump_revision(connection, {paper})
        return True

    def versions(self, paper: int) -> list[NoteVersion]:
        """The note of a paper as it is, if it has one, and what it was before, the newest first; each text once."""
        query = """SELECT at, text FROM (
                       SELECT at, text, 0 AS age, 0 AS id FROM notes WHERE paper = ?1
                       UNION ALL
                       SELECT at, text, 1, id FROM versions WHERE paper = ?1
                       AND text NOT IN (SELECT text FROM notes WHERE paper = ?1))
                   ORDER BY age, id DESC"""
        with self._database.reading() as connection:
            return [NoteVersion(at, text) for at, text in connection.execute(query, (paper,))]


def _verb(text: str) -> str:
    return "wrote" if text else "removed"


def _is_there(connection: sqlite3.Connection, paper: int) -> bool:
    return connection.execute("SELECT 1 FROM papers WHERE id = ?", (paper,)).fetchone() is not None

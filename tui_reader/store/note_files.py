"""Which file the mirror made for the note of each paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tui_reader.store.database import Database


class NoteFile(NamedTuple):
    """The file of a note in the directory of the mirror."""

    name: str
    is_left: bool = False
    """Whether it is left as somebody else changed it, and the user has been told."""


class NoteFiles:
    """The files of a library's notes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, paper: int) -> NoteFile | None:
        """The file of a paper's note; `None` when it has none."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT name, is_left FROM note_files WHERE paper = ?", (paper,)).fetchone()
        return None if row is None else NoteFile(row[0], bool(row[1]))

    def names(self) -> dict[int, str]:
        """The names of all files, by paper."""
        with self._database.reading() as connection:
            return dict(connection.execute("SELECT paper, name FROM note_files").fetchall())

    def put(self, paper: int, file: NoteFile | None) -> None:
        """Records the file of a paper's note, or that it has none any more."""
        with self._database.writing() as connection:
            if file is None:
                connection.execute("DELETE FROM note_files WHERE paper = ?", (paper,))
            else:
                connection.execute("INSERT OR REPLACE INTO note_files VALUES (?, ?, ?)", (paper, *file))

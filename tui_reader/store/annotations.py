"""What a reader adds to papers: bookmarks, reading state, the queue, tags and notes.

Every method is one transaction and is on disk when it returns. Ids that no paper has are passed over.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Literal

from tui_reader.papers import normal_tag
from tui_reader.store.shelf import bump_revision

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from tui_reader.store.database import Database


class Annotations:
    """Bookmarks, reading state, queue, tags and notes of a library's papers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def set_bookmarked(self, ids: Iterable[int], *, bookmarked: bool) -> None:
        """Bookmarks papers, or takes their bookmarks away."""
        self._set("bookmarks", ids, on=bookmarked)

    def set_read(self, ids: Iterable[int], *, read: bool) -> None:
        """Marks papers as read now, also those that were read before, or as unread."""
        self._set("readings", ids, on=read, again="REPLACE")

    def set_queued(self, ids: Iterable[int], *, queued: bool) -> None:
        """Puts papers at the end of what is to be read next, or takes them out; one that is there keeps its place."""
        self._set("queue", ids, on=queued)

    def change_tags(self, ids: Sequence[int], add: Iterable[str] = (), remove: Iterable[str] = ()) -> None:
        """Adds tags to papers and takes tags from them; tags are spelled as `normal_tag` says."""
        added, removed = [normal_tag(tag) for tag in add], [normal_tag(tag) for tag in remove]
        with self._database.writing() as connection:
            changed: set[int] = set()
            for paper in _present(connection, ids):
                before = connection.total_changes
                connection.executemany("DELETE FROM tags WHERE paper = ? AND tag = ?", [(paper, t) for t in removed])
                connection.executemany("INSERT OR IGNORE INTO tags VALUES (?, ?)", [(paper, t) for t in added])
                if connection.total_changes != before:
                    changed.add(paper)
            bump_revision(connection, changed)

    def write_note(self, paper: int, text: str, *, instead_of: str | None = None) -> bool:
        """Makes a text (Markdown) the note of a paper; a text of white space only means no note.

        With `instead_of` only if that is the note at this moment; whether it was.
        """
        # SQLite stores UTF-8, which has no lone surrogates; a terminal's paste can.
        text = text.encode("utf-8", "replace").decode("utf-8")
        with self._database.writing() as connection:
            old = connection.execute("SELECT text FROM notes WHERE paper = ?", (paper,)).fetchone()
            known = old[0] if old else ""
            if instead_of is not None and known != instead_of:
                return False
            if known == text or not _present(connection, [paper]):
                return True
            if text.strip():
                connection.execute("INSERT OR REPLACE INTO notes VALUES (?, ?, ?)", (paper, text, int(time.time())))
            else:
                connection.execute("DELETE FROM notes WHERE paper = ?", (paper,))
            bump_revision(connection, {paper})
        return True

    def tags(self) -> list[tuple[str, int]]:
        """Every tag with the number of its papers, the most used first."""
        with self._database.reading() as connection:
            query = "SELECT tag, count(*) AS uses FROM tags GROUP BY tag ORDER BY uses DESC, tag"
            return list(connection.execute(query))

    def _set(self, table: str, ids: Iterable[int], *, on: bool, again: Literal["IGNORE", "REPLACE"] = "IGNORE") -> None:
        # With its fraction, so that what is done within one second has an order too.
        now = time.time()
        with self._database.writing() as connection:
            if on:
                rows = [(paper, now) for paper in _present(connection, ids)]
                connection.executemany(f"INSERT OR {again} INTO {table} VALUES (?, ?)", rows)
            else:
                connection.executemany(f"DELETE FROM {table} WHERE paper = ?", [(i,) for i in ids])


def _present(connection: sqlite3.Connection, ids: Iterable[int]) -> list[int]:
    query = "SELECT id FROM papers WHERE id IN (SELECT value FROM json_each(?))"
    return [row[0] for row in connection.execute(query, (json.dumps(list(ids)),))]

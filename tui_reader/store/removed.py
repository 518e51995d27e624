"""What readers took away from papers: an import does not bring it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

MARKS = {"bookmarks": "bookmark", "readings": "reading", "queue": "queue", "ratings": "rating"}
"""The tables of marks, each with its name in `removed.what`; of a tag that is "tag " and the tag."""


def note_removed(connection: sqlite3.Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Remembers within a transaction what was taken away: paper, and what, as `removed.what` has it."""
    connection.executemany("INSERT OR IGNORE INTO removed VALUES (?, ?)", rows)


def note_given(connection: sqlite3.Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Forgets within a transaction that it was taken away: the reader gave it again."""
    connection.executemany("DELETE FROM removed WHERE paper = ? AND what = ?", rows)

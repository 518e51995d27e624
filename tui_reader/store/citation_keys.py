"""Citation keys: made for new papers, changed by their owner, and by nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.citations.key_rules import candidates, checked, citation_key
from tui_reader.errors import ReaderError
from tui_reader.store.journal import Journal
from tui_reader.store.papers import bump_revision

if TYPE_CHECKING:
    import sqlite3

    from tui_reader.model.papers import Paper
    from tui_reader.store.database import Database


class CitationKeys:
    """The citation keys of a library's papers. Each change is one transaction and one step of undo."""

    def __init__(self, database: Database, pattern: str) -> None:
        self._database = database
        self._journal = Journal(database)
        self._pattern = pattern
        """The pattern of new keys, as `citations.patterns` reads it."""

    @property
    def are_usual(self) -> bool:
        """Whether keys are made as they are where the user says nothing of them."""
        from tui_reader.citations.patterns import keys_by

        return keys_by(self._pattern) is citation_key

    def made(self, paper: Paper) -> str:
        """The key that the pattern gives a paper; another paper may have it."""
        from tui_reader.citations.patterns import keys_by

        return keys_by(self._pattern)(paper)

    def of(self, key: str) -> list[int]:
        """The id of the paper that has exactly this key; empty when none has."""
        with self._database.reading() as connection:
            return [row[0] for row in connection.execute("SELECT id FROM papers WHERE key = ?", (key,))]

    def starting(self, start: str, limit: int) -> list[str]:
        """The citation keys that start with a text, up to `limit` of them, in their order."""
        query = "SELECT key FROM papers WHERE key >= ? AND key < ? ORDER BY key LIMIT ?"
        with self._database.reading() as connection:
            return [row[0] for row in connection.execute(query, (start, f"{start}\U0010ffff", limit))]

    def rename(self, paper: int, key: str) -> str:
        """Gives a paper a key that its owner typed; returns the key as it is stored.

        Raises ReaderError when the text cannot be a key, and when another paper has the key, in whatever case: BibTeX
        takes `Lee2019` and `lee2019` for the same entry.
        """
        key = checked(key)
        with self._journal.action(lambda _: f"changed the key {old} to {key}") as connection:
            old = _key(connection, paper)
            other = _taken(connection, paper, key)
            if other is not None:
                raise ReaderError(f"“{key}” is the key of another paper: {other}.", "Choose another key.")
            _set(connection, paper, key)
        return key

    def renew(self, paper: Paper) -> str:
        """Gives a paper the key of the pattern, with a letter appended if another paper has that; returns the key."""
        wanted = self.made(paper)
        with self._journal.action(lambda _: f"changed the key {paper.key} to {key}") as connection:
            key = next(one for one in candidates(wanted) if _taken(connection, paper.id, one) is None)
            _set(connection, paper.id, key)
        return key


def _taken(connection: sqlite3.Connection, paper: int, key: str) -> str | None:
    """The title of the other paper that has the key in whatever case; `None` when the key is free."""
    query = "SELECT title FROM papers WHERE key = ? COLLATE NOCASE AND id <> ? LIMIT 1"
    row = connection.execute(query, (key, paper)).fetchone()
    return str(row[0]) if row else None


def _key(connection: sqlite3.Connection, paper: int) -> str:
    found = connection.execute("SELECT key FROM papers WHERE id = ?", (paper,)).fetchone()
    return str(found[0]) if found else ""


def _set(connection: sqlite3.Connection, paper: int, key: str) -> None:
    changed = connection.execute("UPDATE papers SET key = ? WHERE id = ? AND key <> ?", (key, paper, key)).rowcount
    if changed:
        bump_revision(connection, [paper])

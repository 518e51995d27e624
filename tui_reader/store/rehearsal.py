"""An import that is only tried: what would become of each paper, without a change to the library and without a lock.

The papers of the library that a chunk may be the same as are copied into a scratch library of SQLite's own temporary
file, each once, and the import goes there: so a later record of a file is compared with an earlier one as in an import.
"""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

from tui_reader.citations.key_rules import citation_key
from tui_reader.store.database import statements
from tui_reader.store.import_matching import Known, alike
from tui_reader.store.import_writer import Intake
from tui_reader.store.schema import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.model.papers import Paper
    from tui_reader.store.database import Database
    from tui_reader.store.import_rows import Arrival

_COPIED = (
    "tags",
    "notes",
    "shipped",
    "bookmarks",
    "readings",
    "queue",
    "ratings",
    "highlights",
    "versions",
)
"""The tables that an import looks into, beside that of the papers."""

_ROOM = 2**32
"""How far the ids of papers that would be new are from those of the library, which may get some meanwhile."""


class Rehearsal(Intake):
    """Takes papers in as `Intake` does, into a copy."""

    def __init__(
        self, database: Database, now: int, *, shipped: bool = False, key: Callable[[Paper], str] = citation_key
    ) -> None:
        self._library = database
        self._copied: set[int] = set()
        """The papers of the library that are in the copy, where they may be other than in the library by now."""
        scratch = sqlite3.connect("", isolation_level=None)
        scratch.execute("BEGIN")
        for migration in MIGRATIONS:
            for statement in statements(migration):
                scratch.execute(statement)
        with database.reading() as connection:
            last = connection.execute("SELECT max(id) FROM papers").fetchone()[0] or 0
        scratch.execute("UPDATE library SET last = ?", (last + _ROOM,))
        super().__init__(scratch, now, shipped=shipped, key=key)

    def close(self) -> None:
        """Removes the copy."""
        self._connection.close()

    def _known(self, arrivals: Sequence[Arrival]) -> Known:
        with self._library.reading() as library:
            new = {row[0] for row in alike(library, arrivals)} - self._copied
            self._copied |= new
            self._copy(library, json.dumps(sorted(new)))
        return super()._known(arrivals)

    def _copy(self, library: sqlite3.Connection, ids: str) -> None:
        for name, column in (("papers", "id"), *((name, "paper") for name in _COPIED)):
            found = library.execute(f"SELECT * FROM {name} WHERE {column} IN (SELECT value FROM json_each(?))", (ids,))
            names = [one[0] for one in found.description]
            rows = found.fetchall()
            if name == "papers":
                # A paper that would be new may have its key in the copy; no key begins with a space.
                place = names.index("key")
                rows = [(*row[:place], f" {row[0]}", *row[place + 1 :]) for row in rows]
            marks = ", ".join("?" * len(names))
            self._connection.executemany(f"INSERT INTO {name} ({', '.join(names)}) VALUES ({marks})", rows)

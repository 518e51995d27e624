"""What an import would do, without a lock on the library: a scratch library that is told of the real one what matters.

The scratch file is temporary and is gone when it is closed. Before a chunk is taken into it, the papers of the real
library that may match a record of it are copied, with their ids, by short reads.
"""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

from tui_reader.errors import ReaderError
from tui_reader.store.import_rows import ImportRow
from tui_reader.store.schema import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.importers.records import Record
    from tui_reader.store.database import Database
    from tui_reader.store.import_writer import ImportWriter, Outcome

_TABLES = (
    "bookmarks",
    "readings",
    "queue",
    "ratings",
    "tags",
    "notes",
    "removed",
    "highlights",
    "aliases",
    "identifiers",
)
"""What a record is compared with, beside the papers."""
_MOST_OF_A_TITLE = 2_000


class ImportRehearsal:
    """A library that takes papers and forgets them."""

    def __init__(self, database: Database, writer: ImportWriter) -> None:
        self._writer = writer
        with database.errors_explained():
            self._real = database.connection
            self._scratch = sqlite3.connect("", isolation_level=None)  # a file of SQLite's own, gone when it is closed
            for migration in MIGRATIONS:
                self._scratch.executescript(migration)
            self._scratch.execute("PRAGMA synchronous = OFF")
            query = "SELECT max(coalesce((SELECT max(id) FROM papers), 0), last) FROM library"
            self._scratch.execute("UPDATE library SET last = ?", self._real.execute(query).fetchone())
        self._database = database
        self._columns = {name: _columns(self._scratch, name) for name in ("papers", *_TABLES)}

    def close(self) -> None:
        """Forgets everything."""
        self._scratch.close()

    def take(self, records: Sequence[Record]) -> list[Outcome | ReaderError]:
        """What would become of each record, after those that were taken before."""
        with self._database.errors_explained():
            self._copy(records)
            self._scratch.execute("BEGIN")
            outcomes = self._writer.take(self._scratch, records)
            self._scratch.execute("COMMIT")
        return outcomes

    def _copy(self, records: Sequence[Record]) -> None:
        """Copies what may match."""
        names: set[str] = set()
        titles: set[str] = set()
        keys: set[str] = set()
        for record in records:
            try:
                row = ImportRow(record)
            except ReaderError:
                continue
            names |= row.names
            titles.add(row.same)
            keys.add(record.paper.key)
        query = """SELECT paper FROM identifiers WHERE name IN (SELECT value FROM json_each(?1))
                   UNION SELECT paper FROM aliases WHERE name IN (SELECT value FROM json_each(?1))
                   UNION SELECT id FROM papers WHERE key IN (SELECT value FROM json_each(?2))"""
        ids = {row[0] for row in self._real.execute(query, (_listed(names), _listed(keys)))}
        for title in titles:
            found = self._real.execute("SELECT id FROM papers WHERE same = ? LIMIT ?", (title, _MOST_OF_A_TITLE))
            ids.update(row[0] for row in found)
        known = "SELECT id FROM papers WHERE id IN (SELECT value FROM json_each(?))"
        ids -= {row[0] for row in self._scratch.execute(known, (_listed(ids),))}
        if ids:
            self._insert("papers", "id", _listed(ids))
            for table in _TABLES:
                self._insert(table, "paper", _listed(ids))

    def _insert(self, table: str, by: str, ids: str) -> None:
        columns = self._columns[table]
        names, values = ", ".join(columns), ", ".join("?" * len(columns))
        rows = self._real.execute(f"SELECT {names} FROM {table} WHERE {by} IN (SELECT value FROM json_each(?))", (ids,))
        # A key or a highlight's id may be that of a paper that only the scratch library has.
        self._scratch.executemany(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({values})", rows)


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def _listed(values: set[Any]) -> str:
    return json.dumps(sorted(values))

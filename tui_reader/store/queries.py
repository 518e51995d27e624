"""Saved searches, which have a name, and the history of queries."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tui_reader.errors import NotFoundError, ReaderError
from tui_reader.model.results import SavedSearch
from tui_reader.store.database import kept
from tui_reader.store.journal import Journal
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from tui_reader.store.database import Database

LONGEST_HISTORY = 1_000
"""How many queries the history has at most; the oldest are forgotten first."""

DIGITS = range(1, 10)


class Queries:
    """The saved searches and the history of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._journal = Journal(database)

    def saved(self) -> list[SavedSearch]:
        """The saved searches: first those with a digit, by digit, then the others by name."""
        with self._database.reading() as connection:
            query = "SELECT name, query, sort, digit FROM searches ORDER BY digit IS NULL, digit, name COLLATE NOCASE"
            return [
                SavedSearch(name, text, sort or None, digit) for name, text, sort, digit in connection.execute(query)
            ]

    def named(self, name: str) -> SavedSearch:
        """The search with a name or a digit. Raises NotFoundError when there is none."""
        wanted = one_line(name).casefold()
        for search in self.saved():
            if wanted in (search.name.casefold(), str(search.digit)):
                return search
        raise _unknown(name)

    def save(self, search: SavedSearch) -> None:
        """Saves a search; it replaces the search of the same name, and takes its digit from any other search.

        Raises ReaderError when the name is empty or a digit, and when the digit is not 1 to 9.
        """
        name = one_line(search.name)
        if not name or (name.isdecimal() and int(name) in DIGITS):
            raise ReaderError(
                "A saved search needs a name." if not name else f"“{name}” is no name for a search: it is a key.",
                "Use a word or two.",
            )
        if search.digit is not None and search.digit not in DIGITS:
            raise ReaderError(f"There is no key {search.digit} for a saved search.", "Use 1 to 9.")
        row = (name, kept(search.query), search.sort or "", search.digit, int(time.time()))
        with self._journal.action(lambda _: f"saved the search {name}") as connection:
            there = connection.execute("SELECT name, query, sort, digit FROM searches WHERE name = ?", (name,))
            if there.fetchone() == row[:4]:
                return
            connection.execute("UPDATE searches SET digit = NULL WHERE digit = ?", (search.digit,))
            connection.execute(
                """INSERT INTO searches (name, query, sort, digit, at) VALUES (?, ?, ?, ?, ?)
                   ON CONFLICT (name) DO UPDATE SET name = excluded.name, query = excluded.query,
                       sort = excluded.sort, digit = excluded.digit, at = excluded.at""",
                row,
            )

    def remove(self, name: str) -> None:
        """Removes a saved search. Raises NotFoundError when there is none of this name."""
        name = one_line(name)
        with self._journal.action(lambda _: f"removed the search {name}") as connection:
            if not connection.execute("DELETE FROM searches WHERE name = ?", (name,)).rowcount:
                raise _unknown(name)

    def history(self, limit: int = LONGEST_HISTORY) -> list[str]:
        """The latest queries, the latest first, at most `limit`; each text once."""
        with self._database.reading() as connection:
            return [
                row[0] for row in connection.execute("SELECT query FROM history ORDER BY id DESC LIMIT ?", (limit,))
            ]

    def use(self, query: str) -> None:
        """Puts a query on top of the history, unless it is only white space."""
        query = kept(query).strip()
        if not query:
            return
        with self._database.writing() as connection:
            connection.execute("DELETE FROM history WHERE query = ?", (query,))
            connection.execute("INSERT INTO history (query, at) VALUES (?, ?)", (query, int(time.time())))
            connection.execute(
                "DELETE FROM history WHERE id <= (SELECT id FROM history ORDER BY id DESC LIMIT 1 OFFSET ?)",
                (LONGEST_HISTORY,),
            )


def _unknown(name: str) -> NotFoundError:
    return NotFoundError(f"No search is saved as “{one_line(name)}”.", "tui-reader searches lists them.")

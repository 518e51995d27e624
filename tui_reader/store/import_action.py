"""An import as one step of undo that is written in several short transactions, so that others can write in between.

What was committed stays when the program is killed, and is a step by itself; the same import, begun again, continues
that step. What others do meanwhile are steps of their own. As long as they touch none of the import's papers, the order
of the steps does not matter, and the import is moved to the end when it is finished; else what follows is a new step.
"""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.store import actions
from tui_reader.store.journal import Journal

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from tui_reader.store.database import Database

_TOUCHES = """
    SELECT 1 FROM changes AS later WHERE later.action > ?1 AND (
        later.paper IN (SELECT paper FROM changes WHERE action = ?1 AND id > ?2 AND name <> 'came')
        OR EXISTS (SELECT 1 FROM changes AS own WHERE own.action = ?1 AND own.id > ?2 AND own.name = 'came'
                   AND later.name <> 'came' AND later.paper BETWEEN own.paper AND own.key)
        OR later.name = 'papers')
    LIMIT 1
"""
"""Whether a later action touches papers of the changes of an action after the one with an id."""


class Brought(NamedTuple):
    """What an import did so far."""

    added: int
    completed: int
    """How many papers that were there got something."""


class ImportAction:
    """The step of undo of one import."""

    def __init__(self, database: Database, name: str, words: Callable[[Brought], str]) -> None:
        """`name` tells it from other imports, also after the program was killed; `words` say what was done."""
        self._database = database
        self._journal = Journal(database)
        self._name = f"{actions.IMPORT}{name}"
        self._words = words
        self._number = 0
        """The action that was written last; 0 before the first."""
        self._brought = Brought(0, 0)

    @contextlib.contextmanager
    def part(self) -> Iterator[sqlite3.Connection]:
        """A transaction whose changes are a part of the step."""
        with self._database.writing() as connection:
            if actions.is_recording(connection):
                yield connection
                return
            number = self._current(connection)
            highest = actions.last_paper(connection)
            before = int(connection.execute("SELECT coalesce(max(id), 0) FROM changes").fetchone()[0])
            connection.execute("INSERT INTO recording VALUES (?, ?)", (number, highest))
            yield connection
            connection.execute("DELETE FROM recording")
            actions.record_added(connection, number, highest)
            papers = self._journal.followed(connection, number, before)
            self._close(connection, number, before)
        self._journal.notify(papers)

    def finish(self) -> None:
        """Ends the step: the same import continues it no more."""
        if not self._number:
            return
        with self._database.writing() as connection:
            connection.execute("UPDATE actions SET joins = NULL WHERE id = ? AND joins = ?", (self._number, self._name))
            latest = actions.next_number(connection) - 1
            if latest > self._number and not connection.execute(_TOUCHES, (self._number, 0)).fetchone():
                _renumber(connection, self._number, latest + 1)

    def _current(self, connection: sqlite3.Connection) -> int:
        """The action to continue, or the number of a new one."""
        if self._number:
            query = "SELECT 1 FROM actions WHERE id = ? AND joins = ? AND NOT undone"
            is_there = connection.execute(query, (self._number, self._name)).fetchone()
            return self._number if is_there else actions.next_number(connection)
        query = "SELECT max(id) FROM actions WHERE joins = ? AND NOT undone AND id = (SELECT max(id) FROM actions)"
        found = connection.execute(query, (self._name,)).fetchone()[0]
        return int(found) if found else actions.next_number(connection)

    def _close(self, connection: sqlite3.Connection, number: int, before: int) -> None:
        """Makes what was written down since a change a part of an action, or an action."""
        brought = _brought(connection, number, before)
        size = connection.execute("SELECT count(*) FROM changes WHERE action = ? AND id > ?", (number, before))
        changes = int(size.fetchone()[0])
        if not changes:
            return
        if number == self._number and connection.execute(_TOUCHES, (number, before)).fetchone():
            following = actions.next_number(connection)
            connection.execute("UPDATE changes SET action = ? WHERE action = ? AND id > ?", (following, number, before))
            number = following
        actions.forget_undone(connection)
        if number != self._number:
            # What an earlier run of the same import did, before it was killed, is a part of it.
            self._number, self._brought = number, _brought(connection, number, 0)
        else:
            self._brought = Brought(*(sum(both) for both in zip(self._brought, brought, strict=True)))
        connection.execute(
            """INSERT INTO actions (id, words, began, at, joins, size) VALUES (?1, ?2, ?3, ?3, ?4, ?5)
               ON CONFLICT (id) DO UPDATE SET words = ?2, at = ?3, size = size + ?5""",
            (number, self._words(self._brought), time.time(), self._name, changes),
        )
        actions.forget_oldest(connection)


def _brought(connection: sqlite3.Connection, number: int, since: int) -> Brought:
    """What the changes of an action after one with an id brought; a transaction numbers its papers one by one."""
    query = "SELECT coalesce(sum(key - paper + 1), 0) FROM changes WHERE action = ? AND id > ? AND name = 'came'"
    added = connection.execute(query, (number, since)).fetchone()[0]
    query = """SELECT count(DISTINCT paper) FROM changes
               WHERE action = ? AND id > ? AND name NOT IN ('came', 'duplicates')"""
    return Brought(int(added), int(connection.execute(query, (number, since)).fetchone()[0]))


def _renumber(connection: sqlite3.Connection, number: int, latest: int) -> None:
    connection.execute("UPDATE changes SET action = ? WHERE action = ?", (latest, number))
    connection.execute("UPDATE actions SET id = ? WHERE id = ?", (latest, number))

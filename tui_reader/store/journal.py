"""The journal: what was done with the library, so that it can be undone and done again, in any later session too.

An action is one transaction. While it lasts the triggers write down what each row was before, and that is all that
undoing needs: it puts the rows back, the triggers write down what they were until then, and so doing again is the same
once more. What is not done in an action cannot be undone: shipped papers, the history of queries, settings, papers
that count as read because they were looked at.
"""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

from tui_reader.model.history import Step, UndoneStep
from tui_reader.store.papers import bump_revision

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterator

    from tui_reader.store.database import Database

MOST_ACTIONS = 1_000
"""How many can be undone; the oldest go."""

MOST_CHANGES = 2_000_000
"""How many changes all of them together may have, unless it is the newest alone."""

PAUSE = 60.0
"""Seconds. What goes on sooner, as typing does, is the same action."""

LONGEST = 600.0
"""Seconds. What goes on for longer is more than one action."""

_ALL = 2**63 - 1


class Journal:
    """The actions of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextlib.contextmanager
    def action(self, words: Callable[[str], str], *, joins: str | None = None) -> Iterator[sqlite3.Connection]:
        """A transaction whose changes are undone together; one that changes nothing is no action.

        `words` says what was done with "12 papers" or with "wang2019cspnet". `joins` names work in progress, such as
        typing one note: the action continues the latest one when that has the same name, is of this window, and is
        less than `PAUSE` seconds old. Within another action of this thread it is a part of that one.
        """
        with self._database.writing() as connection:
            if is_recording(connection):
                yield connection
                return
            joins = self._of_this_window(joins)
            number = _continued(connection, joins) or next_action(connection)
            connection.execute("INSERT INTO recording VALUES (?, ?)", (number, _ALL))
            yield connection
            connection.execute("DELETE FROM recording")
            touched = self.touched(connection, number)
            _close(connection, number, words, joins)
        self.tell(touched)

    @contextlib.contextmanager
    def unrecorded(self) -> Iterator[sqlite3.Connection]:
        """A transaction that brings papers and cannot be undone; nor can be done again what was undone before it."""
        with self._database.writing(much=True) as connection:
            before = connection.total_changes
            yield connection
            if connection.total_changes != before:
                forget_undone(connection)

    @contextlib.contextmanager
    def joined(self, words: str) -> Iterator[None]:
        """Makes all that is done by this thread in the block one action, and all of it or nothing happen."""
        with self.action(lambda _papers: words):
            yield

    def continues(self, connection: sqlite3.Connection, joins: str) -> bool:
        """Whether an action that `joins` work in progress would continue the latest action."""
        return _continued(connection, self._of_this_window(joins)) is not None

    def latest(self, limit: int | None = None, *, undone: bool = False) -> list[Step]:
        """What would be undone, or what was `undone` and would be done again, the next one first."""
        query = f"""SELECT words, at FROM actions WHERE undone = ?
                    ORDER BY id {"ASC" if undone else "DESC"} LIMIT ?"""
        with self._database.reading() as connection:
            found = connection.execute(query, (undone, -1 if limit is None else limit))
            return [Step(words, at) for words, at in found]

    def undo(self) -> UndoneStep | None:
        """Takes the latest action back, and says which; `None` when there is nothing to undo."""
        return self._turn(undone=False)

    def redo(self) -> UndoneStep | None:
        """Does again what was undone last, and says what; `None` when there is nothing, or something new came since."""
        return self._turn(undone=True)

    def _of_this_window(self, joins: str | None) -> str | None:
        """The name of work in progress as `actions.joins` has it: two windows may type one note at the same time."""
        return None if joins is None else f"{joins} {self._database.window}"

    def touched(self, connection: sqlite3.Connection, number: int, since: int = 0) -> list[int]:
        """The papers that an action changed after a change, if anybody wants to know.

        Papers that came have nothing to follow.
        """
        if self._database.follower is None:
            return []
        query = (
            "SELECT DISTINCT paper FROM changes WHERE action = ? AND id > ? AND name <> 'came' AND paper IS NOT NULL"
        )
        return [row[0] for row in connection.execute(query, (number, since))]

    def tell(self, papers: Collection[int] | None) -> None:
        """Tells whoever follows the library which papers changed; `None` when papers came or went."""
        if self._database.follower is not None and (papers is None or papers):
            self._database.follower(papers)

    def _turn(self, *, undone: bool) -> UndoneStep | None:
        from tui_reader.store import row_images

        order = "ASC" if undone else "DESC"
        query = f"SELECT id, words FROM actions WHERE undone = ? ORDER BY id {order} LIMIT 1"
        with self._database.writing(much=True) as connection:
            found = connection.execute(query, (undone,)).fetchone()
            if found is None:
                return None
            number, words = found
            connection.execute("INSERT INTO recording VALUES (?, ?)", (number, _ALL))
            row_images.put_back(connection, number)
            connection.execute("DELETE FROM recording")
            # Whatever is typed next is another action than what was typed before.
            connection.execute("UPDATE actions SET joins = NULL WHERE joins IS NOT NULL")
            connection.execute(
                "UPDATE actions SET undone = ?, size = (SELECT count(*) FROM changes WHERE action = ?2) WHERE id = ?2",
                (not undone, number),
            )
            touched = row_images.touched(connection, number)
            bump_revision(connection, touched.searchable)
        self.tell(None if touched.came_or_went else touched.papers)
        is_searchable = touched.came_or_went or bool(touched.searchable)
        return UndoneStep(words, None if touched.came_or_went else tuple(touched.papers), is_searchable)


def is_recording(connection: sqlite3.Connection) -> bool:
    """Whether an action of this transaction is being written down."""
    return connection.execute("SELECT 1 FROM recording").fetchone() is not None


def next_action(connection: sqlite3.Connection) -> int:
    """The number of an action that follows all others."""
    return int(connection.execute("SELECT coalesce(max(id), 0) + 1 FROM actions").fetchone()[0])


def _continued(connection: sqlite3.Connection, joins: str | None) -> int | None:
    """The latest action if one of this name goes on with it."""
    query = """SELECT id FROM actions WHERE id = (SELECT max(id) FROM actions)
               AND NOT undone AND joins = ? AND at BETWEEN ? AND ? AND began >= ?"""
    now = time.time()
    found = connection.execute(query, (joins, now - PAUSE, now, now - LONGEST)).fetchone()
    return int(found[0]) if found else None


def _close(connection: sqlite3.Connection, number: int, words: Callable[[str], str], joins: str | None) -> None:
    """Makes what was written down an action, if anything was."""
    query = "SELECT count(*), count(DISTINCT paper), min(paper) FROM changes WHERE action = ?"
    size, papers, paper = connection.execute(query, (number,)).fetchone()
    if not size:
        return
    if papers == 1:
        found = connection.execute("SELECT key FROM papers WHERE id = ?", (paper,)).fetchone()
        name = str(found[0]) if found else "1 paper"
    else:
        name = f"{papers:,} papers"
    now = time.time()
    is_new = (
        connection.execute(
            "UPDATE actions SET at = ?, words = ? WHERE id = ? AND NOT undone", (now, words(name), number)
        ).rowcount
        == 0
    )
    if is_new:
        forget_undone(connection)
        row = (number, words(name), now, now, joins, size)
        connection.execute("INSERT INTO actions (id, words, began, at, joins, size) VALUES (?, ?, ?, ?, ?, ?)", row)
        forget_oldest(connection)
        return
    _keep_first_images(connection, number)
    from tui_reader.store import row_images

    if row_images.is_back(connection, number):
        # What was typed was deleted again.
        row_images.put_back(connection, number)
        connection.execute("DELETE FROM changes WHERE action = ?", (number,))
        connection.execute("DELETE FROM actions WHERE id = ?", (number,))


def _keep_first_images(connection: sqlite3.Connection, number: int) -> None:
    """Of an action that went on, leaves what the rows were when it began."""
    connection.execute(
        """DELETE FROM changes WHERE action = ?1 AND id NOT IN (
               SELECT min(id) FROM changes WHERE action = ?1 GROUP BY name, paper, key)""",
        (number,),
    )


def forget_undone(connection: sqlite3.Connection) -> None:
    """Makes what was undone impossible to do again: something else was done since."""
    if connection.execute("SELECT 1 FROM actions WHERE undone LIMIT 1").fetchone() is None:
        return
    connection.execute("DELETE FROM changes WHERE action IN (SELECT id FROM actions WHERE undone)")
    connection.execute("DELETE FROM actions WHERE undone")
    connection.execute("DELETE FROM versions WHERE paper NOT IN (SELECT id FROM papers)")


def forget_oldest(connection: sqlite3.Connection) -> None:
    """Keeps the journal within its limits."""
    query = """SELECT max(id) FROM (
                   SELECT id, row_number() OVER newest AS place, sum(size) OVER newest AS sum FROM actions
                   WINDOW newest AS (ORDER BY id DESC))
               WHERE place > ? OR (place > 1 AND sum > ?)"""
    oldest = connection.execute(query, (MOST_ACTIONS, MOST_CHANGES)).fetchone()[0]
    if oldest is not None:
        connection.execute("DELETE FROM changes WHERE action <= ?", (oldest,))
        connection.execute("DELETE FROM actions WHERE id <= ?", (oldest,))

"""The journal: what was done with the library, so that it can be undone and done again, in any later session too.

An action is one transaction, or those of an import. While one lasts the triggers write down what each row was
before, and that is all that undoing needs: it puts the rows back, the triggers write down what they were until then,
and so doing again is the same once more. What is not done in an action cannot be undone: shipped papers, the history
of queries, settings, papers that count as read because they were looked at.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tui_reader.model.history import Step, UndoneStep
from tui_reader.store import actions
from tui_reader.store.papers import bump_revision

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterator

    from tui_reader.store.database import Database

_ALL = 2**63 - 1


class Journal:
    """The actions of a library."""

    def __init__(self, database: Database) -> None:
        self.database = database
        """The library's file."""

    @contextlib.contextmanager
    def action(self, words: Callable[[str], str], *, joins: str | None = None) -> Iterator[sqlite3.Connection]:
        """A transaction whose changes are undone together; one that changes nothing is no action.

        `words` says what was done with "12 papers" or with "wang2019cspnet". `joins` names work in progress, such as
        typing one note: the action continues the latest one when that has the same name, is of this window, and is
        less than `PAUSE` seconds old. Within another action of this thread it is a part of that one.
        """
        with self.database.writing() as connection:
            if actions.is_recording(connection):
                yield connection
                return
            joins = self._of_this_window(joins)
            number = actions.continued(connection, joins) or actions.next_number(connection)
            connection.execute("INSERT INTO recording VALUES (?, ?)", (number, _ALL))
            yield connection
            connection.execute("DELETE FROM recording")
            touched = self.touched(connection, number)
            actions.close(connection, number, words, joins)
        self.tell(touched)

    @contextlib.contextmanager
    def unrecorded(self) -> Iterator[sqlite3.Connection]:
        """A transaction that brings papers and cannot be undone; nor can be done again what was undone before it."""
        with self.database.writing(much=True) as connection:
            before = connection.total_changes
            yield connection
            if connection.total_changes != before:
                actions.forget_undone(connection)

    @contextlib.contextmanager
    def joined(self, words: str) -> Iterator[None]:
        """Makes all that is done by this thread in the block one action, and all of it or nothing happen."""
        with self.action(lambda _papers: words):
            yield

    def continues(self, connection: sqlite3.Connection, joins: str) -> bool:
        """Whether an action that `joins` work in progress would continue the latest action."""
        return actions.continued(connection, self._of_this_window(joins)) is not None

    def latest(self, limit: int | None = None, *, undone: bool = False) -> list[Step]:
        """What would be undone, or what was `undone` and would be done again, the next one first."""
        query = f"""SELECT words, at FROM actions WHERE undone = ?
                    ORDER BY id {"ASC" if undone else "DESC"} LIMIT ?"""
        with self.database.reading() as connection:
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
        return None if joins is None else f"{joins} {self.database.window}"

    def touched(self, connection: sqlite3.Connection, number: int, since: int = 0) -> list[int]:
        """The papers that an action changed after a change, if anybody wants to know.

        Papers that came have nothing to follow.
        """
        if self.database.follower is None:
            return []
        query = (
            "SELECT DISTINCT paper FROM changes WHERE action = ? AND id > ? AND name <> 'came' AND paper IS NOT NULL"
        )
        return [row[0] for row in connection.execute(query, (number, since))]

    def tell(self, papers: Collection[int] | None) -> None:
        """Tells whoever follows the library which papers changed; `None` when papers came or went."""
        if self.database.follower is not None and (papers is None or papers):
            self.database.follower(papers)

    def _turn(self, *, undone: bool) -> UndoneStep | None:
        from tui_reader.store import row_images

        order = "ASC" if undone else "DESC"
        query = f"SELECT id, words FROM actions WHERE undone = ? ORDER BY id {order} LIMIT 1"
        with self.database.writing(much=True) as connection:
            found = connection.execute(query, (undone,)).fetchone()
            if found is None:
                return None
            number, words = found
            connection.execute("INSERT INTO recording VALUES (?, ?)", (number, _ALL))
            row_images.put_back(connection, number)
            connection.execute("DELETE FROM recording")
            # Whatever is typed next is another action than what was typed before.
            query = "UPDATE actions SET joins = NULL WHERE joins IS NOT NULL AND joins NOT GLOB ?"
            connection.execute(query, (f"{actions.IMPORT}*",))
            connection.execute(
                "UPDATE actions SET undone = ?, size = (SELECT count(*) FROM changes WHERE action = ?2) WHERE id = ?2",
                (not undone, number),
            )
            touched = row_images.touched(connection, number)
            bump_revision(connection, touched.searchable)
        self.tell(None if touched.came_or_went else touched.papers)
        is_searchable = touched.came_or_went or bool(touched.searchable)
        return UndoneStep(words, None if touched.came_or_went else tuple(touched.papers), is_searchable)

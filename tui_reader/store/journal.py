"""The undo journal: the actions that changed the library, persistent, so that any later session can undo them.

An action is one transaction, or all transactions of one import. Triggers record the before-image of every row that it
changes (`triggers`). An undo restores these images (`row_images`); meanwhile the triggers record the rows that it
replaces, and so a redo is the same operation again. Some changes are not actions and cannot be undone: shipped papers,
the history of queries, settings, and papers marked as read automatically.
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
    """The actions of a library; every method is one transaction, on disk when it returns."""

    def __init__(self, database: Database) -> None:
        self.database = database
        """The database of the library."""

    @contextlib.contextmanager
    def action(self, words: Callable[[str], str], *, joins: str | None = None) -> Iterator[sqlite3.Connection]:
        """A transaction whose changes are undone together; one that changes nothing is not recorded.

        `words` makes the description from the papers ("12 papers", "wang2019cspnet"). `joins` names work in progress,
        such as typing one note: the action continues the latest one when that has the same name, is of this window,
        and is less than `PAUSE` seconds old. Within another action of this thread it is a part of that one.
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
            papers = self.followed(connection, number)
            actions.close(connection, number, words, joins)
        self.notify(papers)

    @contextlib.contextmanager
    def unrecorded(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is not recorded for undo; it clears the redo stack if it changes anything."""
        with self.database.writing(much=True) as connection:
            before = connection.total_changes
            yield connection
            if connection.total_changes != before:
                actions.forget_undone(connection)

    @contextlib.contextmanager
    def joined(self, words: str) -> Iterator[None]:
        """Makes everything that this thread changes in the block one action and one transaction."""
        with self.action(lambda _papers: words):
            yield

    def continues(self, connection: sqlite3.Connection, joins: str) -> bool:
        """Whether an action that `joins` work in progress would continue the latest action."""
        return actions.continued(connection, self._of_this_window(joins)) is not None

    def latest(self, limit: int | None = None, *, undone: bool = False) -> list[Step]:
        """The steps that can be undone, or redone if `undone`, the next one first; at most `limit`."""
        query = f"""SELECT words, at FROM actions WHERE undone = ?
                    ORDER BY id {"ASC" if undone else "DESC"} LIMIT ?"""
        with self.database.reading() as connection:
            found = connection.execute(query, (undone, -1 if limit is None else limit))
            return [Step(words, at) for words, at in found]

    def undo(self) -> UndoneStep | None:
        """Undoes the latest action; `None` when there is nothing to undo."""
        return self._turn(undone=False)

    def redo(self) -> UndoneStep | None:
        """Redoes what was undone last; `None` when there is nothing, or a new action has been done since."""
        return self._turn(undone=True)

    def _of_this_window(self, joins: str | None) -> str | None:
        """The name of work in progress as `actions.joins` has it: two windows may type one note at the same time."""
        return None if joins is None else f"{joins} {self.database.window}"

    def followed(self, connection: sqlite3.Connection, number: int, since: int = 0) -> list[int]:
        """The papers that an action changed after the change with the id `since`, without those that it added.

        None when there is no follower.
        """
        if self.database.follower is None:
            return []
        query = (
            "SELECT DISTINCT paper FROM changes WHERE action = ? AND id > ? AND name <> 'came' AND paper IS NOT NULL"
        )
        return [row[0] for row in connection.execute(query, (number, since))]

    def notify(self, papers: Collection[int] | None) -> None:
        """Tells the follower which papers changed; `None` when papers were added or removed."""
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
            row_images.restore(connection, number)
            connection.execute("DELETE FROM recording")
            # What is typed after an undo is a new action.
            query = "UPDATE actions SET joins = NULL WHERE joins IS NOT NULL AND joins NOT GLOB ?"
            connection.execute(query, (f"{actions.IMPORT}*",))
            connection.execute(
                "UPDATE actions SET undone = ?, size = (SELECT count(*) FROM changes WHERE action = ?2) WHERE id = ?2",
                (not undone, number),
            )
            changed = row_images.changed_papers(connection, number)
            bump_revision(connection, changed.searchable)
        papers = None if changed.added_or_removed else tuple(changed.papers)
        self.notify(papers)
        return UndoneStep(words, papers, changed.added_or_removed or bool(changed.searchable))

"""What a reader adds to papers: bookmarks, reading state, the queue and tags.

Every method is one transaction, on disk when it returns, and one action of the undo journal if it changes anything. Ids
that no paper has are ignored.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

from tui_reader.model.papers import normal_tag
from tui_reader.store.journal import Journal
from tui_reader.store.papers import bump_revision
from tui_reader.store.removed import MARKS, note_given, note_removed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from contextlib import AbstractContextManager

    from tui_reader.store.database import Database


class Annotations:
    """Bookmarks, reading state, queue and tags of a library's papers."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._journal = Journal(database)

    def set_bookmarked(self, ids: Iterable[int], *, bookmarked: bool) -> None:
        """Bookmarks papers, or takes their bookmarks away."""
        words = "bookmarked {}" if bookmarked else "took the bookmark from {}"
        _set("bookmarks", ids, self._action(words), on=bookmarked)

    def set_read(self, ids: Iterable[int], *, read: bool, automatic: bool = False) -> None:
        """Marks papers as read now, also those that were read before, or as unread.

        An `automatic` change is not recorded for undo.
        """
        action = (
            self._database.writing() if automatic else self._action(f"marked {{}} as {'read' if read else 'unread'}")
        )
        ids = list(ids)
        _set("readings", ids, action, on=read)
        if automatic:
            self._journal.notify(ids)

    def set_queued(self, ids: Iterable[int], *, queued: bool) -> None:
        """Appends papers to the reading queue, or removes them; a paper that is in the queue keeps its place."""
        _set("queue", ids, self._action("queued {}" if queued else "took {} out of the queue"), on=queued)

    def change_tags(self, ids: Sequence[int], add: Iterable[str] = (), remove: Iterable[str] = ()) -> None:
        """Adds tags to papers and removes tags. Raises ReaderError when a text cannot be a tag (`normal_tag`)."""
        added, removed = [normal_tag(tag) for tag in add], [normal_tag(tag) for tag in remove]
        parts = [f"tagged {{}} {' '.join(added)}"] if added else []
        if removed:
            parts.append(f"took {' '.join(removed)} {'away' if added else 'from {}'}")
        with self._action(" and ".join(parts)) as connection:
            changed: set[int] = set()
            for paper in present(connection, ids):
                before = connection.total_changes
                _remove_tags(connection, [(paper, tag) for tag in removed])
                _add_tags(connection, [(paper, tag) for tag in added])
                if connection.total_changes != before:
                    changed.add(paper)
            bump_revision(connection, changed)

    def rename_tag(self, old: str, new: str) -> int:
        """Renames a tag and those below it (`ml` → `ai` makes `ai/inference` of `ml/inference`).

        A tag that has the new name already is merged with it. Returns how many papers changed. Raises ReaderError when
        one of the names cannot be a tag, or a tag below would become too long.
        """
        old, new = normal_tag(old), normal_tag(new)
        with self._action(f"renamed the tag {old} to {new}") as connection:
            rows = _below(connection, old)
            if old == new or not rows:
                return 0
            names = {tag: normal_tag(new + tag.removeprefix(old)) for tag in {tag for _, tag in rows}}
            _remove_tags(connection, rows)
            _add_tags(connection, [(paper, names[tag]) for paper, tag in rows])
            return _bumped(connection, rows)

    def delete_tag(self, tag: str) -> int:
        """Removes a tag and those below it from all papers; returns how many papers changed."""
        tag = normal_tag(tag)
        with self._action(f"deleted the tag {tag}") as connection:
            rows = _below(connection, tag)
            _remove_tags(connection, rows)
            return _bumped(connection, rows)

    def tags(self) -> list[tuple[str, int]]:
        """Every tag, and every parent of one, with the number of its papers; the most used first."""
        from tui_reader.store.facets import tags

        with self._database.reading() as connection:
            return list(tags(connection))

    def _action(self, words: str) -> AbstractContextManager[sqlite3.Connection]:
        return self._journal.action(lambda papers: words.replace("{}", papers))


def _set(table: str, ids: Iterable[int], action: AbstractContextManager[sqlite3.Connection], *, on: bool) -> None:
    # With the fraction of the second, so that changes within one second have an order too.
    now = time.time()
    again = "UPDATE SET at = excluded.at" if table == "readings" else "NOTHING"
    with action as connection:
        if not on:
            unset(connection, table, ids)
            return
        rows = [(paper, now) for paper in present(connection, ids)]
        connection.executemany(f"INSERT INTO {table} VALUES (?, ?) ON CONFLICT (paper) DO {again}", rows)
        note_given(connection, [(paper, MARKS[table]) for paper, _ in rows])


def unset(connection: sqlite3.Connection, table: str, ids: Iterable[int]) -> None:
    """Takes the marks of a table from papers, which no import brings back."""
    gone = [i for i in ids if connection.execute(f"DELETE FROM {table} WHERE paper = ?", (i,)).rowcount]
    note_removed(connection, [(paper, MARKS[table]) for paper in gone])


def _remove_tags(connection: sqlite3.Connection, rows: Iterable[tuple[int, str]]) -> None:
    query = "DELETE FROM tags WHERE paper = ? AND tag = ?"
    note_removed(
        connection, [(paper, f"tag {tag}") for paper, tag in rows if connection.execute(query, (paper, tag)).rowcount]
    )


def _add_tags(connection: sqlite3.Connection, rows: Sequence[tuple[int, str]]) -> None:
    connection.executemany("INSERT OR IGNORE INTO tags VALUES (?, ?)", rows)
    note_given(connection, [(paper, f"tag {tag}") for paper, tag in rows])


def present(connection: sqlite3.Connection, ids: Iterable[int]) -> list[int]:
    """Those of these ids that papers have."""
    query = "SELECT id FROM papers WHERE id IN (SELECT value FROM json_each(?))"
    return [row[0] for row in connection.execute(query, (json.dumps(list(ids)),))]


def _below(connection: sqlite3.Connection, tag: str) -> list[tuple[int, str]]:
    """The rows (paper, tag) of a tag and of those below it."""
    from tui_reader.store.id_filter import tagged

    return connection.execute(f"SELECT paper, tag FROM tags WHERE {tagged('?1')}", (tag,)).fetchall()


def _bumped(connection: sqlite3.Connection, rows: list[tuple[int, str]]) -> int:
    changed = {paper for paper, _ in rows}
    bump_revision(connection, changed)
    return len(changed)

"""The rows of the undo journal: how an action begins, continues an earlier one, is closed, and is forgotten.

Every function is called inside a transaction that the journal has opened.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

MOST_ACTIONS = 1_000
"""How many actions are kept; the oldest are forgotten first."""

MOST_CHANGES = 2_000_000
"""How many changed rows all actions together may have; the newest action is kept whatever it has."""

PAUSE = 60.0
"""Seconds. After a longer pause, typing is a new action."""

LONGEST = 600.0
"""Seconds. Typing that lasts longer is split into several actions."""

IMPORT = "import "
"""The prefix of `actions.joins` of an import, which continues its step whatever else is done or undone meanwhile."""


def is_recording(connection: sqlite3.Connection) -> bool:
    """Whether the transaction is a part of an action already."""
    return connection.execute("SELECT 1 FROM recording").fetchone() is not None


def next_number(connection: sqlite3.Connection) -> int:
    """The id of an action that begins now."""
    return int(connection.execute("SELECT coalesce(max(id), 0) + 1 FROM actions").fetchone()[0])


def continued(connection: sqlite3.Connection, joins: str | None) -> int | None:
    """The id of the latest action, if an action that `joins` it would continue it; else `None`."""
    query = """SELECT id FROM actions WHERE id = (SELECT max(id) FROM actions)
               AND NOT undone AND joins = ? AND at BETWEEN ? AND ? AND began >= ?"""
    now = time.time()
    found = connection.execute(query, (joins, now - PAUSE, now, now - LONGEST)).fetchone()
    return int(found[0]) if found else None


def close(connection: sqlite3.Connection, number: int, words: Callable[[str], str], joins: str | None) -> None:
    """Stores the recorded changes as an action, if there are any."""
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

    if row_images.is_without_effect(connection, number):
        # What was typed was deleted again; restoring also restores the times.
        row_images.restore(connection, number)
        connection.execute("DELETE FROM changes WHERE action = ?", (number,))
        connection.execute("DELETE FROM actions WHERE id = ?", (number,))


def _keep_first_images(connection: sqlite3.Connection, number: int) -> None:
    """Of the changes of a continued action, keeps the oldest image of each row."""
    connection.execute(
        """DELETE FROM changes WHERE action = ?1 AND id NOT IN (
               SELECT min(id) FROM changes WHERE action = ?1 GROUP BY name, paper, key)""",
        (number,),
    )


def forget_undone(connection: sqlite3.Connection) -> None:
    """Clears the redo stack, because a new action was done."""
    if connection.execute("SELECT 1 FROM actions WHERE undone LIMIT 1").fetchone() is None:
        return
    connection.execute("DELETE FROM changes WHERE action IN (SELECT id FROM actions WHERE undone)")
    connection.execute("DELETE FROM actions WHERE undone")
    # Papers that an undo can bring back keep theirs.
    connection.execute(
        """DELETE FROM versions WHERE paper NOT IN (SELECT id FROM papers) AND paper NOT IN (
               SELECT paper FROM changes WHERE name = 'papers' AND image IS NOT NULL)"""
    )


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


def last_paper(connection: sqlite3.Connection) -> int:
    """The largest id that any paper has or had."""
    query = "SELECT max(coalesce((SELECT max(id) FROM papers), 0), last) FROM library"
    return int(connection.execute(query).fetchone()[0])


def record_added(connection: sqlite3.Connection, number: int, last: int) -> None:
    """Records the papers with ids above `last` as one change of an action."""
    connection.execute(
        """INSERT INTO changes (action, name, paper, key)
           SELECT ?1, 'came', min(id), max(id) FROM papers WHERE id > ?2 HAVING count(*)""",
        (number, last),
    )

"""Makes one paper of several, within a transaction."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from tui_reader.store import note_versions
from tui_reader.store.completing import completion
from tui_reader.store.paper_deleting import delete
from tui_reader.store.paper_facts import names_of, read_facts, write_facts
from tui_reader.store.removed import MARKS, note_given

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_HIGHLIGHT = "id, exact, prefix, suffix, start, colour, comment, at"


def merge(connection: sqlite3.Connection, keep: int, others: Sequence[int]) -> None:
    """Joins to a paper what it lacks of others, and deletes these."""
    for other in others:
        _join_facts(connection, keep, other)
        _join_marks(connection, keep, other)
        _join_note(connection, keep, other)
        _move_highlights(connection, keep, other)
        _move_pairs(connection, keep, {*others, keep}, other)
        delete(connection, [other])


def _join_facts(connection: sqlite3.Connection, keep: int, other: int) -> None:
    there, given = read_facts(connection, keep), read_facts(connection, other)
    new = completion(there, given, None).new
    joined = {**there, **new}
    # An empty source: it is that of the other paper, which follows.
    write_facts(connection, keep, joined, "")
    connection.execute(
        """INSERT OR REPLACE INTO fact_origins
           SELECT ?1, name.value, coalesce(one.origin, papers.origin) FROM json_each(?3) AS name
           JOIN papers ON papers.id = ?2 LEFT JOIN fact_origins AS one ON one.paper = ?2 AND one.field = name.value
           WHERE coalesce(one.origin, papers.origin) IS NOT NULL""",
        (keep, other, json.dumps(list(new))),
    )
    key = connection.execute("SELECT key FROM papers WHERE id = ?", (other,)).fetchone()[0]
    names = {*names_of(given), f"key:{key}"} - names_of(joined)
    query = "INSERT OR IGNORE INTO aliases VALUES (?, ?)"
    connection.executemany(query, [(keep, name) for name in sorted(names)])
    connection.execute(
        "INSERT OR IGNORE INTO aliases SELECT ?1, name FROM aliases WHERE paper = ?2 ORDER BY name", (keep, other)
    )


def _join_marks(connection: sqlite3.Connection, keep: int, other: int) -> None:
    given: list[tuple[int, str]] = []
    for table, mark in MARKS.items():
        column = "stars, at" if table == "ratings" else "at"
        query = f"INSERT OR IGNORE INTO {table} SELECT ?1, {column} FROM {table} WHERE paper = ?2"
        if connection.execute(query, (keep, other)).rowcount:
            given.append((keep, mark))
    tags = [row[0] for row in connection.execute("SELECT tag FROM tags WHERE paper = ? ORDER BY tag", (other,))]
    connection.executemany("INSERT OR IGNORE INTO tags VALUES (?, ?)", [(keep, tag) for tag in tags])
    note_given(connection, [*given, *((keep, f"tag {tag}") for tag in tags)])


def _join_note(connection: sqlite3.Connection, keep: int, other: int) -> None:
    """Appends the other note unless the text is there, and copies the earlier texts, which an undo may need again."""
    connection.execute(
        """INSERT INTO versions (paper, at, text) SELECT ?1, at, text FROM versions AS v WHERE paper = ?2
           AND NOT EXISTS (SELECT 1 FROM versions WHERE paper = ?1 AND text = v.text) ORDER BY id""",
        (keep, other),
    )
    query = "SELECT paper, text FROM notes WHERE paper IN (?, ?)"
    notes: dict[int, str] = dict(connection.execute(query, (keep, other)).fetchall())
    mine, theirs = notes.get(keep, ""), notes.get(other, "")
    if not theirs or theirs.strip() in mine:
        return
    note_versions.keep(connection, [keep])
    text = f"{mine.rstrip()}\n\n{theirs}" if mine else theirs
    connection.execute("INSERT OR REPLACE INTO notes VALUES (?, ?, ?)", (keep, text, time.time()))


def _move_highlights(connection: sqlite3.Connection, keep: int, other: int) -> None:
    """Moves highlights, but for one of a passage that is marked already and has no comment of its own.

    As removed and added rows, so that an undo finds each where it was.
    """
    query = f"SELECT {_HIGHLIGHT} FROM highlights WHERE paper = ? ORDER BY id"
    mine = {(row[1], row[4]): row[6] for row in connection.execute(query, (keep,))}
    rows: list[tuple[Any, ...]] = connection.execute(query, (other,)).fetchall()
    connection.execute("DELETE FROM highlights WHERE paper = ?", (other,))
    connection.executemany(
        f"INSERT INTO highlights (paper, {_HIGHLIGHT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(keep, *row) for row in rows if (row[1], row[4]) not in mine or row[6] not in ("", mine[row[1], row[4]])],
    )


def _move_pairs(connection: sqlite3.Connection, keep: int, merged: set[int], other: int) -> None:
    """Makes possible duplicates of the other paper those of the one that stays."""
    query = "SELECT paper, other, reason, at, apart FROM duplicates WHERE ? IN (paper, other)"
    for first, second, *rest in connection.execute(query, (other,)).fetchall():
        third = second if first == other else first
        if third not in merged:
            row = (min(keep, third), max(keep, third), *rest)
            connection.execute("INSERT OR IGNORE INTO duplicates VALUES (?, ?, ?, ?, ?)", row)
    connection.execute("DELETE FROM duplicates WHERE paper = ? AND other = ?", (min(keep, other), max(keep, other)))

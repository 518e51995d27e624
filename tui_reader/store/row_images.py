"""Rows as they were, and how they are put back.

A change names a table and the row; its image is the row as it was, or nothing when there was none. Beside the tables
there are two more names: `facts`, whose images are columns of a paper, and `came`, for all papers of an import at once.
Images are put back in the order that is opposite to that of the changes, so that whatever refers to something else
finds it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.store import note_versions
from tui_reader.store.derived import derive

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_PAGE = 5_000
"""How many changes are in memory at once."""

_KEYS: dict[str, tuple[str, ...]] = {
    "bookmarks": ("paper",),
    "readings": ("paper",),
    "queue": ("paper",),
    "ratings": ("paper",),
    "tags": ("paper", "tag"),
    "notes": ("paper",),
    "highlights": ("paper", "id"),
    "searches": ("id",),
    "papers": ("id",),
    "fact_origins": ("paper", "field"),
    "removed": ("paper", "what"),
    "duplicates": ("paper", "other"),
}
"""The columns that tell the rows of each table apart."""

_SEARCHABLE = ("facts", "papers", "tags", "notes", "highlights")
"""What an index learns of: of highlights it has the comments."""

_UNLESS_SHIPPED = "id NOT IN (SELECT paper FROM shipped)"
"""What the program ships is not the user's to take back, even if it was there before."""


class _Change(NamedTuple):
    id: int
    name: str
    paper: int | None
    key: Any
    at: Any
    image: dict[str, Any] | None

    @property
    def shape(self) -> tuple[str, tuple[str, ...] | None]:
        """What changes that one statement can put back have in common."""
        return self.name, None if self.image is None else tuple(self.image)

    @property
    def where(self) -> tuple[Any, ...]:
        """The values of the columns in `_KEYS`."""
        if self.name == "searches":
            return (self.key,)
        return (self.paper, self.key)[: len(_KEYS[self.name])]


@dataclass(frozen=True, slots=True)
class Touched:
    """The papers of some changes."""

    papers: list[int]
    searchable: list[int]
    """Those with something that an index has to learn."""
    came_or_went: bool


def put_back(connection: sqlite3.Connection, action: int) -> None:
    """Makes every row what it was before an action, whose changes are the way back from then on."""
    query = "SELECT paper FROM changes WHERE action = ? AND name = 'notes'"
    note_versions.keep(connection, [row[0] for row in connection.execute(query, (action,))])
    query = """SELECT id, name, paper, key, at, image FROM changes
               WHERE action = ? AND id < ? ORDER BY id DESC LIMIT ?"""
    first = 2**63 - 1
    while rows := connection.execute(query, (action, first, _PAGE)).fetchall():
        before, first = first, rows[-1][0]
        connection.execute("DELETE FROM changes WHERE action = ? AND id >= ? AND id < ?", (action, first, before))
        for (name, columns), some in groupby(map(_change, rows), key=lambda one: one.shape):
            _put(connection, name, columns, some)
    connection.execute(
        """DELETE FROM gone WHERE id IN (
               SELECT paper FROM changes WHERE action = ? AND name = 'papers' AND image IS NULL)""",
        (action,),
    )


def is_back(connection: sqlite3.Connection, action: int) -> bool:
    """Whether every row is what it was before an action, but for the time."""
    query = "SELECT id, name, paper, key, NULL, image FROM changes WHERE action = ?"
    for one in map(_change, connection.execute(query, (action,)).fetchall()):
        condition = " AND ".join(f"{column} = ?" for column in _KEYS[one.name])
        columns = ", ".join(one.image or ("1",))
        now = connection.execute(f"SELECT {columns} FROM {one.name} WHERE {condition}", one.where).fetchone()
        if now != (None if one.image is None else tuple(one.image.values())):
            return False
    return True


def touched(connection: sqlite3.Connection, action: int) -> Touched:
    """The papers of an action's changes."""
    query = "SELECT DISTINCT paper, name FROM changes WHERE action = ? ORDER BY paper"
    pairs = connection.execute(query, (action,)).fetchall()
    return Touched(
        list(dict.fromkeys(paper for paper, _ in pairs if paper is not None)),
        list(dict.fromkeys(paper for paper, name in pairs if name in _SEARCHABLE)),
        any(name in ("papers", "came") for _, name in pairs),
    )


def _change(row: tuple[Any, ...]) -> _Change:
    number, name, paper, key, at, image = row
    said = None if image is None else json.loads(image)
    if said is not None and at is not None:
        said["at"] = at
    return _Change(number, name, paper, key, at, said)


def _put(
    connection: sqlite3.Connection, name: str, columns: tuple[str, ...] | None, changes: Iterable[_Change]
) -> None:
    if name == "came":
        for one in changes:
            connection.execute(
                f"DELETE FROM papers WHERE id BETWEEN ? AND ? AND {_UNLESS_SHIPPED}", (one.paper, one.key)
            )
    elif name == "facts":
        for one in changes:
            _put_facts(connection, one)
    elif columns is None:
        condition = " AND ".join(f"{column} = ?" for column in _KEYS[name])
        if name == "papers":
            condition += f" AND {_UNLESS_SHIPPED}"
        connection.executemany(f"DELETE FROM {name} WHERE {condition}", [one.where for one in changes])
    else:
        all_columns = (*_KEYS[name], *columns)
        # A row may have come since in a way that is no action; papers have ids that nothing else ever has.
        verb = "INSERT" if name == "papers" else "INSERT OR REPLACE"
        connection.executemany(
            f"{verb} INTO {name} ({', '.join(all_columns)}) VALUES ({', '.join('?' * len(all_columns))})",
            rows := [(*one.where, *(one.image or {}).values()) for one in changes],
        )
        if name == "papers":
            for number, *_ in rows:
                derive(connection, number, number)


def _put_facts(connection: sqlite3.Connection, change: _Change) -> None:
    facts = dict(change.image or {})
    query = "SELECT 1 FROM papers WHERE key = ? COLLATE NOCASE AND id <> ?"
    if "key" in facts and connection.execute(query, (facts["key"], change.paper)).fetchone():
        # The program has shipped a paper with this key since; keys are unique.
        del facts["key"]
    if facts:
        assignments = ", ".join(f"{column} = ?" for column in facts)
        connection.execute(f"UPDATE papers SET {assignments} WHERE id = ?", (*facts.values(), change.paper))

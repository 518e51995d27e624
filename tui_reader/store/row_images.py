"""Before-images of rows: how an undo restores the rows of an action.

A row of `changes` names a table and a row of it; its image is that row before the change, as JSON, or NULL when there
was none. Two names are no tables: `facts`, whose image has only the changed columns of a paper, and `came`, which
stands for all papers of an import at once (`paper` is the first id, `key` the last). Rows are restored in the reverse
order of the changes, so that a row that refers to another one (a note to its paper) finds it.
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
"""How many changes are read into memory at once."""

_IMPORT = "came"
"""The name of the change that stands for all papers of an import."""

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
    "aliases": ("paper", "name"),
    "deleted": ("paper",),
}
"""The key columns of each table."""

_SEARCHABLE = ("facts", "papers", "tags", "notes", "highlights")
"""The names of changes that alter what is indexed; of highlights that is the comments."""

_UNLESS_SHIPPED = "(id NOT IN (SELECT paper FROM shipped) OR id IN (SELECT paper FROM deleted))"
"""Papers that the program ships are never removed by an undo, also if the user had imported them before; they are by
the redo of a deletion."""


class _Change(NamedTuple):
    id: int
    name: str
    paper: int | None
    key: Any
    at: Any
    image: dict[str, Any] | None

    @property
    def shape(self) -> tuple[str, tuple[str, ...] | None]:
        """The name and the columns: changes in which both are equal can be restored by one statement."""
        return self.name, None if self.image is None else tuple(self.image)

    @property
    def where(self) -> tuple[Any, ...]:
        """The values of the columns in `_KEYS`."""
        if self.name == "searches":
            return (self.key,)
        return (self.paper, self.key)[: len(_KEYS[self.name])]


@dataclass(frozen=True, slots=True)
class ChangedPapers:
    """The papers that an action changed."""

    papers: list[int]
    searchable: list[int]
    """Those of them whose indexed text changed."""
    added_or_removed: bool
    """Whether the action added papers to the library or removed some."""


def restore(connection: sqlite3.Connection, action: int) -> None:
    """Restores the rows of an action, and replaces its changes by those that redo it.

    While a row is in `recording`, the triggers write down the rows that are being replaced; so undo and redo are the
    same function. A note that is replaced is kept as a version.
    """
    query = "SELECT paper FROM changes WHERE action = ? AND name = 'notes'"
    note_versions.keep(connection, [row[0] for row in connection.execute(query, (action,))])
    query = """SELECT id, name, paper, key, at, image FROM changes
               WHERE action = ? AND id < ? ORDER BY id DESC LIMIT ?"""
    first = 2**63 - 1
    while rows := connection.execute(query, (action, first, _PAGE)).fetchall():
        before, first = first, rows[-1][0]
        connection.execute("DELETE FROM changes WHERE action = ? AND id >= ? AND id < ?", (action, first, before))
        for (name, columns), some in groupby(map(_change, rows), key=lambda one: one.shape):
            _restore_alike(connection, name, columns, some)
    connection.execute(
        """DELETE FROM gone WHERE id IN (
               SELECT paper FROM changes WHERE action = ? AND name = 'papers' AND image IS NULL)""",
        (action,),
    )


def is_without_effect(connection: sqlite3.Connection, action: int) -> bool:
    """Whether every row is as it was before the action, apart from its time."""
    query = "SELECT id, name, paper, key, NULL, image FROM changes WHERE action = ?"
    for one in map(_change, connection.execute(query, (action,)).fetchall()):
        condition = " AND ".join(f"{column} = ?" for column in _KEYS[one.name])
        columns = ", ".join(one.image or ("1",))
        now = connection.execute(f"SELECT {columns} FROM {one.name} WHERE {condition}", one.where).fetchone()
        if now != (None if one.image is None else tuple(one.image.values())):
            return False
    return True


def changed_papers(connection: sqlite3.Connection, action: int) -> ChangedPapers:
    """The papers that an action changed, by id."""
    query = "SELECT DISTINCT paper, name FROM changes WHERE action = ? ORDER BY paper"
    pairs = connection.execute(query, (action,)).fetchall()
    return ChangedPapers(
        list(dict.fromkeys(paper for paper, _ in pairs if paper is not None)),
        list(dict.fromkeys(paper for paper, name in pairs if name in _SEARCHABLE)),
        any(name in ("papers", _IMPORT) for _, name in pairs),
    )


def _change(row: tuple[Any, ...]) -> _Change:
    number, name, paper, key, at, image = row
    said = None if image is None else json.loads(image)
    if said is not None and at is not None:
        said["at"] = at
    return _Change(number, name, paper, key, at, said)


def _restore_alike(
    connection: sqlite3.Connection, name: str, columns: tuple[str, ...] | None, changes: Iterable[_Change]
) -> None:
    if name == _IMPORT:
        for one in changes:
            connection.execute(
                f"DELETE FROM papers WHERE id BETWEEN ? AND ? AND {_UNLESS_SHIPPED}", (one.paper, one.key)
            )
    elif name == "facts":
        for one in changes:
            _restore_facts(connection, one)
    elif columns is None:
        condition = " AND ".join(f"{column} = ?" for column in _KEYS[name])
        if name == "papers":
            condition += f" AND {_UNLESS_SHIPPED}"
        connection.executemany(f"DELETE FROM {name} WHERE {condition}", [one.where for one in changes])
    else:
        all_columns = (*_KEYS[name], *columns)
        # A row may have been added since by what is no action, such as marking a paper as read automatically. Ids of
        # papers are never used again.
        verb = "INSERT" if name == "papers" else "INSERT OR REPLACE"
        connection.executemany(
            f"{verb} INTO {name} ({', '.join(all_columns)}) VALUES ({', '.join('?' * len(all_columns))})",
            rows := [(*one.where, *(one.image or {}).values()) for one in changes],
        )
        if name == "papers":
            for number, *_ in rows:
                derive(connection, number, number)


def _restore_facts(connection: sqlite3.Connection, change: _Change) -> None:
    facts = dict(change.image or {})
    query = "SELECT 1 FROM papers WHERE key = ? COLLATE NOCASE AND id <> ?"
    if "key" in facts and connection.execute(query, (facts["key"], change.paper)).fetchone():
        # The program has shipped a paper with this key since; keys are unique.
        del facts["key"]
    if facts:
        assignments = ", ".join(f"{column} = ?" for column in facts)
        connection.execute(f"UPDATE papers SET {assignments} WHERE id = ?", (*facts.values(), change.paper))

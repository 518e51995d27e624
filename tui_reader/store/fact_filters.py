"""The papers that filters on facts and times leave, each answered by an index alone.

At a million papers a filter costs what it leaves; `PaperReader.flagged` answers those that a paper has or has not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import sqlite3

    from tui_reader.model.papers import Kind

Label = Literal["category", "keyword", "editor"]

_LATEST = 2**62
_BEYOND_ALL = "\U0010ffff"


def of_kind(connection: sqlite3.Connection, kind: Kind) -> set[int]:
    """The papers of a kind."""
    return _ids(connection, "SELECT id FROM papers INDEXED BY papers_by_kind WHERE kind = ?", kind)


def labelled(connection: sqlite3.Connection, label: Label, value: str, *, prefix: bool = False) -> set[int]:
    """The papers with a category, a keyword, or an editor of a surname, whatever the case of A to Z.

    With `prefix` also those with one that begins so: `cs.` for all of computer science.
    """
    query = "SELECT paper FROM labels WHERE field = ?1 AND value = lower(?2)"
    if prefix:
        query = "SELECT paper FROM labels WHERE field = ?1 AND value >= lower(?2) AND value < lower(?2) || ?3"
        return _ids(connection, query, label, value, _BEYOND_ALL)
    return _ids(connection, query, label, value)


def label_counts(connection: sqlite3.Connection, label: Label, limit: int) -> list[tuple[str, int]]:
    """The categories, keywords or editors of the library in lower case, with their papers, the most frequent first."""
    query = """SELECT value, count(*) FROM labels WHERE field = ? GROUP BY value
               ORDER BY count(*) DESC, value LIMIT ?"""
    return connection.execute(query, (label, limit)).fetchall()


def rated(connection: sqlite3.Connection, least: int = 1, most: int = 5) -> set[int]:
    """The papers with so many stars, both inclusive."""
    return _ids(connection, "SELECT paper FROM ratings WHERE stars BETWEEN ? AND ?", least, most)


def added_between(connection: sqlite3.Connection, first: float | None, before: float | None) -> set[int]:
    """The papers that came at a time or later, and before another; seconds since 1970, UTC, `None` is open."""
    query = "SELECT id FROM papers INDEXED BY papers_by_added WHERE added >= ? AND added < ?"
    return _ids(connection, query, -_LATEST if first is None else first, _LATEST if before is None else before)


def read_between(connection: sqlite3.Connection, first: float | None, before: float | None) -> set[int]:
    """The papers that were read last at a time or later, and before another; as `added_between` takes them."""
    query = "SELECT paper FROM readings INDEXED BY readings_by_at WHERE at >= ? AND at < ?"
    return _ids(connection, query, -_LATEST if first is None else first, _LATEST if before is None else before)


def _ids(connection: sqlite3.Connection, query: str, *values: object) -> set[int]:
    return {row[0] for row in connection.execute(query, values)}

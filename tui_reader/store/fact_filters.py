"""The papers that filters on facts and times leave, each answered by an index alone.

At a million papers a filter costs what it leaves; `PaperReader.flagged` answers those that a paper has or has not.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

    from tui_reader.model.papers import Kind

Label = Literal["category", "keyword", "editor"]

_LATEST = 2**62
_BEYOND_ALL = "\U0010ffff"


def of_kind(connection: sqlite3.Connection, kind: Kind) -> set[int]:
    """The papers of a kind."""
    return _ids(connection, "SELECT id FROM papers INDEXED BY papers_by_kind WHERE kind = ?", kind)


def label_values(connection: sqlite3.Connection, label: Label) -> list[str]:
    """All categories, keywords or editors of the library in lower case, sorted.

    Each is found by a search for what comes after the one before it: a hundred categories of a million papers take a
    hundred searches.
    """
    query = """WITH RECURSIVE each (value) AS (
                   SELECT min(value) FROM labels WHERE field = ?1
                   UNION ALL
                   SELECT (SELECT min(value) FROM labels WHERE field = ?1 AND value > each.value)
                   FROM each WHERE each.value IS NOT NULL)
               SELECT json_group_array(value) FROM each WHERE value IS NOT NULL"""
    values: list[str] = json.loads(connection.execute(query, (label,)).fetchone()[0])
    return values


def labelled_any(connection: sqlite3.Connection, label: Label, values: Collection[str]) -> set[int]:
    """The papers with one of these categories, keywords or editors, in lower case as `label_values` has them."""
    query = """SELECT json_group_array(paper) FROM labels
               WHERE field = ? AND value IN (SELECT value FROM json_each(?))"""
    return set(json.loads(connection.execute(query, (label, json.dumps(list(values)))).fetchone()[0]))


def identified(connection: sqlite3.Connection, names: Collection[str]) -> set[int]:
    """The papers with one of these identifiers, each "scheme:value" as it is compared, or with one as their key.

    Keys that DBLP makes are such identifiers: DBLP:conf/nips/VaswaniSPUJGKP17.
    """
    query = """SELECT paper FROM identifiers WHERE name IN (SELECT value FROM json_each(?1)) UNION
               SELECT id FROM papers WHERE key COLLATE NOCASE IN (SELECT value FROM json_each(?1))"""
    return {row[0] for row in connection.execute(query, (json.dumps(list(names)),))}


def identified_from(connection: sqlite3.Connection, start: str) -> set[int]:
    """The papers with an identifier that begins so: "pmid:231"."""
    query = "SELECT paper FROM identifiers WHERE name >= ?1 AND name < ?1 || ?2"
    return _ids(connection, query, start, _BEYOND_ALL)


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
    # One row of JSON is read twice as fast as a row for each paper.
    column = query.split(maxsplit=2)[1]
    query = query.replace(column, f"json_group_array({column})", 1)
    return set(json.loads(connection.execute(query, values).fetchone()[0]))

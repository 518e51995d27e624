"""Ids as a query can ask for them: how a statement is told which papers it is about.

A million ids as a list would be eight megabytes of text to read before the first row; as marks they are one megabyte
that SQLite looks into without copying it, row by row of an index that is in the order wanted.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

LOOKUP_COST = 20
"""How many rows of an index can be walked through in the time in which one paper is looked up by its id."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A condition on ids, and the one value that goes with it as the first of a statement."""

    condition: str
    value: str | bytes
    is_list: bool
    """Whether SQLite goes from the ids to the rows, and not from the rows to the ids."""

    def where(self, column: str) -> str:
        """The condition on a column of ids."""
        return self.condition.format(column=column)


def tagged(value: str) -> str:
    """The condition that a row of `tags` has a tag, given as a parameter (`?1`), or one below it."""
    return f"(tag = {value} OR (tag > {value} || '/' AND tag < {value} || '0'))"


def listed(ids: Collection[int]) -> Chosen:
    """Ids for statements that look each of them up."""
    return Chosen("{column} IN (SELECT value FROM json_each(?1))", json.dumps(list(ids)), is_list=True)


def marked(connection: sqlite3.Connection, ids: Collection[int]) -> Chosen:
    """Ids for statements that walk through an index and ask of each row whether it is one of them."""
    largest = connection.execute("SELECT max(id) FROM papers").fetchone()[0] or 0
    marks = bytearray(largest)
    for number in ids:
        if 0 < number <= largest:
            marks[number - 1] = 1
    return Chosen("substr(?1, {column}, 1) = x'01'", bytes(marks), is_list=False)


def chosen(connection: sqlite3.Connection, ids: Collection[int], rows: int) -> Chosen:
    """Ids for statements that could do either, when a walk goes through so many rows."""
    return listed(ids) if len(ids) * LOOKUP_COST < rows else marked(connection, ids)

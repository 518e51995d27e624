"""Sets of paper ids, and how a statement is given one.

SQLite can be given ids in two ways. As a list (a JSON array) each id is looked up: right for few. As a bitmap, one byte
for each id up to the largest, a statement walks along an index and looks every row up in it: right for many, because a
million ids are one megabyte that is not copied, where a list of them is eight megabytes of text to parse.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection
    from collections.abc import Set as AbstractSet

LOOKUP_COST = 20
"""How many rows of an index can be walked through in the time in which one paper is looked up by its id."""


@dataclass(frozen=True, slots=True)
class IdSet:
    """Some papers of a library: those with the ids or, as the `complement`, all others."""

    ids: AbstractSet[int]
    """Ids of papers that are there."""
    complement: bool = False

    def __invert__(self) -> IdSet:
        """The papers that are not in this set."""
        return IdSet(self.ids, not self.complement)

    def __and__(self, other: IdSet) -> IdSet:
        """The papers that are in both sets."""
        if self.complement and other.complement:
            return IdSet(self.ids | other.ids, complement=True)
        if self.complement:
            return IdSet(other.ids - self.ids)
        return IdSet(self.ids - other.ids if other.complement else self.ids & other.ids)

    def __or__(self, other: IdSet) -> IdSet:
        """The papers that are in one of the sets, or in both."""
        return ~(~self & ~other)

    def count(self, papers: int) -> int:
        """How many papers are in the set, in a library of so many."""
        return max(papers - len(self.ids), 0) if self.complement else len(self.ids)


@dataclass(frozen=True, slots=True)
class IdFilter:
    """A condition that a column has one of some ids, with the value that is the statement's first parameter."""

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


def by_list(ids: Collection[int]) -> IdFilter:
    """The filter for statements that look each id up."""
    return IdFilter("{column} IN (SELECT value FROM json_each(?1))", json.dumps(list(ids)), is_list=True)


def by_bitmap(connection: sqlite3.Connection, ids: Collection[int], *, complement: bool = False) -> IdFilter:
    """The filter for statements that walk along an index; with `complement` for all papers but these."""
    largest = connection.execute("SELECT max(id) FROM papers").fetchone()[0] or 0
    bitmap = bytearray(largest)
    for number in ids:
        if 0 < number <= largest:
            bitmap[number - 1] = 1
    # A paper that has come since is beyond the bitmap, and in neither.
    byte = "00" if complement else "01"
    return IdFilter(f"substr(?1, {{column}}, 1) = x'{byte}'", bytes(bitmap), is_list=False)


def cheapest(connection: sqlite3.Connection, ids: Collection[int], rows: int) -> IdFilter:
    """The filter for statements that can use either, when a walk along the index passes so many rows."""
    return by_list(ids) if len(ids) * LOOKUP_COST < rows else by_bitmap(connection, ids)

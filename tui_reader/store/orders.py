"""Ids of papers in an order.

Each order is a walk along an index that has it. Nothing is sorted, so the first thousand ids of a million take as long
as those of a thousand.
"""

from __future__ import annotations

from array import array
from itertools import chain, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator

    from tui_reader.model.results import Order
    from tui_reader.store.id_filter import IdFilter

_ORDERS: dict[Order, tuple[str, str]] = {
    "added": ("papers_by_added", "added DESC, id"),
    "year": ("papers_by_year", "year DESC, id"),
    "title": ("papers_by_same", "same, id"),
}
"""Each order with the index that has it."""

_ROWS = 4096
"""How many rows are in memory at once while ids become an array."""


def ids(connection: sqlite3.Connection, order: Order, limit: int | None, offset: int) -> array[int]:
    """The ids of all papers in an order, or of `limit` of them after the first `offset`."""
    if order == "read":
        return _collected(_read_first(connection, None), limit, offset)
    index, by = _ORDERS[order]
    query = f"SELECT id FROM papers INDEXED BY {index} ORDER BY {by} LIMIT ? OFFSET ?"
    return _collected(connection.execute(query, (-1 if limit is None else limit, offset)))


def sorted_ids(connection: sqlite3.Connection, wanted: Collection[int], order: Order, limit: int | None) -> array[int]:
    """The given ids in an order, or the first `limit` of them; ids that no paper has are left out."""
    from tui_reader.store.id_filter import cheapest

    if not wanted:
        return array("q")
    count = int(connection.execute("SELECT papers FROM library").fetchone()[0])
    share = 1.0 if limit is None else min(1.0, limit / len(wanted))
    return _filtered(connection, cheapest(connection, wanted, int(count * share)), order, limit)


def other_ids(connection: sqlite3.Connection, unwanted: Collection[int], order: Order, limit: int | None) -> array[int]:
    """The ids of all papers but the given ones in an order, or the first `limit` of them."""
    from tui_reader.store.id_filter import by_bitmap

    if not unwanted:
        return ids(connection, order, limit, 0)
    return _filtered(connection, by_bitmap(connection, unwanted, complement=True), order, limit)


def _filtered(connection: sqlite3.Connection, chosen: IdFilter, order: Order, limit: int | None) -> array[int]:
    if order == "read":
        return _collected(_read_first(connection, chosen), limit)
    index, by = _ORDERS[order]
    access = "NOT INDEXED" if chosen.is_list else f"INDEXED BY {index}"
    query = f"SELECT id FROM papers {access} WHERE {chosen.where('id')} ORDER BY {by} LIMIT ?2"
    return _collected(connection.execute(query, (chosen.value, -1 if limit is None else limit)))


def _read_first(connection: sqlite3.Connection, chosen: IdFilter | None) -> Iterator[tuple[int]]:
    """The papers that were read, the latest first, then the others by `added`."""
    one_of, values = ("TRUE", ()) if chosen is None else (chosen.where("{column}"), (chosen.value,))
    access = "NOT INDEXED" if chosen and chosen.is_list else "INDEXED BY papers_by_added"
    read = f"SELECT paper FROM readings WHERE {one_of.format(column='paper')} ORDER BY at DESC, paper"
    others = f"""SELECT id FROM papers {access}
                 WHERE {one_of.format(column="id")} AND NOT EXISTS (SELECT 1 FROM readings WHERE paper = id)
                 ORDER BY added DESC, id"""
    # The second statement starts when the first has no more.
    return chain.from_iterable(connection.execute(query, values) for query in (read, others))


def _collected(rows: Iterator[tuple[int]], limit: int | None = None, offset: int = 0) -> array[int]:
    found = array("q")
    rows = islice(rows, offset, None if limit is None else offset + limit)
    while page := [row[0] for row in islice(rows, _ROWS)]:
        found.extend(page)
    return found

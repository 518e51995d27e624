"""What is derived from the columns of papers: their identifiers, and the labels that filters ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.store.provenance_tables import ADD_DERIVED

if TYPE_CHECKING:
    import sqlite3


def derive(connection: sqlite3.Connection, first: int, last: int) -> None:
    """Adds what is derived from the papers with ids from one to another, which came; see `provenance_tables`."""
    for statement in ADD_DERIVED:
        connection.execute(statement, (first, last))

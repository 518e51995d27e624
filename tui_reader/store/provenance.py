"""Where the facts of a paper are from, and since when.

A paper has one origin, that of the import which brought it; `fact_origins` names those of facts that came later or from
elsewhere. Two sources of one import have two rows in `origins`, one source of two imports as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.model.imports import FactSource
from tui_reader.store.details_json import DEFAULTS, decoded_values
from tui_reader.store.import_rows import FACTS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from tui_reader.store.database import Database

_EMPTY = (None, "", "[]")


class Provenance:
    """Where the facts of a library's papers are from."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, paper: int) -> tuple[FactSource, ...]:
        """Where each fact of a paper is from, and since when; empty when there is no such paper.

        In the order of the fields of `Paper` and `Details`.
        """
        with self._database.reading() as connection:
            return _sources(connection, paper)


def _sources(connection: sqlite3.Connection, paper: int) -> tuple[FactSource, ...]:
    query = f"SELECT added, origin, {', '.join(FACTS)} FROM papers WHERE id = ?"
    found = connection.execute(query, (paper,)).fetchone()
    if found is None:
        return ()
    added, origin, *values = found
    facts = dict(zip(FACTS, values, strict=True))
    facts |= decoded_values(facts.pop("details"))
    query = """SELECT NULL, name, at FROM origins WHERE id = ?1
               UNION ALL SELECT field, name, at FROM fact_origins JOIN origins ON id = origin WHERE paper = ?2"""
    by_field = {field: (name, at) for field, name, at in connection.execute(query, (origin, paper))}
    of_paper = by_field.get(None, ("", float(added)))
    fields = (*FACTS[:-1], *DEFAULTS)
    return tuple(
        FactSource(field, *by_field.get(field, of_paper)) for field in fields if facts.get(field) not in _EMPTY
    )


def set_origin(connection: sqlite3.Connection, paper: int, fields: Iterable[str], source: str, at: float) -> None:
    """Notes within a transaction that facts of a paper are from a source as of now."""
    number = connection.execute("INSERT INTO origins (name, at) VALUES (?, ?)", (source, at)).lastrowid
    rows = [(paper, field, number) for field in fields]
    connection.executemany("INSERT OR REPLACE INTO fact_origins VALUES (?, ?, ?)", rows)

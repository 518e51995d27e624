"""Where the facts of a paper are from, and since when.

A paper has one origin, that of the import which brought it; `fact_origins` names those of facts that came later or from
elsewhere. Two sources of one import have two rows in `origins`, one source of two imports as well.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tui_reader.model.imports import FactSource
from tui_reader.store.details_json import DEFAULTS, decoded_values
from tui_reader.store.import_rows import FACTS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable

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
        return self.of_each([paper]).get(paper, ())

    def of_each(self, papers: Collection[int]) -> dict[int, tuple[FactSource, ...]]:
        """The same for each of some papers, by paper."""
        with self._database.reading() as connection:
            return _sources(connection, json.dumps(list(papers)))


def _sources(connection: sqlite3.Connection, papers: str) -> dict[int, tuple[FactSource, ...]]:
    query = """SELECT paper, field, name, at FROM fact_origins JOIN origins ON id = origin
               WHERE paper IN (SELECT value FROM json_each(?))"""
    exceptions: dict[int, dict[str, tuple[str, float]]] = {}
    for paper, field, name, at in connection.execute(query, (papers,)):
        exceptions.setdefault(paper, {})[field] = (name, at)
    query = f"""SELECT papers.id, coalesce(name, ''), coalesce(at, added), {", ".join(FACTS)}
                FROM papers LEFT JOIN origins ON origins.id = origin
                WHERE papers.id IN (SELECT value FROM json_each(?))"""
    fields = (*FACTS[:-1], *DEFAULTS)
    found = {}
    for paper, name, at, *values in connection.execute(query, (papers,)):
        facts = dict(zip(FACTS, values, strict=True))
        facts |= decoded_values(facts.pop("details"))
        by_field, of_paper = exceptions.get(paper, {}), (name, float(at))
        found[paper] = tuple(
            FactSource(field, *by_field.get(field, of_paper)) for field in fields if facts.get(field) not in _EMPTY
        )
    return found


def set_origin(connection: sqlite3.Connection, paper: int, fields: Iterable[str], source: str, at: float) -> None:
    """Notes within a transaction that facts of a paper are from a source as of now."""
    number = connection.execute("INSERT INTO origins (name, at) VALUES (?, ?)", (source, at)).lastrowid
    rows = [(paper, field, number) for field in fields]
    connection.executemany("INSERT OR REPLACE INTO fact_origins VALUES (?, ?, ?)", rows)

"""Deletes papers, and remembers those that the program ships, so that they do not come back by themselves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tui_reader.store.identity import Compared, compared
from tui_reader.store.import_rows import contradicting, identity_names, same_title

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from tui_reader.store.import_rows import ImportRow

_NO_FACTS = {"title": "", "abstract": "", "authors": "[]", "year": None, "venue": None, "arxiv": None, "doi": None}


def delete(connection: sqlite3.Connection, papers: Sequence[int]) -> None:
    """Deletes papers within a transaction, with all that belongs to them."""
    # First, so that an undo, which goes backwards, finds the paper when it gives its row of `shipped` back.
    connection.executemany(
        "INSERT OR REPLACE INTO deleted SELECT paper, facts FROM shipped WHERE paper = ?", [(one,) for one in papers]
    )
    connection.executemany("DELETE FROM papers WHERE id = ?", [(one,) for one in papers])


class DeletedPapers:
    """The papers that the program ships and the reader deleted."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        rows = connection.execute("SELECT facts FROM deleted ORDER BY paper").fetchall()
        self._facts: list[dict[str, Any]] = [_NO_FACTS | json.loads(row[0]) for row in rows]

    def has(self, row: ImportRow) -> bool:
        """Whether a record is one of them, as an import would find."""
        return any(_are_same(row, facts) for facts in self._facts)


def _are_same(row: ImportRow, facts: dict[str, Any]) -> bool:
    names = identity_names(facts, facts)
    if contradicting(row.names, names):
        return False
    if row.names & names:
        return True
    same = same_title(facts["title"])
    if same != row.same:
        return False
    return compared(_compared(row.fields, same, row.names), _compared(facts, same, names)).same


def _compared(facts: dict[str, Any], same: str, names: frozenset[str]) -> Compared:
    columns = {name: facts.get(name) for name in _NO_FACTS}
    return Compared(facts["title"], same, facts["authors"], facts["year"], names, False, lambda: columns)  # noqa: FBT003 - as a field

"""Pairs of papers that may be the same: an import finds them, the reader decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.model.imports import Duplicate
from tui_reader.store.journal import Journal

if TYPE_CHECKING:
    from tui_reader.store.database import Database


class PossibleDuplicates:
    """The possible duplicates of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._journal = Journal(database)

    def all(self, *, apart: bool = False) -> list[Duplicate]:
        """The pairs that wait for a decision, or those that are kept `apart`; the latest first."""
        query = """SELECT paper, other, reason, at, apart FROM duplicates WHERE apart = ?
                   ORDER BY at DESC, other DESC, paper"""
        with self._database.reading() as connection:
            return [
                Duplicate(paper, other, reason, at, bool(kept))
                for paper, other, reason, at, kept in connection.execute(query, (apart,))
            ]

    def keep_apart(self, one: int, two: int, *, apart: bool = True) -> None:
        """Decides that two papers are two, for good; or takes that decision back."""
        words = "decided that two papers are not the same" if apart else "left open whether two papers are the same"
        with self._journal.action(lambda _: words) as connection:
            pair = (apart, min(one, two), max(one, two))
            connection.execute("UPDATE duplicates SET apart = ?1 WHERE paper = ?2 AND other = ?3 AND apart <> ?1", pair)

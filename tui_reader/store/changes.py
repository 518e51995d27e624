"""Pending index changes: updated and deleted papers. Up to 10,000 are read by revision, more by a scan along ids.

Either way the cost is proportional to what is found. A saved note changes one paper of a million; the first build of an
index reads all of them in many steps.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from tui_reader.model.papers import Paper

FEW = 10_000
"""Up to so many changed papers are sorted by id at each step; more are found by walking along the ids."""


@dataclass(frozen=True, slots=True)
class Changes:
    """One step of pending changes, in the order of the ids."""

    ids: list[int]
    papers: list[Paper] = field(default_factory=list)
    """As they are now, with the comments on their highlights as a part of their notes."""

    @property
    def gone(self) -> list[int]:
        """The ids that no paper has any more."""
        there = {paper.id for paper in self.papers}
        return [number for number in self.ids if number not in there]


def changed(connection: sqlite3.Connection, revision: int, between: tuple[int, int | None], limit: int) -> list[int]:
    """The ids of papers updated or deleted after a revision, ascending, at most `limit`.

    `between` is an open lower and a closed upper bound of the ids; `None` means no upper bound.
    """
    after, through = between
    if through is not None and through <= after:
        return []
    index = "papers_by_revision" if _are_few(connection, revision) else "papers_revisions"
    query = f"""SELECT id FROM papers INDEXED BY {index}
                WHERE revision > ? AND id > ? AND id <= ? ORDER BY id LIMIT ?"""
    largest = 2**63 - 1 if through is None else through
    ids = [row[0] for row in connection.execute(query, (revision, after, largest, limit))]
    # An empty index has nothing to forget.
    away = gone(connection, revision, (after, largest), limit) if revision > 0 else []
    return sorted({*ids, *away})[:limit] if away else ids


def gone(connection: sqlite3.Connection, revision: int, between: tuple[int, int], limit: int = -1) -> list[int]:
    """The ids of papers deleted after a revision, ascending; bounds and `limit` as in `changed`, -1 for no limit."""
    query = """SELECT id FROM gone INDEXED BY gone_by_revision
               WHERE revision > ? AND id > ? AND id <= ? ORDER BY id LIMIT ?"""
    return [row[0] for row in connection.execute(query, (revision, *between, limit))]


def count(connection: sqlite3.Connection, revision: int, through: int) -> int:
    """How many papers with an id above `through` were updated after a revision."""
    if revision <= 0 and through <= 0:
        return int(connection.execute("SELECT papers FROM library").fetchone()[0])
    index = "papers_by_revision" if _are_few(connection, revision) else "papers_revisions"
    query = f"SELECT count(*) FROM papers INDEXED BY {index} WHERE revision > ? AND id > ?"
    return int(connection.execute(query, (revision, through)).fetchone()[0])


def _are_few(connection: sqlite3.Connection, revision: int) -> bool:
    query = """SELECT count(*) FROM (SELECT 1 FROM papers INDEXED BY papers_by_revision WHERE revision > ? LIMIT ?)"""
    return int(connection.execute(query, (revision, FEW + 1)).fetchone()[0]) <= FEW

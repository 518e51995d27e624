"""What an index lacks: papers that changed, and that papers are gone; few by their revisions, many along the ids.

Either way a step costs what it finds: of a million papers a saved note changes one, a first build asks for all of them
in many steps.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from tui_reader.model.papers import Paper

FEW = 10_000
"""Up to so many changed papers are put in order anew at each step."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Some of what an index lacks, a step along the ids."""

    ids: list[int]
    papers: list[Paper] = field(default_factory=list)
    """As they are now, with the comments on their highlights as a part of their notes."""

    @property
    def gone(self) -> list[int]:
        """The ids that no paper has any more."""
        there = {paper.id for paper in self.papers}
        return [number for number in self.ids if number not in there]


def changed(connection: sqlite3.Connection, revision: int, between: tuple[int, int | None], limit: int) -> list[int]:
    """The first `limit` ids, above one and up to another, of papers that changed or went after a revision."""
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
    """The first `limit` ids, above one and up to another, of papers that went after a revision."""
    query = """SELECT id FROM gone INDEXED BY gone_by_revision
               WHERE revision > ? AND id > ? AND id <= ? ORDER BY id LIMIT ?"""
    return [row[0] for row in connection.execute(query, (revision, *between, limit))]


def count(connection: sqlite3.Connection, revision: int, through: int) -> int:
    """How many papers with an id above `through` changed after a revision."""
    if revision <= 0 and through <= 0:
        return int(connection.execute("SELECT papers FROM library").fetchone()[0])
    index = "papers_by_revision" if _are_few(connection, revision) else "papers_revisions"
    query = f"SELECT count(*) FROM papers INDEXED BY {index} WHERE revision > ? AND id > ?"
    return int(connection.execute(query, (revision, through)).fetchone()[0])


def _are_few(connection: sqlite3.Connection, revision: int) -> bool:
    query = """SELECT count(*) FROM (SELECT 1 FROM papers INDEXED BY papers_by_revision WHERE revision > ? LIMIT ?)"""
    return int(connection.execute(query, (revision, FEW + 1)).fetchone()[0]) <= FEW

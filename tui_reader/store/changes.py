"""Which papers an index lacks. Few changes are found by their revisions, many by a walk along the ids.

Either way a step costs what it finds: of a million papers a saved note changes one, a first build asks for all of them
in many steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

FEW = 10_000
"""Up to so many changed papers are put in order anew at each step."""


def changed(connection: sqlite3.Connection, revision: int, between: tuple[int, int | None], limit: int) -> list[int]:
    """The first `limit` ids, above one and up to another, of papers that changed after a revision."""
    after, through = between
    if through is not None and through <= after:
        return []
    index = "papers_by_revision" if _are_few(connection, revision) else "papers_revisions"
    query = f"""SELECT id FROM papers INDEXED BY {index}
                WHERE revision > ? AND id > ? AND id <= ? ORDER BY id LIMIT ?"""
    largest = 2**63 - 1 if through is None else through
    return [row[0] for row in connection.execute(query, (revision, after, largest, limit))]


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

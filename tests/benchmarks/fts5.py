"""The baseline of the search figures: SQLite's FTS5 asked for the same words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

MOST = 1_000
"""As many as the reader asks its engine for."""

WEIGHTED, UNWEIGHTED = "bm25(papers, 3.0, 1.0)", "bm25(papers)"
"""Title three times the abstract, or the same."""

_FIELD = re.compile(r"\b\w+:")
_WORD = re.compile(r"\w+")


def find(
    connection: sqlite3.Connection, text: str, *, typing: bool, limit: int = MOST, rank: str = WEIGHTED
) -> list[int]:
    """The papers with all words of a text, best first; `typing` takes the last word as a prefix.

    The reader's syntax is left out and its words kept, so the two are asked for about the same. Unlike the reader's
    answer this one does not say how many papers match in all, which is less work.
    """
    words = [f'"{word}"' for word in _WORD.findall(_FIELD.sub(" ", text)) if word not in ("OR", "NOT")]
    return _matching(connection, " ".join(words) + ("*" if typing else ""), limit, rank) if words else []


def find_any(connection: sqlite3.Connection, words: Sequence[str], limit: int) -> list[int]:
    """The papers with any of some words, best first."""
    return _matching(connection, " OR ".join(f'"{word}"' for word in words), limit, WEIGHTED) if words else []


def _matching(connection: sqlite3.Connection, match: str, limit: int, rank: str) -> list[int]:
    query = f"SELECT rowid FROM papers WHERE papers MATCH ? ORDER BY {rank} LIMIT ?"
    return [row[0] for row in connection.execute(query, (match, limit))]

"""Earlier texts of notes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence


def keep(connection: sqlite3.Connection, papers: Sequence[int]) -> None:
    """Copies the notes of papers, which are about to be replaced, into `versions`, unless the same text is there."""
    connection.execute(
        """INSERT INTO versions (paper, at, text)
           SELECT paper, at, text FROM notes AS n WHERE paper IN (SELECT value FROM json_each(?))
           AND NOT EXISTS (SELECT 1 FROM versions AS v WHERE v.paper = n.paper AND v.text = n.text)""",
        (json.dumps(papers),),
    )

"""How many stars papers have."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError
from tui_reader.model.papers import MOST_STARS
from tui_reader.store.annotations import present, unset
from tui_reader.store.journal import Journal
from tui_reader.store.removed import MARKS, note_given
from tui_reader.texts.counts import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_reader.store.database import Database


class Ratings:
    """The ratings of a library's papers; each change is on disk when the method returns, and can be undone."""

    def __init__(self, database: Database) -> None:
        self._journal = Journal(database)

    def set(self, ids: Iterable[int], stars: int) -> None:
        """Gives papers 1 to 5 stars, or with 0 takes their stars away. Raises ReaderError for any other number."""
        if not 0 <= stars <= MOST_STARS:
            raise ReaderError(f"A paper cannot have {stars} stars.", f"There are 1 to {MOST_STARS}, and 0 for none.")
        words = f"gave {{}} {counted(stars, 'star')}" if stars else "took the rating from {}"
        with self._journal.action(words.format) as connection:
            if not stars:
                unset(connection, "ratings", ids)
                return
            rows = [(paper, stars, time.time()) for paper in present(connection, ids)]
            connection.executemany(
                """INSERT INTO ratings VALUES (?, ?, ?) ON CONFLICT (paper) DO UPDATE
                   SET stars = excluded.stars, at = excluded.at WHERE stars <> excluded.stars""",
                rows,
            )
            note_given(connection, [(paper, MARKS["ratings"]) for paper, *_ in rows])

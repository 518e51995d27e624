"""Citation keys for new papers: the one that a paper came with or is given, with a letter when that is taken."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tui_reader.citations.key_rules import candidates

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

_MOST_SUFFIXES = 10_000
"""Of how many keys the next letter is remembered."""


class FreeKeys:
    """The keys that one import gives. Case tells none apart: to BibTeX `Lee2019` and `lee2019` are one entry."""

    def __init__(self) -> None:
        self._suffixed: dict[str, Iterator[str]] = {}
        """What comes after a key that was taken; it is looked up before it is given."""

    def give(self, connection: sqlite3.Connection, wanted: Sequence[str]) -> Iterator[str]:
        """A key that no paper has and that was not given before, for each wanted one, in this order."""
        small = list({key.lower() for key in wanted})
        query = "SELECT lower(key) FROM papers WHERE key COLLATE NOCASE IN (SELECT value FROM json_each(?))"
        taken = {row[0] for row in connection.execute(query, (json.dumps(small),))}
        for key in wanted:
            free = self._with_letter(connection, key, taken) if key.lower() in taken else key
            taken.add(free.lower())
            yield free

    def _with_letter(self, connection: sqlite3.Connection, key: str, taken: set[str]) -> str:
        if key not in self._suffixed:
            if len(self._suffixed) >= _MOST_SUFFIXES:
                self._suffixed.clear()
            self._suffixed[key] = candidates(key)
        query = "SELECT 1 FROM papers WHERE key = ? COLLATE NOCASE"
        return next(
            one
            for one in self._suffixed[key]
            if one.lower() not in taken and connection.execute(query, (one,)).fetchone() is None
        )

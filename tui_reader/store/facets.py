"""How many papers each filter would leave, of all papers or of a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tui_reader.answers import MOST_VALUES, Facets
from tui_reader.store.chosen import chosen

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

    from tui_reader.store.chosen import Chosen


def facets(connection: sqlite3.Connection, ids: Collection[int] | None) -> Facets:
    """The counts over these papers, or over all."""
    papers = int(connection.execute("SELECT papers FROM library").fetchone()[0])
    count = _Count(connection, None if ids is None else chosen(connection, ids, papers))
    years = count.rows("SELECT year, count(*) FROM {papers_by_year} WHERE {id} GROUP BY year ORDER BY year DESC")
    total = sum(number for _, number in years)
    tags, more_tags = count.most_used("SELECT tag AS value, count(*) AS number FROM tags WHERE {paper} GROUP BY tag")
    venues, more_venues = count.most_used(
        "SELECT venue AS value, count(*) AS number FROM {papers_by_venue} WHERE {id} GROUP BY venue"
    )
    return Facets(
        total=total,
        bookmarked=count.of("bookmarks"),
        unread=total - count.of("readings"),
        queued=count.of("queue"),
        noted=count.of("notes"),
        tags=tags,
        more_tags=more_tags,
        years=tuple((year, number) for year, number in years if year is not None),
        venues=venues,
        more_venues=more_venues,
    )


@dataclass(frozen=True, slots=True)
class _Count:
    """Counts among the papers that were chosen; `None` is all of them."""

    connection: sqlite3.Connection
    chosen: Chosen | None

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query in which `{id}` and `{paper}` are the condition, `{papers_by_…}` is the table."""
        condition = {column: self.chosen.where(column) if self.chosen else "TRUE" for column in ("id", "paper")}
        by_id = self.chosen is not None and self.chosen.is_list
        table = {
            index: f"papers {'NOT INDEXED' if by_id else f'INDEXED BY {index}'}"
            for index in ("papers_by_year", "papers_by_venue")
        }
        values = (self.chosen.value,) if self.chosen else ()
        return self.connection.execute(query.format(**condition, **table), values).fetchall()

    def of(self, table: str) -> int:
        """How many papers have a row in a table of annotations."""
        return int(self.rows(f"SELECT count(*) FROM {table} WHERE {{paper}}")[0][0])

    def most_used(self, values: str) -> tuple[tuple[tuple[str, int], ...], int]:
        """The values that most papers have, with how many, and the number of the other values."""
        rows = self.rows(f"""SELECT value, number, count(*) OVER () FROM ({values}) WHERE value IS NOT NULL
                             ORDER BY number DESC, value LIMIT {MOST_VALUES}""")
        return tuple((value, number) for value, number, _ in rows), rows[0][2] - len(rows) if rows else 0

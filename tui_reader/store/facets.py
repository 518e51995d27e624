"""Facet counts: how many papers of the library, or of a result, each filter would leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tui_reader.model.results import Facets
from tui_reader.store.id_filter import cheapest, tagged

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable

    from tui_reader.store.id_filter import IdFilter


def facets(connection: sqlite3.Connection, ids: Collection[int] | None) -> Facets:
    """The counts over these papers, or over all (`None`), with every tag and every venue, the most frequent first."""
    papers = int(connection.execute("SELECT papers FROM library").fetchone()[0])
    count = _Count(connection, None if ids is None else cheapest(connection, ids, papers))
    years = count.rows("SELECT year, count(*) FROM {papers_by_year} WHERE {id} GROUP BY year ORDER BY year DESC")
    total = sum(number for _, number in years)
    venues = count.rows("SELECT venue, count(*) FROM {papers_by_venue} WHERE {id} AND venue IS NOT NULL GROUP BY venue")
    return Facets(
        total=total,
        bookmarked=count.of("bookmarks"),
        unread=total - count.of("readings"),
        queued=count.of("queue"),
        noted=count.of("notes"),
        highlighted=int(count.rows("SELECT count(DISTINCT paper) FROM highlights WHERE {paper}")[0][0]),
        tags=_tags(count),
        years=tuple((year, number) for year, number in years if year is not None),
        venues=_most_first(venues),
    )


def tags(connection: sqlite3.Connection) -> tuple[tuple[str, int], ...]:
    """Every tag, and every parent of one, with the number of its papers; the most frequent first."""
    return _tags(_Count(connection, None))


def _tags(count: _Count) -> tuple[tuple[str, int], ...]:
    found = dict(count.rows("SELECT tag, count(*) FROM tags WHERE {paper} GROUP BY tag"))
    return _most_first(_with_parents(count, found).items())


def _with_parents(count: _Count, tags: dict[str, int]) -> dict[str, int]:
    """The counts of tags and of their parents: a paper with `ml/inference` and `ml/x` counts once for `ml`."""
    parents = {
        "/".join(levels[:depth]) for levels in (tag.split("/") for tag in tags) for depth in range(1, len(levels))
    }
    return tags | {parent: count.below(parent) for parent in parents}


def _most_first(values: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(values, key=lambda pair: (-pair[1], pair[0])))


@dataclass(frozen=True, slots=True)
class _Count:
    """Counts among some papers of the library; `chosen` is `None` for all of them."""

    connection: sqlite3.Connection
    chosen: IdFilter | None

    def rows(self, query: str, value: str = "") -> list[tuple[Any, ...]]:
        """The rows of a query template.

        `{id}` and `{paper}` become the condition on a column of that name, `{papers_by_year}` and `{papers_by_venue}`
        the table with the way to read it. `?1` is the condition's parameter; a `value` is `?2`.
        """
        condition = {column: self.chosen.where(column) if self.chosen else "TRUE" for column in ("id", "paper")}
        by_id = self.chosen is not None and self.chosen.is_list
        table = {
            index: f"papers {'NOT INDEXED' if by_id else f'INDEXED BY {index}'}"
            for index in ("papers_by_year", "papers_by_venue")
        }
        values: tuple[str | bytes, ...] = (self.chosen.value,) if self.chosen else ()
        if value:
            values = (*(values or ("",)), value)
        return self.connection.execute(query.format(**condition, **table), values).fetchall()

    def of(self, table: str) -> int:
        """How many papers have a row in a table of annotations."""
        return int(self.rows(f"SELECT count(*) FROM {table} WHERE {{paper}}")[0][0])

    def below(self, parent: str) -> int:
        """How many papers have a tag or one below it."""
        query = f"SELECT count(DISTINCT paper) FROM tags WHERE {{paper}} AND {tagged('?2')}"
        return int(self.rows(query, parent)[0][0])

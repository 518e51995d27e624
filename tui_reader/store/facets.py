"""Facet counts: how many papers of the library, or of a result, each filter would leave."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tui_reader.model.results import MOST_VALUES, Facets
from tui_reader.store.id_filter import cheapest, tagged
from tui_reader.store.people_json import person

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable

    from tui_reader.store.id_filter import IdFilter

MOST_WITH_AUTHORS = 20_000
"""Papers of which the authors are counted: a tenth of a second."""


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
        kinds=_most_first(
            count.rows("SELECT kind, count(*) FROM {papers_by_kind} WHERE {id} AND kind IS NOT NULL GROUP BY kind")
        ),
        categories=_most_first((_spelled(category), number) for category, number in count.categories())[:MOST_VALUES],
        authors=_authors(count, total),
    )


def _authors(count: _Count, papers: int) -> tuple[tuple[str, int], ...]:
    """The authors of most papers; each name is read, so none where there are too many papers."""
    if papers > MOST_WITH_AUTHORS:
        return ()
    rows = count.rows("SELECT json_group_array(json(authors)) FROM {papers_authors} WHERE {id}")
    found = Counter(name for names in json.loads(rows[0][0]) for name in {tuple(parts) for parts in names})
    named: Counter[str] = Counter()
    for parts, number in found.most_common(2 * MOST_VALUES):
        named[person(parts).name] += number
    return _most_first(named.items())[:MOST_VALUES]


def _spelled(category: str) -> str:
    """A category of arXiv as arXiv spells it, `cs.LG`; any other as it is."""
    archive, _, subject = category.partition(".")
    return f"{archive}.{subject.upper()}" if len(subject) == len("LG") and subject.isalpha() else category


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

        `{id}` and `{paper}` become the condition on a column of that name, `{papers_by_year}` and the like the table
        with the way to read it. `?1` is the condition's parameter; a `value` is `?2`.
        """
        condition = {column: self.chosen.where(column) if self.chosen else "TRUE" for column in ("id", "paper")}
        by_id = self.chosen is not None and self.chosen.is_list
        table = {
            index: f"papers {'NOT INDEXED' if by_id else f'INDEXED BY {index}'}"
            for index in ("papers_by_year", "papers_by_venue", "papers_by_kind", "papers_authors")
        }
        values: tuple[str | bytes, ...] = (self.chosen.value,) if self.chosen else ()
        if value:
            values = (*(values or ("",)), value)
        return self.connection.execute(query.format(**condition, **table), values).fetchall()

    def of(self, table: str) -> int:
        """How many papers have a row in a table of annotations."""
        return int(self.rows(f"SELECT count(*) FROM {table} WHERE {{paper}}")[0][0])

    def categories(self) -> list[tuple[str, int]]:
        """Each category, in lower case, with its papers."""
        if self.chosen is not None and self.chosen.is_list:
            return self.rows("""SELECT lower(each.value), count(DISTINCT paper)
                                FROM (SELECT id AS paper, details FROM papers NOT INDEXED WHERE {id}),
                                     json_each(nullif(details, ''), '$.categories') AS each
                                GROUP BY 1""")
        return self.rows("SELECT value, count(*) FROM labels WHERE field = 'category' AND {paper} GROUP BY value")

    def below(self, parent: str) -> int:
        """How many papers have a tag or one below it."""
        query = f"SELECT count(DISTINCT paper) FROM tags WHERE {{paper}} AND {tagged('?2')}"
        return int(self.rows(query, parent)[0][0])

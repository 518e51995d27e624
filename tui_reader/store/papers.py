"""The papers of a library, by id, by key and in order; memory use does not depend on how many there are."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tui_reader.model.papers import NO_DETAILS, SCHEMES, Paper, folded_doi, normal_arxiv, normal_doi
from tui_reader.store import orders
from tui_reader.store.details_json import details_of
from tui_reader.store.people_json import person

if TYPE_CHECKING:
    import sqlite3
    from array import array
    from collections.abc import Collection, Sequence

    from tui_reader.model.results import Facets, Order
    from tui_reader.store.changes import Changes
    from tui_reader.store.database import Database

_AS_JSON = """
    json_array(p.id, p.key, p.title, p.abstract, json(p.authors), p.year, p.venue, p.arxiv, p.doi, p.url,
               json(p.sources), p.added,
               p.kind, p.details,
               (SELECT at FROM bookmarks WHERE paper = p.id),
               (SELECT stars FROM ratings WHERE paper = p.id),
               (SELECT at FROM readings WHERE paper = p.id),
               (SELECT at FROM queue WHERE paper = p.id),
               (SELECT json_group_array(tag) FROM (SELECT tag FROM tags WHERE paper = p.id ORDER BY tag)),
               (SELECT text FROM notes WHERE paper = p.id),
               (SELECT count(*) FROM highlights WHERE paper = p.id))
"""

_PAGE = 256

_FLAGS = {
    "is:bookmarked": "SELECT paper FROM bookmarks",
    "is:read": "SELECT paper FROM readings",
    "is:unread": "SELECT id FROM papers WHERE id NOT IN (SELECT paper FROM readings)",
    "is:queued": "SELECT paper FROM queue",
    "has:note": "SELECT paper FROM notes",
    "has:highlight": "SELECT DISTINCT paper FROM highlights",
    "has:file": "SELECT paper FROM labels WHERE field = 'has' AND value = 'file'",
}
LACKING = {
    "has:abstract": "SELECT id FROM papers WHERE abstract = ''",
    "has:url": "SELECT id FROM papers WHERE coalesce(url, doi, arxiv) IS NULL",
}
"""Those that nearly all papers have: an index has the others."""
"""What the database knows of the query language's filters."""


class PaperReader:
    """The papers of a library, for reading."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self) -> int:
        """How many papers there are."""
        with self._database.reading() as connection:
            return int(connection.execute("SELECT papers FROM library").fetchone()[0])

    def ids(self, order: Order = "added", limit: int | None = None, offset: int = 0) -> array[int]:
        """The ids of all papers in an order, or of `limit` of them after the first `offset`."""
        with self._database.reading() as connection:
            return orders.ids(connection, order, limit, offset)

    def sorted(self, ids: Collection[int], order: Order, limit: int | None = None) -> array[int]:
        """The given ids in an order, or the first `limit` of them; ids that no paper has are left out."""
        with self._database.reading() as connection:
            return orders.sorted_ids(connection, ids, order, limit)

    def facets(self, ids: Collection[int] | None = None) -> Facets:
        """What filters would leave of these papers, or of all."""
        from tui_reader.store.facets import facets

        with self._database.reading() as connection:
            return facets(connection, ids)

    def papers(self, ids: Sequence[int]) -> list[Paper]:
        """The papers with these ids, in the order of the ids; ids that no paper has are passed over.

        The rows come in one step of SQLite: each step gives Python's interpreter lock up and would wait for it again
        beside a busy thread.
        """
        with self._database.reading() as connection:
            query = f"SELECT json_group_array({_AS_JSON}) FROM papers p WHERE p.id IN (SELECT value FROM json_each(?))"
            row = connection.execute(query, (json.dumps(list(ids)),)).fetchone()
        by_id = {paper.id: paper for paper in map(_paper, json.loads(row[0]))}
        return [by_id[i] for i in ids if i in by_id]

    def changed(self, revision: int, between: tuple[int, int | None], limit: int) -> Changes:
        """What changed after a revision of the papers with ids above one and up to another, at most so many, by id."""
        from tui_reader.store import changes

        with self._database.reading() as connection:
            ids = changes.changed(connection, revision, between, limit)
        return changes.Changes(ids, self._by_page(ids))

    def gone(self, revision: int) -> set[int]:
        """The ids of papers that went after a revision."""
        from tui_reader.store import changes

        with self._database.reading() as connection:
            return set(changes.gone(connection, revision, (0, 2**63 - 1)))

    def changed_count(self, revision: int, through: int = 0) -> int:
        """How many papers with an id above `through` changed after a revision."""
        from tui_reader.store import changes

        with self._database.reading() as connection:
            return changes.count(connection, revision, through)

    def identity(self) -> tuple[str, int]:
        """The library's random name, and its revision: larger after every change to something searchable."""
        with self._database.reading() as connection:
            name, revision = connection.execute("SELECT name, revision FROM library").fetchone()
        return str(name), int(revision)

    def with_key(self, start: str, limit: int = 2) -> list[int]:
        """The ids of papers whose citation key starts with a text: the one that is it, else up to `limit`.

        The key of a paper that was merged into another one is that of this one.
        """
        query = """SELECT id FROM papers WHERE key = ?1
                   UNION ALL SELECT paper FROM aliases WHERE name = 'key:' || ?1"""
        with self._database.reading() as connection:
            exact = connection.execute(query, (start,)).fetchall()
            if exact:
                return [exact[0][0]]
            query = "SELECT id FROM papers WHERE key >= ? AND key < ? ORDER BY key LIMIT ?"
            return [row[0] for row in connection.execute(query, (start, start + "\U0010ffff", limit))]

    def with_identifier(self, text: str, limit: int = 2) -> list[int]:
        """The ids of papers, at most `limit`, with the identifier that a text is: a DOI, an arXiv id, or any other."""
        arxiv, doi = normal_arxiv(text), normal_doi(text)
        names = [f"arxiv:{arxiv}"] if arxiv else []
        names += [f"doi:{folded_doi(doi)}"] if doi else []
        scheme, colon, value = text.strip().partition(":")
        if colon and scheme.lower() in SCHEMES:
            names.append(f"{scheme.lower()}:{value.strip()}")
        if not names:
            names = [f"{scheme}:{text.strip()}" for scheme in SCHEMES]
        query = """SELECT paper FROM identifiers WHERE name IN (SELECT value FROM json_each(?1))
                   UNION SELECT paper FROM aliases WHERE name IN (SELECT value FROM json_each(?1))
                   ORDER BY paper LIMIT ?2"""
        with self._database.reading() as connection:
            return [row[0] for row in connection.execute(query, (json.dumps(names), limit))]

    def _by_page(self, ids: Sequence[int]) -> list[Paper]:
        """Very many papers as an index has them: the JSON of all of them at once would hold up the screen."""
        pages = (self.papers(ids[start : start + _PAGE]) for start in range(0, len(ids), _PAGE))
        return [self._with_comments(paper) if paper.highlights else paper for page in pages for paper in page]

    def _with_comments(self, paper: Paper) -> Paper:
        query = "SELECT comment FROM highlights WHERE paper = ? AND comment <> '' ORDER BY start, id"
        with self._database.reading() as connection:
            comments = [row[0] for row in connection.execute(query, (paper.id,))]
        return replace(paper, note="\n\n".join(filter(None, (paper.note, *comments))))

    def flagged(self, flag: str) -> set[int]:
        """The ids of the papers for which a filter (`is:bookmarked`) holds; none for one that nothing can set."""
        if flag in LACKING:
            return set(self.ids()) - self.lacking(flag)
        query = _FLAGS.get(flag)
        if query is None:
            return set()
        with self._database.reading() as connection:
            return {row[0] for row in connection.execute(query)}

    def lacking(self, flag: str) -> set[int]:
        """The ids of the papers for which a filter that most papers pass (`has:abstract`, `has:url`) does not hold."""
        with self._database.reading() as connection:
            return {row[0] for row in connection.execute(LACKING[flag])}

    def unread(self, ids: Collection[int]) -> list[int]:
        """Those of these papers that are unread."""
        with self._database.reading() as connection:
            read = {row[0] for row in connection.execute("SELECT paper FROM readings")}
        return [number for number in ids if number not in read]

    def first_unread(self, ids: Sequence[int]) -> int | None:
        """The first of these papers that is unread; none that no paper has may be among them.

        Each look is at twice as many papers as the one before: usually the first few are enough, and a million that are
        all read take a dozen questions.
        """
        query = "SELECT paper FROM readings WHERE paper IN (SELECT value FROM json_each(?))"
        start, size = 0, _PAGE
        with self._database.reading() as connection:
            while start < len(ids):
                page = list(ids[start : start + size])
                read = {row[0] for row in connection.execute(query, (json.dumps(page),))}
                for number in page:
                    if number not in read:
                        return number
                start, size = start + size, 2 * size
        return None


def bump_revision(connection: sqlite3.Connection, changed: Collection[int]) -> None:
    """Gives the changed papers a new revision, which tells an index to read them again; within a transaction."""
    if not changed:
        return
    connection.execute("UPDATE library SET revision = revision + 1")
    connection.execute(
        "UPDATE papers SET revision = (SELECT revision FROM library) WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(changed)),),
    )


def _paper(row: list[Any]) -> Paper:
    number, key, title, abstract, authors, year, venue, arxiv, doi, url, sources, added, kind, details, *state = row
    bookmarked, stars, read, queued, tags, note, highlights = state
    return Paper(
        id=number,
        key=key,
        title=title,
        abstract=abstract,
        authors=tuple(map(person, authors)),
        year=year,
        venue=venue,
        arxiv=arxiv,
        doi=doi,
        url=url,
        sources=tuple(sources),
        kind=kind,
        details=details_of(json.loads(details)) if details else NO_DETAILS,
        added=added,
        bookmarked=bookmarked is not None,
        read=read is not None,
        queued=queued is not None,
        tags=tuple(json.loads(tags)) if isinstance(tags, str) else tuple(tags),
        note=note or "",
        highlights=highlights,
        read_at=read or 0.0,
        queued_at=queued or 0.0,
        bookmarked_at=bookmarked or 0.0,
        rating=stars or 0,
    )

"""What a library knows of the papers of one chunk, in memory: read once, changed paper by paper, written by `intake`.

Every paper of the library that could be the same as one of the chunk is here, and so are the papers that the chunk
itself adds, so that a later record of a file completes an earlier one as if that had been written.
"""

from __future__ import annotations

import json
from bisect import insort
from collections import defaultdict
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from tui_reader.store.authors_json import families
from tui_reader.store.import_rows import FACTS, compared, compared_ids, same_title

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from tui_reader.model.papers import Paper
    from tui_reader.store.import_rows import Arrival

_IDENTITY = ("doi", "arxiv", "ids", "same")
_BY_ID = attrgetter("id")

_NEXT = "SELECT max(coalesce((SELECT max(id) FROM papers), 0), last) + 1 FROM library"
"""The id of the next paper, which no paper ever had."""


@dataclass(slots=True, eq=False)
class Row:
    """A paper of the library, or one that is about to be."""

    id: int
    identity: dict[str, Any]
    """doi, arxiv, ids, same and authors as they are now, in the form that is compared."""
    paper: Paper | None = None
    """What it is made from; `None` when it was there before."""
    facts: dict[str, Any] | None = None
    """All facts as they are now; `None` until somebody asks."""
    changes: dict[str, Any] = field(default_factory=dict)
    """Columns to write, when it was there before."""
    tags: set[str] | None = None
    """All tags as they are now; `None` until somebody asks."""
    added_tags: list[str] = field(default_factory=list)
    noted: bool | None = None
    """Whether it has a note; `None` until somebody asks."""
    note: str = ""
    """A note to write."""
    shipped: dict[str, Any] | None = None
    """Facts that the program ships, to write."""

    @property
    def is_changed(self) -> bool:
        """Whether something searchable is to be written."""
        return bool(self.changes or self.added_tags or self.note)


class Known:
    """The rows that matter for a chunk."""

    def __init__(self, connection: sqlite3.Connection, arrivals: Sequence[Arrival]) -> None:
        self._connection = connection
        self.rows: list[Row] = []
        """Those that were matched or added, each once."""
        self._matched: set[int] = set()
        self._by: dict[str, defaultdict[str, list[Row]]] = {name: defaultdict(list) for name in _IDENTITY}
        """By the value of a column, in order of their ids; a row stays under a value that it has no more."""
        self._next: int = connection.execute(_NEXT).fetchone()[0]
        self._load(arrivals)

    def match(self, arrival: Arrival) -> Row | None:
        """The paper that is the same as one that arrives."""
        row = self._same(arrival)
        if row is not None and row.id not in self._matched:
            self._matched.add(row.id)
            self.rows.append(row)
        return row

    def add(self, arrival: Arrival) -> Row:
        """A new paper."""
        facts = arrival.facts
        row = Row(self._next, _identity(facts["doi"], facts["arxiv"], arrival.ids, arrival.same, facts["authors"]))
        row.paper, row.facts, row.tags, row.noted = arrival.paper, facts, set(), False
        self._next += 1
        self._matched.add(row.id)
        self.rows.append(row)
        self._file(row, _IDENTITY)
        return row

    def facts(self, row: Row) -> dict[str, Any]:
        """All facts of a paper as they are now."""
        if row.facts is None:
            query = f"SELECT {', '.join(FACTS)} FROM papers WHERE id = ?"
            row.facts = dict(zip(FACTS, self._connection.execute(query, (row.id,)).fetchone(), strict=True))
        return row.facts

    def change(self, row: Row, new: dict[str, Any]) -> None:
        """Gives a paper other facts."""
        row.facts = {**self.facts(row), **new}
        if "title" in new:
            new = {**new, "same": same_title(new["title"])}
        now = {name: value for name, value in new.items() if name in row.identity}
        if "doi" in new:
            now["doi"] = compared(new["doi"])
        if "details" in new:
            now["ids"] = compared_ids(new["details"])
        row.identity.update(now)
        self._file(row, [name for name in _IDENTITY if name in now])
        if row.paper is None:
            row.changes.update(new)

    def annotate(self, row: Row, arrival: Arrival) -> bool:
        """Adds what a file carries beyond facts; a note that is there already is its owner's and stays."""
        new_tags = [tag for tag in dict.fromkeys(arrival.tags) if tag not in self._tags(row)] if arrival.tags else []
        is_noted = bool(arrival.note) and not self._is_noted(row)
        if new_tags:
            self._tags(row).update(new_tags)
            row.added_tags += new_tags
        if is_noted:
            row.noted, row.note = True, arrival.note
        return bool(new_tags) or is_noted

    def shipped_before(self, row: Row) -> dict[str, Any]:
        """The facts that the program shipped for a paper last."""
        if row.shipped is not None:
            return row.shipped
        found = self._connection.execute("SELECT facts FROM shipped WHERE paper = ?", (row.id,)).fetchone()
        return dict(json.loads(found[0])) if found else {}

    def _same(self, arrival: Arrival) -> Row | None:
        for name, value in (
            ("doi", arrival.doi),
            ("arxiv", arrival.facts["arxiv"]),
            *(("ids", one) for one in arrival.ids),
        ):
            if value:
                for row in self._by[name].get(value, ()):
                    if value in _values(row, name):
                        return row
        same = self._by["same"].get(arrival.same)
        if not same:
            return None
        ours = families(arrival.facts["authors"])
        for row in same:
            if row.identity["same"] == arrival.same:
                theirs = families(row.identity["authors"])
                if not ours or not theirs or ours & theirs:
                    return row
        return None

    def _load(self, arrivals: Sequence[Arrival]) -> None:
        for number, doi, arxiv, ids, same, authors in alike(self._connection, arrivals):
            self._file(Row(number, _identity(doi, arxiv, tuple(json.loads(ids)), same, authors)), _IDENTITY)

    def _file(self, row: Row, names: Sequence[str]) -> None:
        for name in names:
            for value in _values(row, name):
                rows = self._by[name][value]
                if row not in rows:
                    insort(rows, row, key=_BY_ID)

    def _tags(self, row: Row) -> set[str]:
        if row.tags is None:
            row.tags = {
                found[0] for found in self._connection.execute("SELECT tag FROM tags WHERE paper = ?", (row.id,))
            }
        return row.tags

    def _is_noted(self, row: Row) -> bool:
        if row.noted is None:
            found = self._connection.execute("SELECT 1 FROM notes WHERE paper = ?", (row.id,)).fetchone()
            row.noted = found is not None
        return row.noted


def alike(connection: sqlite3.Connection, arrivals: Sequence[Arrival]) -> list[tuple[Any, ...]]:
    """Every paper that may be the same as one that arrives: (id, doi, arxiv, JSON of ids, same, authors), by id."""
    queries = {
        "SELECT id FROM papers WHERE doi COLLATE NOCASE IN (SELECT value FROM json_each(?))": [
            one.doi for one in arrivals if one.doi
        ],
        "SELECT id FROM papers WHERE arxiv IN (SELECT value FROM json_each(?))": [
            one.facts["arxiv"] for one in arrivals if one.facts["arxiv"]
        ],
        """SELECT paper FROM identifiers WHERE (scheme, value) IN (
               SELECT substr(value, 1, instr(value, ' ') - 1), substr(value, instr(value, ' ') + 1)
               FROM json_each(?))""": [value for one in arrivals for value in one.ids],
        "SELECT id FROM papers WHERE same IN (SELECT value FROM json_each(?))": [one.same for one in arrivals],
    }
    asked = {query: json.dumps(values) for query, values in queries.items() if values}
    if not asked:
        return []
    ids = "SELECT json_group_array(scheme || ' ' || lower(value)) FROM identifiers WHERE paper = papers.id"
    query = f"""SELECT id, doi, arxiv, ({ids}), same, authors
                FROM papers WHERE id IN ({" UNION ".join(asked)}) ORDER BY id"""
    return connection.execute(query, [*asked.values()]).fetchall()


def _identity(doi: str | None, arxiv: str | None, ids: tuple[str, ...], same: str, authors: str) -> dict[str, Any]:
    return {"doi": compared(doi), "arxiv": arxiv, "ids": ids, "same": same, "authors": authors}


def _values(row: Row, name: str) -> tuple[str, ...]:
    """The values of one kind that make a paper the same as another."""
    value = row.identity[name]
    return value if isinstance(value, tuple) else (value,) if value else ()

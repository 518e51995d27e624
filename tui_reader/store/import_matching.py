"""The working set of one import chunk: papers that may match its records, and papers that it adds.

It is loaded with one query, changed record by record, and written by `import_writer`. The papers that the chunk itself
adds are in it, so that a later record of a file completes an earlier one as if that had been written.
"""

from __future__ import annotations

import json
from bisect import insort
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from tui_reader.store.details_json import decoded_values, encoded_values
from tui_reader.store.identity import SCHEME_LABELS, Compared, compared, tells_apart
from tui_reader.store.import_rows import FACTS, contradicting, identity_names, same_title
from tui_reader.store.removed import MARKS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from tui_reader.store.import_rows import ImportRow

_BY_ID = attrgetter("id")
_COLUMNS = ("id", "key", "same", "title", "authors", "year", "arxiv", "doi", "venue", "kind", "details")

_NEXT = "SELECT max(coalesce((SELECT max(id) FROM papers), 0), last) + 1 FROM library"
"""The id of the next paper, which no paper ever had."""

_MOST_OF_A_TITLE = 2_000
"""How many papers of one title are compared with a record: there are journals with more editorials."""

_PREPRINT_VENUES = ("arxiv", "corr", "biorxiv", "medrxiv", "abs/")


@dataclass(slots=True, eq=False)
class WorkingPaper:
    """A paper of the library, or one that is about to be."""

    id: int
    same: str
    columns: dict[str, Any]
    """Some columns of facts as they are now, or all of them in the order of `FACTS`."""
    details: dict[str, Any]
    """What its column `details` holds."""
    names: frozenset[str]
    """Its identifiers, as `identity_names` has them."""
    row: ImportRow | None = None
    """What it is made from; `None` when it was there before."""
    key: str = ""
    """The citation key; empty for a new paper that has none yet."""
    is_whole: bool = False
    """Whether `columns` has all facts."""
    changes: dict[str, Any] = field(default_factory=dict)
    """Columns to write, when it was there before."""
    origins: dict[str, str] = field(default_factory=dict)
    """Where fields are from that are not from where the paper is: source by field, to write."""
    origin_times: dict[str, float] = field(default_factory=dict)
    """Since when these are from there, where the file says so."""
    marks: PaperMarks | None = None
    """What the reader did with it; `None` until somebody asks."""
    shipped: dict[str, Any] | None = None
    """Facts that the program ships, by field, to write."""
    is_searchable_changed: bool = False
    """Whether the index has to learn of something beside `changes`."""

    @property
    def is_preprint(self) -> bool:
        """Whether it is known as a preprint only."""
        kind, venue = self.columns["kind"], (self.columns["venue"] or "").lower()
        if kind is not None:
            return bool(kind == "preprint")
        return venue.startswith(_PREPRINT_VENUES) or (not venue and bool(self.columns["arxiv"]))


@dataclass(slots=True)
class PaperMarks:
    """What the reader did with a paper, as it is now."""

    tags: set[str]
    note: str
    tables: set[str]
    """Those of bookmarks, readings, queue and ratings that have a row for it."""
    removed: frozenset[str]
    """What the reader took away, as `removed.what` has it."""


class ImportWorkingSet:
    """The papers that matter for a chunk."""

    def __init__(self, connection: sqlite3.Connection, rows: Sequence[ImportRow]) -> None:
        self._connection = connection
        self.papers: list[WorkingPaper] = []
        """Those that were matched or added, each once."""
        self._touched: set[int] = set()
        self._by_name: defaultdict[str, list[WorkingPaper]] = defaultdict(list)
        self._by_same: defaultdict[str, list[WorkingPaper]] = defaultdict(list)
        # Both in order of the ids; a paper stays under a value that it has no more.
        self._next: int = connection.execute(_NEXT).fetchone()[0]
        self._load(rows)

    def match(self, row: ImportRow) -> tuple[WorkingPaper | None, list[tuple[WorkingPaper, str]]]:
        """The paper that is the same as a record, and those that may be, each with the reason."""
        maybe: dict[int, tuple[WorkingPaper, str]] = {}
        for name in sorted(row.names, key=_strongest_first):
            for paper in self._by_name.get(name, ()):
                if name not in paper.names:
                    continue
                differing = contradicting(row.names, paper.names)
                if not differing:
                    return self._used(paper), list(maybe.values())
                labels = " and ".join(SCHEME_LABELS[one] for one in differing)
                reason = f"same {SCHEME_LABELS[name.partition(':')[0]]}, different {labels}"
                maybe.setdefault(paper.id, (paper, reason))
        candidates = [paper for paper in self._by_same.get(row.same, ()) if paper.same == row.same]
        if candidates:
            ours = Compared(
                row.facts["title"], row.same, row.facts["authors"], row.facts["year"], row.names,
                WorkingPaper(0, row.same, row.facts, row.details, row.names).is_preprint, lambda: row.facts,
            )  # fmt: skip
            for paper in candidates:
                verdict = compared(ours, self._compared(paper))
                if verdict.same:
                    return self._used(paper), list(maybe.values())
                if verdict.likely:
                    maybe.setdefault(paper.id, (paper, verdict.likely))
        return None, list(maybe.values())

    def add(self, row: ImportRow) -> WorkingPaper:
        """A new paper."""
        paper = WorkingPaper(
            self._next, row.same, row.facts, row.details, row.names, row, row.record.paper.key, is_whole=True
        )
        self._next += 1
        self._file(paper, paper.names, row.same)
        return self._used(paper)

    def facts(self, paper: WorkingPaper) -> dict[str, Any]:
        """All facts of a paper as they are now, by the names of the fields."""
        facts = {**self._all_columns(paper), **paper.details}
        del facts["details"]
        return facts

    def change(self, paper: WorkingPaper, new: dict[str, Any]) -> None:
        """Gives a paper other facts, by the names of the fields."""
        columns = {name: value for name, value in new.items() if name in FACTS}
        if len(columns) < len(new):
            paper.details = {**paper.details, **{name: value for name, value in new.items() if name not in FACTS}}
            columns["details"] = encoded_values(paper.details)
        # A new dictionary, because that of a new paper is its record's.
        paper.columns = {**paper.columns, **columns}
        if "title" in columns:
            paper.same = same_title(columns["title"])
        names = identity_names(paper.columns, paper.details)
        self._file(paper, names - paper.names, paper.same)
        paper.names = names
        if paper.row is None:
            paper.changes.update(columns, same=paper.same)

    def sharing(self, row: ImportRow, paper: WorkingPaper) -> list[WorkingPaper]:
        """The other papers with an identifier that a record brings to the one that it matches."""
        return [
            other
            for name in sorted(row.names - paper.names)
            for other in self._by_name.get(name, ())
            if other is not paper and name in other.names
        ]

    def marks(self, paper: WorkingPaper) -> PaperMarks:
        """What the reader did with a paper, as it is now."""
        if paper.marks is None:
            paper.marks = PaperMarks(set(), "", set(), frozenset()) if paper.row else _marks(self._connection, paper.id)
        return paper.marks

    def abstract(self, paper: WorkingPaper) -> str:
        """The abstract of a paper as it is now."""
        return str(self._all_columns(paper)["abstract"])

    def shipped_before(self, paper: WorkingPaper) -> dict[str, Any]:
        """The facts that the program shipped for a paper last, by field."""
        if paper.shipped is not None:
            return paper.shipped
        found = self._connection.execute("SELECT facts FROM shipped WHERE paper = ?", (paper.id,)).fetchone()
        return dict(json.loads(found[0])) if found else {}

    def _all_columns(self, paper: WorkingPaper) -> dict[str, Any]:
        if not paper.is_whole:
            query = f"SELECT {', '.join(FACTS)} FROM papers WHERE id = ?"
            stored = dict(zip(FACTS, self._connection.execute(query, (paper.id,)).fetchone(), strict=True))
            paper.columns, paper.is_whole = {**stored, **paper.columns}, True
        return paper.columns

    def _compared(self, paper: WorkingPaper) -> Compared:
        columns = paper.columns
        return Compared(
            columns["title"], paper.same, columns["authors"], columns["year"], paper.names,
            paper.is_preprint, lambda: self._all_columns(paper),
        )  # fmt: skip

    def _used(self, paper: WorkingPaper) -> WorkingPaper:
        if paper.id not in self._touched:
            self._touched.add(paper.id)
            self.papers.append(paper)
        return paper

    def _load(self, rows: Sequence[ImportRow]) -> None:
        names = list({name for row in rows for name in row.names})
        titles = list({row.same for row in rows})
        for values in chain(_named(self._connection, names), _titled(self._connection, titles)):
            found = dict(zip(_COLUMNS, values, strict=True))
            number, key, same = found.pop("id"), found.pop("key"), found.pop("same")
            if number not in self._touched:
                self._touched.add(number)
                details = decoded_values(found["details"])
                paper = WorkingPaper(number, same, found, details, identity_names(found, details), key=key)
                self._file(paper, paper.names, same)
        self._touched.clear()

    def _file(self, paper: WorkingPaper, names: frozenset[str], same: str) -> None:
        for name in names:
            _insert(self._by_name[name], paper)
        _insert(self._by_same[same], paper)


def _insert(papers: list[WorkingPaper], paper: WorkingPaper) -> None:
    if not papers or papers[-1].id < paper.id:
        papers.append(paper)
    elif paper not in papers:
        insort(papers, paper, key=_BY_ID)


def _strongest_first(name: str) -> tuple[int, str]:
    return (0 if name.startswith("doi:") else 1 if name.startswith("arxiv:") else 2, name)


def _named(connection: sqlite3.Connection, names: list[str]) -> Iterator[tuple[Any, ...]]:
    if not names:
        return iter(())
    query = f"""SELECT {", ".join(_COLUMNS)} FROM papers WHERE id IN (
                    SELECT paper FROM identifiers WHERE name IN (SELECT value FROM json_each(?)))"""
    return connection.execute(query, (json.dumps(names),))


def _titled(connection: sqlite3.Connection, titles: list[str]) -> Iterator[tuple[Any, ...]]:
    general = [title for title in titles if not tells_apart(title)]
    query = f"SELECT {', '.join(_COLUMNS)} FROM papers WHERE same IN (SELECT value FROM json_each(?))"
    yield from connection.execute(query, (json.dumps(list(set(titles) - set(general))),))
    for title in general:
        query = f"SELECT {', '.join(_COLUMNS)} FROM papers WHERE same = ? ORDER BY id DESC LIMIT ?"
        yield from connection.execute(query, (title, _MOST_OF_A_TITLE))


def _marks(connection: sqlite3.Connection, paper: int) -> PaperMarks:
    def rows(query: str) -> list[tuple[Any, ...]]:
        return connection.execute(query, (paper,)).fetchall()

    note = rows("SELECT text FROM notes WHERE paper = ?")
    tables = " UNION ALL ".join(f"SELECT '{table}' FROM {table} WHERE paper = ?1" for table in MARKS)
    return PaperMarks(
        {row[0] for row in rows("SELECT tag FROM tags WHERE paper = ?")},
        note[0][0] if note else "",
        {row[0] for row in rows(tables)},
        frozenset(row[0] for row in rows("SELECT what FROM removed WHERE paper = ?")),
    )

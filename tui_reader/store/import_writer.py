"""Takes papers into the library: new ones are added, those that are there are completed.

Which paper a record is, `identity` says; what it adds, `completing`. Facts that the program ships are compared with
what it shipped before, so a better release replaces its own facts and never the user's. Papers come in chunks: what the
library knows of a chunk is read at once, changed in memory record by record, and written at once. What comes of a list
of papers does not depend on how it is cut into chunks.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from tui_reader.citations.key_rules import citation_key, is_key
from tui_reader.errors import ReaderError
from tui_reader.model.imports import Conflict
from tui_reader.store import completing
from tui_reader.store.derived import derive
from tui_reader.store.import_keys import FreeKeys
from tui_reader.store.import_marks import NOTHING, MarksWriter, has_marks
from tui_reader.store.import_matching import ImportWorkingSet
from tui_reader.store.import_rows import FACTS, ImportRow, encoded
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from tui_reader.importers.records import Record
    from tui_reader.model.papers import Paper
    from tui_reader.store.completing import Completion
    from tui_reader.store.import_matching import WorkingPaper

CHUNK = 500
"""How many papers to take at once: more gain nothing, and need memory."""

_MOST_DUPLICATES = 10
"""How many papers may be noted as possibly the same as one record."""

What = Literal["added", "completed", "unchanged"]
"""`completed`: the paper was there, and facts or marks that it lacked were filled in."""


class Outcome(NamedTuple):
    """What became of one record."""

    what: What
    paper: int
    """The id of the paper."""
    conflicts: tuple[Conflict, ...] = ()
    """Facts that differ; the library's stayed."""
    remarks: tuple[str, ...] = ()
    """What else was done otherwise than the record says, a sentence each."""
    duplicates: int = 0
    """How many papers may be the same."""
    kept_note: bool = False
    """Whether its note became a version of the paper's note."""


@dataclass(frozen=True, slots=True)
class Arriving:
    """What holds for all papers of one import."""

    source: str = ""
    """Where their facts are from, in words."""
    at: float = field(default_factory=time.time)
    """When they come, in seconds since 1970, UTC."""
    shipped: bool = False
    """Whether the facts are the program's own."""
    key: Callable[[Paper], str] = citation_key
    """What makes the keys of papers that come without one."""


class ImportWriter:
    """Takes the papers of one import in; each call of `take` within one transaction."""

    def __init__(self, arriving: Arriving) -> None:
        self._arriving = arriving
        self._keys = FreeKeys()
        self._origins: dict[tuple[str, float], int] = {}
        """The ids of sources, with their times, that were written in an earlier chunk."""

    def take(self, connection: sqlite3.Connection, records: Sequence[Record]) -> list[Outcome | ReaderError]:
        """Adds each paper, or completes the one that is there; nothing of a paper with a ReaderError is taken."""
        return _Chunk(connection, self._arriving, self._keys, self._origins).take(records)


class _Chunk:
    """The papers of one chunk."""

    def __init__(
        self, connection: sqlite3.Connection, arriving: Arriving, keys: FreeKeys, origins: dict[tuple[str, float], int]
    ) -> None:
        self._connection = connection
        self._arriving = arriving
        self._keys = keys
        self._origins = origins
        self._marks = MarksWriter(arriving.at)
        self._duplicates: dict[tuple[int, int], str] = {}

    def take(self, records: Sequence[Record]) -> list[Outcome | ReaderError]:
        rows = [_row(record) for record in records]
        papers = ImportWorkingSet(self._connection, [row for row in rows if isinstance(row, ImportRow)])
        outcomes = [self._take(row, papers) if isinstance(row, ImportRow) else row for row in rows]
        self._write(papers.papers)
        return outcomes

    def _take(self, row: ImportRow, papers: ImportWorkingSet) -> Outcome:
        there, maybe = papers.match(row)
        if there is not None:
            return self._complete(row, there, papers)
        paper = papers.add(row)
        paper.origins.update(row.record.origins)
        paper.origin_times.update(row.record.origin_times)
        if self._arriving.shipped:
            paper.shipped = row.fields
        marks = self._marks.take(row, paper, papers, self._connection) if has_marks(row) else NOTHING
        for other, reason in maybe[:_MOST_DUPLICATES]:
            self._duplicates.setdefault((other.id, paper.id), reason)
        remarks = _unusable_key(row.record.paper.key) + marks.remarks
        return Outcome("added", paper.id, (), remarks, min(len(maybe), _MOST_DUPLICATES))

    def _complete(self, row: ImportRow, paper: WorkingPaper, papers: ImportWorkingSet) -> Outcome:
        sharing = papers.sharing(row, paper) if row.names else []
        shipped = papers.shipped_before(paper) if self._arriving.shipped else None
        found = completing.completion(papers.facts(paper), row.fields, shipped)
        if found.new:
            papers.change(paper, found.new)
        self._note_origins(row, paper, papers, found)
        for other in sharing:
            pair = (min(paper.id, other.id), max(paper.id, other.id))
            self._duplicates.setdefault(pair, "one record has identifiers of both")
        marks = self._marks.take(row, paper, papers, self._connection) if has_marks(row) else NOTHING
        return Outcome(
            "completed" if found.new or marks.is_changed else "unchanged",
            paper.id,
            found.conflicts + _other_key(row, paper),
            marks.remarks,
            len(sharing),
            marks.kept_note,
        )

    def _note_origins(self, row: ImportRow, paper: WorkingPaper, papers: ImportWorkingSet, found: Completion) -> None:
        """Notes where the facts are from that are not from where the paper is."""
        fields = found.filled
        if self._arriving.shipped:
            paper.shipped = row.fields
            facts = papers.facts(paper)
            fields = tuple(name for name, value in row.fields.items() if value and facts.get(name) == value)
        if fields:
            named = dict(row.record.origins)
            paper.origins.update({name: named.get(name, self._arriving.source) for name in fields})
            times = dict(row.record.origin_times)
            paper.origin_times.update({name: times.get(name, 0.0) for name in fields})

    def _write(self, papers: Sequence[WorkingPaper]) -> None:
        connection = self._connection
        new = [paper for paper in papers if paper.row is not None]
        changed = [paper for paper in papers if paper.row is None and (paper.changes or paper.is_searchable_changed)]
        revision = _next_revision(connection) if new or changed else 0
        origin = self._origin(self._arriving.source) if new else 0
        wanted = [self._key(paper.row.record.paper) for paper in new if paper.row]
        # OR FAIL needs no way back, the transaction is one. With the usual OR ABORT and the trigger that counts, SQLite
        # would first copy every page that a row changes, which takes as long as all the rest.
        connection.executemany(
            f"""INSERT OR FAIL INTO papers (id, key, same, added, revision, origin, {", ".join(FACTS)})
                VALUES (?, ?, ?, ?, ?, ?, {", ".join("?" * len(FACTS))})""",
            [
                (paper.id, key, paper.same, self._added(paper), revision, origin, *paper.columns.values())
                for paper, key in zip(new, self._keys.give(connection, wanted), strict=True)
            ],
        )
        if any(paper.names or paper.details for paper in new):
            derive(connection, new[0].id, new[-1].id)
        for paper in changed:
            assignments = "".join(f"{name} = ?, " for name in paper.changes)
            values = (*paper.changes.values(), revision, paper.id)
            connection.execute(f"UPDATE papers SET {assignments} revision = ? WHERE id = ?", values)
        self._write_origins(papers)
        shipped = [(paper.id, encoded(paper.shipped)) for paper in papers if paper.shipped is not None]
        connection.executemany("INSERT OR REPLACE INTO shipped VALUES (?, ?)", shipped)
        self._marks.write(connection)
        pairs = [(*pair, reason, self._arriving.at) for pair, reason in self._duplicates.items()]
        connection.executemany("INSERT OR IGNORE INTO duplicates VALUES (?, ?, ?, ?, 0)", pairs)

    def _write_origins(self, papers: Sequence[WorkingPaper]) -> None:
        rows = [
            (paper.id, name, self._origin(source, paper.origin_times.get(name, 0.0)))
            for paper in papers
            for name, source in paper.origins.items()
        ]
        self._connection.executemany("INSERT OR REPLACE INTO fact_origins VALUES (?, ?, ?)", rows)

    def _origin(self, source: str, at: float = 0.0) -> int:
        """The id of a source at a time that its file says, or at that of this import."""
        at = at if 0 < at <= self._arriving.at else self._arriving.at
        if (source, at) not in self._origins:
            query = "INSERT INTO origins (name, at) VALUES (?, ?)"
            found = self._connection.execute(query, (one_line(source), at))
            self._origins[source, at] = int(found.lastrowid or 0)
        return self._origins[source, at]

    def _key(self, paper: Paper) -> str:
        return paper.key if is_key(paper.key) else self._arriving.key(paper)

    def _added(self, paper: WorkingPaper) -> int:
        given = paper.row.record.paper.added if paper.row else 0
        return given if 0 < given <= self._arriving.at else int(self._arriving.at)


def _row(record: Record) -> ImportRow | ReaderError:
    try:
        return ImportRow(record)
    except ReaderError as error:
        return error


def _other_key(row: ImportRow, paper: WorkingPaper) -> tuple[Conflict, ...]:
    """That the record has another citation key than the paper."""
    given, kept = row.record.paper.key, paper.key
    if not given or not kept or given == kept:
        return ()
    return (Conflict("key", kept, given),)


def _unusable_key(key: str) -> tuple[str, ...]:
    return (f"“{one_line(key)}” cannot be a citation key; it has another one",) if key and not is_key(key) else ()


def _next_revision(connection: sqlite3.Connection) -> int:
    connection.execute("UPDATE library SET revision = revision + 1")
    return int(connection.execute("SELECT revision FROM library").fetchone()[0])

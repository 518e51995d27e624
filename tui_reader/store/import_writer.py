"""How papers come into a library: what counts as the same paper, and what is filled in.

A paper is one that is there if its DOI, its arXiv id, or its title with a compatible author agrees. Then facts that
were empty are filled and nothing else changes. Facts that the program ships are compared with what it shipped before,
so a better release replaces its own facts and never the user's.

Papers come in chunks: what the library knows of a chunk is read at once, changed in memory paper by paper, and written
at once. What comes of a list of papers does not depend on how it is cut into chunks.
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Literal

from tui_reader.citations.key_rules import candidates, citation_key, is_key
from tui_reader.errors import ReaderError
from tui_reader.store import details_json, import_marks
from tui_reader.store.authors_json import encoded
from tui_reader.store.import_marks import NO_MARKS
from tui_reader.store.import_matching import Known, Row
from tui_reader.store.import_rows import EMPTY, FACTS, Arrival

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence

    from tui_reader.model.papers import Paper
    from tui_reader.store.import_marks import Marks

CHUNK = 500
"""How many papers to take at once: more gain nothing, and need memory."""

_MOST_SUFFIXES = 10_000
"""Of how many keys the next letter is remembered."""

_SAME_KEY = "key COLLATE NOCASE IN (SELECT value FROM json_each(?))"
"""BibTeX takes `Lee2019` and `lee2019` for the same entry."""

Outcome = Literal["added", "completed", "unchanged"]
"""`completed`: the paper was there, and facts or annotations that it lacked were filled in."""


class Intake:
    """Takes papers in; in as many transactions as its user likes, between which other programs may write."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        now: int,
        *,
        shipped: bool = False,
        key: Callable[[Paper], str] = citation_key,
    ) -> None:
        self._connection = connection
        self._key = key
        """What makes the keys of new papers."""
        self._now = now
        """When the papers came, in seconds since 1970, UTC."""
        self._shipped = shipped
        """Whether the facts are the program's own."""
        self._revision: int | None = None
        """That of what this transaction changes; `None` until something does."""
        self._suffixed: dict[str, Iterator[str]] = {}
        """What comes after a key that was taken; one that gets free meanwhile is passed over."""

    def begin(self) -> None:
        """Says that what is taken from now on is in another transaction."""
        self._revision = None

    def take(self, papers: Sequence[Paper], marks: Sequence[Marks] = ()) -> list[Outcome | ReaderError]:
        """Adds each paper, or completes the one that is there; nothing of a paper with a ReaderError is taken.

        `marks` are what comes beside each of the papers, if anything does.
        """
        arrivals = list(map(_arrival, papers, marks or repeat(NO_MARKS)))
        known = self._known([one for one in arrivals if isinstance(one, Arrival)])
        taken = [self._take(one, known) if isinstance(one, Arrival) else one for one in arrivals]
        self._write(known.rows)
        return [one if isinstance(one, ReaderError) else self._mark(*one) for one in taken]

    def _known(self, arrivals: Sequence[Arrival]) -> Known:
        return Known(self._connection, arrivals)

    def _take(self, arrival: Arrival, known: Known) -> tuple[Arrival, Row, Outcome]:
        there = known.match(arrival)
        row = known.add(arrival) if there is None else there
        is_changed = there is not None and self._complete(row, arrival, known)
        if self._shipped:
            row.shipped = arrival.facts
        is_changed |= known.annotate(row, arrival)
        if there is None:
            return arrival, row, "added"
        return arrival, row, "completed" if is_changed else "unchanged"

    def _mark(self, arrival: Arrival, row: Row, outcome: Outcome) -> Outcome:
        """Writes what comes with a paper beside its facts, tags and note."""
        if self._shipped or not import_marks.has_marks(arrival.paper, arrival.marks):
            return outcome
        written = import_marks.write(self._connection, row.id, arrival.paper, arrival.marks, self._now)
        if written.searchable:
            query = "UPDATE papers SET revision = ? WHERE id = ?"
            self._connection.execute(query, (self._next_revision(), row.id))
        return "completed" if written.changed and outcome == "unchanged" else outcome

    def _complete(self, row: Row, arrival: Arrival, known: Known) -> bool:
        old = known.facts(row)
        before = known.shipped_before(row) if self._shipped else {}
        new = {
            name: value
            for name, value in arrival.facts.items()
            if name != "details"
            and value != old[name]
            and value not in EMPTY
            and (old[name] in EMPTY or (name in before and before[name] == old[name]))
        }
        arriving = arrival.facts["details"]
        if arriving != details_json.NOTHING:
            shipped = before.get("details", details_json.NOTHING)
            details = details_json.completed(old["details"], arriving, shipped)
            if details != old["details"]:
                new["details"] = details
        if new:
            known.change(row, new)
        return bool(new)

    def _write(self, rows: Sequence[Row]) -> None:
        connection = self._connection
        new = [row for row in rows if row.paper is not None]
        changed = [row for row in rows if row.paper is None and row.is_changed]
        revision = self._next_revision() if new or changed else 0
        # OR FAIL needs no way back, the transaction is one. With the usual OR ABORT and the trigger that counts, SQLite
        # would first copy every page that a row changes, which takes as long as all the rest.
        connection.executemany(
            f"""INSERT OR FAIL INTO papers (id, key, same, added, revision, {", ".join(FACTS)})
                VALUES (?, ?, ?, ?, ?, {", ".join("?" * len(FACTS))})""",
            [
                (row.id, key, row.identity["same"], _came(row, self._now), revision, *(row.facts or {}).values())
                for row, key in zip(new, self._keys(new), strict=True)
            ],
        )
        for row in changed:
            assignments = "".join(f"{name} = ?, " for name in row.changes)
            values = (*row.changes.values(), revision, row.id)
            connection.execute(f"UPDATE papers SET {assignments} revision = ? WHERE id = ?", values)
        shipped = [(row.id, encoded(row.shipped)) for row in rows if row.shipped is not None]
        connection.executemany("INSERT OR REPLACE INTO shipped VALUES (?, ?)", shipped)
        tags = [(row.id, tag) for row in rows for tag in row.added_tags]
        connection.executemany("INSERT OR FAIL INTO tags VALUES (?, ?)", tags)
        notes = [(row.id, row.note, self._now) for row in rows if row.note]
        connection.executemany("INSERT OR FAIL INTO notes VALUES (?, ?, ?)", notes)

    def _keys(self, rows: Sequence[Row]) -> Iterator[str]:
        """A citation key for each new paper: the one it came with or is given, with a letter when that is taken."""
        wanted = [paper.key if is_key(paper.key) else self._key(paper) for row in rows if (paper := row.paper)]
        query = f"SELECT key FROM papers WHERE {_SAME_KEY}"
        taken = {row[0].lower() for row in self._connection.execute(query, (encoded(wanted),))}
        for key in wanted:
            free = self._with_letter(key, taken) if key.lower() in taken else key
            taken.add(free.lower())
            yield free

    def _with_letter(self, key: str, taken: set[str]) -> str:
        if key not in self._suffixed:
            if len(self._suffixed) >= _MOST_SUFFIXES:
                self._suffixed.clear()
            self._suffixed[key] = candidates(key)
        return next(one for one in self._suffixed[key] if not self._is_taken(one, taken))

    def _is_taken(self, key: str, taken: set[str]) -> bool:
        query = f"SELECT 1 FROM papers WHERE {_SAME_KEY}"
        return key.lower() in taken or self._connection.execute(query, (encoded([key]),)).fetchone() is not None

    def _next_revision(self) -> int:
        if self._revision is None:
            self._connection.execute("UPDATE library SET revision = revision + 1")
            self._revision = int(self._connection.execute("SELECT revision FROM library").fetchone()[0])
        return self._revision


def _came(row: Row, now: int) -> int:
    """When a new paper was added: now, or when the file that it comes from says that it was added there."""
    return int(import_marks.time_of(row.paper.added if row.paper else 0)) or now


def _arrival(paper: Paper, marks: Marks) -> Arrival | ReaderError:
    try:
        return Arrival(paper, marks)
    except ReaderError as error:
        return error

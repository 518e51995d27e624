"""Takes papers into the store and reports what became of each record; loaded with the first import.

Records are read outside any transaction and written in short ones, so that other programs can write while a file is
read. The transactions of one import are undone together. Whatever ends an import, what was written before is whole.
"""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError
from tui_reader.importers.records import Problem
from tui_reader.store.actions import ArrivalStep
from tui_reader.store.import_marks import NO_MARKS, Marks
from tui_reader.store.import_writer import CHUNK, Intake
from tui_reader.store.rehearsal import Rehearsal
from tui_reader.texts.counts import counted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from tui_reader.importers.records import Item, Record
    from tui_reader.model.papers import Paper
    from tui_reader.search.engine import Progress
    from tui_reader.store.import_writer import Outcome
    from tui_reader.store.journal import Journal

BATCH = 2_000
"""How many records a transaction writes: each ends with a wait for the disk, and others wait for it for a moment."""

LONGEST_WAIT = 1.0
"""Seconds after which the records that were read are written, although they are fewer than `BATCH`."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or with `dry_run` would have done."""

    added: int = 0
    completed: int = 0
    """Papers that were there and had empty fields filled."""
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()
    aside_fields: int = 0
    """How many fields of the source have no place of their own and are kept under their names."""
    aside_records: int = 0
    """How many records had such fields."""

    @property
    def refused(self) -> int:
        """How many records were left out."""
        return sum(problem.refused for problem in self.problems)


def take(  # noqa: PLR0913 - all that an import is told
    journal: Journal,
    items: Iterable[Item],
    key: Callable[[Paper], str],
    *,
    source: str = "",
    shipped: bool = False,
    dry_run: bool = False,
    progress: Progress = lambda _: None,
) -> ImportReport:
    """Takes papers in, some at a time; `key` makes the keys of new ones.

    `source` is where they are from, in the words of an undo; `shipped` says that the facts are the program's own,
    `dry_run` that only the report is wanted. What interrupts it leaves what was written before. Raises ReaderError when
    the items or the library cannot be read or written any further.
    """
    counts = _Counts(source)
    try:
        if dry_run:
            rehearsal = Rehearsal(journal.database, int(time.time()), shipped=shipped, key=key)
            with contextlib.closing(rehearsal):
                _each_chunk(items, counts, partial(_taken, rehearsal), progress)
        else:
            _write(journal, items, counts, key, shipped=shipped, progress=progress)
    except ReaderError as error:
        if dry_run or not (done := _words(counts.all, source)):
            raise
        raise ReaderError(
            error.message, f"Before that it {done}, which is kept. Importing the same file again takes in the rest."
        ) from error
    numbers = counts.all["added"], counts.all["completed"], counts.all["unchanged"]
    return ImportReport(*numbers, tuple(counts.problems), len(counts.aside), counts.aside_records)


@dataclass(slots=True)
class _Counts:
    """What became of the records so far."""

    source: str
    all: Counter[str] = field(default_factory=Counter)
    step: Counter[str] = field(default_factory=Counter)
    """Of those in the step of undo that is being written."""
    problems: list[Problem] = field(default_factory=list)
    aside: set[str] = field(default_factory=set)
    """The names of fields that were kept aside."""
    aside_records: int = 0

    def count(self, item: Record, outcome: Outcome) -> None:
        """Counts a record that went in."""
        self.all[outcome] += 1
        if extra := item.paper.details.extra:
            self.aside.update(name for name, _ in extra)
            self.aside_records += 1

    def words(self, step: ArrivalStep, outcomes: Sequence[Outcome | ReaderError]) -> str:
        """What a step of undo did, with the outcomes of the transaction that is being closed."""
        if step.starts_anew:
            self.step.clear()
        self.step.update(outcome for outcome in outcomes if isinstance(outcome, str))
        return _words(self.step, self.source)


def _write(  # noqa: PLR0913 - all that an import is told
    journal: Journal,
    items: Iterable[Item],
    counts: _Counts,
    key: Callable[[Paper], str],
    *,
    shipped: bool,
    progress: Progress,
) -> None:
    step = ArrivalStep()
    now = int(time.time())
    intake: Intake | None = None

    def write(records: Sequence[Record]) -> list[Outcome | ReaderError]:
        nonlocal intake
        outcomes: list[Outcome | ReaderError] = []
        writing: AbstractContextManager[sqlite3.Connection] = (
            journal.unrecorded() if shipped else journal.arrival(step, lambda: counts.words(step, outcomes))
        )
        with writing as connection:
            intake = intake or Intake(connection, now, shipped=shipped, key=key)
            intake.begin()
            outcomes += _taken(intake, records)
        return outcomes

    with journal.database.much():
        _each_chunk(items, counts, write, progress)


def _each_chunk(
    items: Iterable[Item],
    counts: _Counts,
    write: Callable[[Sequence[Record]], Sequence[Outcome | ReaderError]],
    progress: Progress,
) -> None:
    """Reads items, gives the records of some at a time to `write` and counts what became of them."""
    done = 0
    for chunk in _chunks(items):
        records = [item for item in chunk if not isinstance(item, Problem)]
        taken = iter(write(records) if records else ())
        for item in chunk:
            if isinstance(item, Problem):
                counts.problems.append(item)
            elif isinstance(outcome := next(taken), ReaderError):
                counts.problems.append(Problem(item.line, outcome.message))
            else:
                counts.count(item, outcome)
        done += len(chunk)
        progress(done)


def _taken(intake: Intake, records: Sequence[Record]) -> list[Outcome | ReaderError]:
    marks = [Marks(one.quotes, one.note_versions) if one.quotes or one.note_versions else NO_MARKS for one in records]
    papers = [one.paper for one in records]
    parts = (slice(start, start + CHUNK) for start in range(0, len(records), CHUNK))
    return [outcome for part in parts for outcome in intake.take(papers[part], marks[part])]


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items, `BATCH` at a time, or those of `LONGEST_WAIT` seconds where they come slowly.

    What was read before an error of the reading comes before the error.
    """
    chunk: list[Item] = []
    began = time.monotonic()
    rest = iter(items)
    while True:
        try:
            chunk.append(next(rest))
        except StopIteration:
            break
        except ReaderError:
            if chunk:
                yield chunk
            raise
        if len(chunk) >= BATCH or time.monotonic() - began > LONGEST_WAIT:
            yield chunk
            chunk, began = [], time.monotonic()
    if chunk:
        yield chunk


def _words(outcomes: Counter[str], source: str) -> str:
    """What an import did, as in "imported 412 papers and completed 3 from refs.jsonl"; empty when nothing."""
    added, completed = outcomes["added"], outcomes["completed"]
    parts = [f"imported {counted(added, 'paper')}"] if added else []
    if completed:
        parts.append(f"completed {completed:,}" if added else f"completed {counted(completed, 'paper')}")
    return " and ".join(parts) + (f" from {source}" if source and parts else "")

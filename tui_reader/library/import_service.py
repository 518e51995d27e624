"""Takes papers into the store and says what became of each record; loaded with the first import.

Records are read and parsed outside the library's write lock, and written in short transactions of at most `BATCH`
records, which are one step of undo together.
"""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, TypedDict

from tui_reader.errors import ReaderError
from tui_reader.importers.records import Record
from tui_reader.library.import_tally import ImportTally
from tui_reader.store.import_action import Brought, ImportAction
from tui_reader.store.import_writer import CHUNK, Arriving, ImportWriter
from tui_reader.texts.counts import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from tui_reader.importers.records import Item, Problem
    from tui_reader.library.import_tally import ImportProgress, ImportReport
    from tui_reader.model.papers import Paper
    from tui_reader.store.database import Database
    from tui_reader.store.import_writer import Outcome, What

BATCH = 4_096
"""Items of a transaction: at 15,000 a second the lock is held for a quarter of a second."""

LONGEST_WAIT = 0.5
"""Seconds. What a slow source gave is written when the first of it has waited for so long and the next item comes."""


class TakeOptions(TypedDict, total=False):
    """How papers are taken in."""

    source: str
    """Where they are from, in the words of an undo and as the source of their facts."""
    shipped: bool
    """Whether the facts are the program's own: they are one transaction, and no step of undo."""
    dry_run: bool
    """Whether only the report is wanted; the library is neither changed nor locked."""
    progress: Callable[[ImportProgress], None]
    """Called after each transaction."""
    share: Callable[[], float | None]
    """How much of the input was read, from 0 to 1."""
    wanted: Callable[[], bool]
    """False cancels the import; what was committed stays."""
    on_problem: Callable[[Problem], None]
    """Called with each problem, also with those that the report does not list."""
    on_record: Callable[[Record, What, int], None]
    """Called with each record that was taken, what became of it, and the id of its paper."""


def take(database: Database, items: Iterable[Item], key: Callable[[Paper], str], options: TakeOptions) -> ImportReport:
    """Takes papers in; `key` makes the citation keys of those that have none.

    What was committed stays when the import is cancelled, interrupted or killed; the same import goes on from there.
    Raises ReaderError when the library cannot be written.
    """
    writer = ImportWriter(Arriving(options.get("source", ""), shipped=options.get("shipped", False), key=key))
    tally = ImportTally(options)
    with contextlib.ExitStack() as open_until_the_end:
        writing = _Writing(database, writer, options, open_until_the_end)
        stopped = _take_all(items, writing, tally, options)
        writing.finish()
    return tally.report(stopped=stopped)


def _take_all(items: Iterable[Item], writing: _Writing, tally: ImportTally, options: TakeOptions) -> bool:
    """Takes batch by batch; whether it was cancelled before the end."""
    wanted = options.get("wanted", lambda: True)
    try:
        for batch in _batches(iter(items), whole=writing.is_whole):
            if not wanted():
                return True
            tally.count(batch, writing.take([item for item in batch if isinstance(item, Record)]))
    except ReaderError as error:
        done = _words(Brought(tally.what["added"], tally.what["completed"]), options.get("source", ""))
        if not done or writing.is_whole or options.get("dry_run"):
            raise
        raise ReaderError(
            error.message, f"Before that it {done}, which is kept. Importing the same file again takes in the rest."
        ) from error
    return False


class _Writing:
    """Where the records of an import go."""

    def __init__(
        self, database: Database, writer: ImportWriter, options: TakeOptions, stack: contextlib.ExitStack
    ) -> None:
        self.is_whole = options.get("shipped", False)
        """Whether all of it is one transaction."""
        self.finish: Callable[[], None] = lambda: None
        """Ends the step of undo."""
        if options.get("dry_run"):
            from tui_reader.store.import_rehearsal import ImportRehearsal

            rehearsal = ImportRehearsal(database, writer)
            stack.callback(rehearsal.close)
            self._take_chunk = rehearsal.take
            self._transaction: Callable[[], AbstractContextManager[object]] = contextlib.nullcontext
        elif self.is_whole:
            from tui_reader.store.journal import Journal

            connection = stack.enter_context(Journal(database).unrecorded())
            self._take_chunk = lambda records: writer.take(connection, records)
            self._transaction = contextlib.nullcontext
        else:
            stack.enter_context(database.much())
            source = options.get("source", "")
            action = ImportAction(database, source, lambda brought: _words(brought, source))
            self.finish = action.finish
            self._transaction = action.part
            self._take_chunk = lambda records: writer.take(database.connection, records)

    def take(self, records: Sequence[Record]) -> list[Outcome | ReaderError]:
        """What became of each record."""
        if not records:
            return []
        with self._transaction():
            chunks = (records[start : start + CHUNK] for start in range(0, len(records), CHUNK))
            return [outcome for chunk in chunks for outcome in self._take_chunk(chunk)]


def _batches(items: Iterator[Item], *, whole: bool) -> Iterator[list[Item]]:
    """The items in lists: as many as are read in time, at most `BATCH`."""
    batch: list[Item] = []
    until = 0.0
    try:
        for item in items:
            until = until if batch else time.monotonic() + LONGEST_WAIT
            batch.append(item)
            if len(batch) >= BATCH or (time.monotonic() > until and not whole):
                yield batch
                batch = []
    except ReaderError:
        # What was read before the damage is taken.
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _words(brought: Brought, source: str) -> str:
    """What an import did, as in "imported 412 papers and completed 3 from refs.jsonl"."""
    parts = [f"imported {counted(brought.added, 'paper')}"] if brought.added else []
    if brought.completed:
        parts.append(
            f"completed {brought.completed:,}" if parts else f"completed {counted(brought.completed, 'paper')}"
        )
    return " and ".join(parts) + (f" from {source}" if source and parts else "")

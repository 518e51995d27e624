"""The search engine on Whoosh: a directory that holds one index at a time.

Whoosh keeps its postings and table of contents as pickles, and whoever can write them can run code here. They lie in
the user's own cache directory, which nobody else may enter (0700), and nothing is unpickled before its checksum has
been compared with the stamp's; that guards against damage, not against somebody with the user's own rights.
"""
# mypy: allow-untyped-calls
# Whoosh is typed in parts only, and 2.7.4 not at all.

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from tui_reader.search.engine import Flagged, Hits, IndexUnusableError, Progress, Stamp, SupersededError, Wanted
from tui_reader.search.index_files import IndexFiles
from tui_reader.search.nodes import And, Flag, Not, Or, Query

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from tui_reader.papers import Paper
    from tui_reader.search.snapshot import Snapshot

_PAPERS_BETWEEN_REPORTS = 20


class WhooshEngine:
    """The engine for libraries of up to some ten thousand papers."""

    def __init__(self, directory: Path) -> None:
        self._files = IndexFiles(directory)
        self._reading = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._signature: tuple[int, ...] = ()

    def stamp(self) -> Stamp | None:
        """What the index on disk was built from; `None` when there is none, or its bytes are not what was written."""
        try:
            with self._reading:
                return self._files.record().stamp
        except IndexUnusableError:
            return None

    def search(self, query: Query, flagged: Flagged, wanted: Wanted = lambda: True) -> Hits:
        """All papers that match, best first, the lower id first among equals.

        Raises `IndexUnusableError` when the index cannot answer and `SupersededError` when the answer is not wanted.
        """
        from tui_reader.search.ranking import best_first

        flags = {flag: flagged(flag) for flag in _flags(query)}
        with self._reading:
            if not wanted():
                raise SupersededError
            return best_first(self._current(), query, flags, wanted)

    def _current(self) -> Snapshot:
        """The snapshot of the index in force."""
        from tui_reader.search.snapshot import Snapshot

        while self._snapshot is None or self._signature != self._files.signature():
            before, self._snapshot = self._snapshot, None
            signature = self._files.signature()
            try:
                record = self._files.record()
                self._snapshot = Snapshot(self._files.directory / record.name, record.files, before)
            except IndexUnusableError:
                # The files of an older stamp vanish when another process puts a newer one in force.
                if signature == self._files.signature():
                    raise
            finally:
                if before:
                    before.close()
            self._signature = signature
        return self._snapshot

    def rebuild(
        self, papers: Iterable[Paper], stamp: Stamp, progress: Progress = lambda _: None, wanted: Wanted = lambda: True
    ) -> None:
        """Puts a new index of these papers in the place of whatever is there, all at once or not at all.

        Raises `IndexBusyError`, `SupersededError`, or `OSError` when the directory cannot be written.
        """
        with self._files.writing():
            name = self._files.fresh()
            try:
                self._build(name, papers, progress, wanted)
                self._files.put_in_force(name, stamp)
            except BaseException:
                self._files.remove(name)
                raise

    def _build(self, name: str, papers: Iterable[Paper], progress: Progress, wanted: Wanted) -> None:
        from tui_reader.search import whoosh_schema

        with whoosh_schema.cancelled_on_error(whoosh_schema.created(self._files.directory / name, wanted)) as writer:
            done = 0
            for done, paper in enumerate(papers, 1):
                whoosh_schema.add(writer, paper)
                if not done % _PAPERS_BETWEEN_REPORTS:
                    progress(done)
                    if not wanted():
                        raise SupersededError
            writer.commit()
            progress(done)

    def update(self, papers: Iterable[Paper], stamp: Stamp, removed: Collection[int] = ()) -> None:
        """Makes the index hold these papers as they are now (by id), not hold removed ones, and moves its stamp.

        Raises `IndexUnusableError` when there is no sound index of this library to update, and `IndexBusyError`.
        """
        from tui_reader.search import whoosh_schema
        from tui_reader.search.snapshot import damage_told

        changed = {paper.id: paper for paper in papers}
        if not self._files.directory.is_dir():
            raise IndexUnusableError("There is no index.")
        with self._files.writing():
            with self._reading:
                record = self._files.record()
            if record.library != stamp.library:
                raise IndexUnusableError("The index is of another library.")
            self._files.sweep(record)
            with damage_told():
                storage = whoosh_schema.StampedStorage(self._files.directory / record.name, record.files)
                with whoosh_schema.cancelled_on_error(whoosh_schema.writer(whoosh_schema.opened(storage))) as writer:
                    whoosh_schema.remove(writer, [*changed, *removed])
                    for paper in changed.values():
                        whoosh_schema.add(writer, paper)
                    writer.commit()
            self._files.put_in_force(record.name, stamp, record, storage.outdated)

    def close(self) -> None:
        """Lets go of files; a search opens them again."""
        with self._reading:
            if self._snapshot:
                self._snapshot.close()
            self._snapshot = None


def _flags(query: Query) -> set[Flag]:
    match query:
        case Flag():
            return {query}
        case And(parts) | Or(parts):
            return set().union(*map(_flags, parts))
        case Not(part):
            return _flags(part)
        case _:
            return set()

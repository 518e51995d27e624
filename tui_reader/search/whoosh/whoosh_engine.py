"""The search engine on Whoosh: a directory that holds one index at a time.

Whoosh keeps its tables of contents as pickles, and whoever can write them can run code here. They lie in the user's own
cache directory, which nobody else may enter (0700), and nothing is unpickled before its checksum has been compared with
the stamp's; that guards against damage, not against somebody with the user's own rights.
"""
# mypy: allow-untyped-calls
# Whoosh is typed in parts only, and 2.7.4 not at all.

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.search.engine import (
    Batch,
    Flagged,
    Hits,
    Progress,
    Stamp,
    Wanted,
    Window,
)
from tui_reader.search.file_engine import StoredEngine, answered, damage_told
from tui_reader.search.index_files import IndexFiles

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from tui_reader.search.index_files import Record
    from tui_reader.search.query_tree import Query
    from tui_reader.search.similarity import Nearest, Profile
    from tui_reader.search.whoosh.whoosh_snapshot import Snapshot


class WhooshEngine(StoredEngine["Snapshot"]):
    """The engine for libraries of up to a hundred thousand papers."""

    most = 10_000

    def __init__(self, directory: Path) -> None:
        super().__init__(IndexFiles(directory))

    def search(self, query: Query, flagged: Flagged, wanted: Wanted = lambda: True, window: Window = Window()) -> Hits:
        """The papers that match: those in the window, and how many there are in all; equals by id.

        Raises `IndexUnusableError` when the index cannot answer and `SupersededError` when the answer is not wanted.
        """
        from tui_reader.search.whoosh.ordering import in_order
        from tui_reader.search.whoosh.ranking import matching

        flags = answered(query, flagged)
        with self._reading:
            snapshot = self._current(wanted)
            return in_order(snapshot, query, matching(snapshot, query, flags, wanted), window, wanted)

    def count(self, query: Query, flagged: Flagged, wanted: Wanted = lambda: True) -> int:
        """How many papers match. Raises as `search` does."""
        from tui_reader.search.whoosh.ranking import matching

        flags = answered(query, flagged)
        with self._reading:
            return len(matching(self._current(wanted), query, flags, wanted))

    def alike(self, word: str, limit: int = 10, wanted: Wanted = lambda: True) -> Sequence[tuple[str, int]]:
        """Words of the papers that `word` may be a slip of the finger for, each with the number of its papers."""
        from tui_reader.search.whoosh.ranking import alike

        with self._reading:
            return alike(self._current(wanted), word, limit, wanted)

    def similar(
        self, like: Profile, without: Collection[int] = (), limit: int = 20, wanted: Wanted = lambda: True
    ) -> Nearest:
        """The papers that are most like a profile, but for some."""
        from tui_reader.search.whoosh.whoosh_similarity import nearest

        with self._reading:
            return nearest(self._current(wanted), like, without, limit, wanted)

    def _opened(self, record: Record, before: Snapshot | None) -> Snapshot:
        from tui_reader.search.whoosh.whoosh_snapshot import Snapshot

        return Snapshot(self._files.directory / record.name, record.files, before)

    def start(self, library: str) -> Stamp:
        """Puts an empty index of a library in the place of whatever is there; its stamp.

        Raises `IndexBusyError`, or `OSError` when the directory cannot be written.
        """
        from tui_reader.search.whoosh import whoosh_schema

        stamp = Stamp(library)
        with self._files.writing(), self._files.making() as name:
            self._files.put_in_force(name, stamp, whoosh_schema.create(self._files.directory / name))
        return stamp

    def update(self, batch: Batch, progress: Progress = lambda _: None, wanted: Wanted = lambda: True) -> None:
        """Makes the index hold the papers of a batch as they are now, all of them or none, and moves its stamp.

        Raises `IndexBusyError` when the stamp is not `batch.before` any more or somebody else writes,
        `IndexUnusableError` when there is no sound index, `SupersededError`, or `OSError` when the directory cannot be
        written.
        """
        with self._step_from(batch.before) as record:
            self._files.sweep(record)
            files = self._commit(record, batch, progress, wanted)
            self._files.put_in_force(record.name, batch.after, files, record)

    def _commit(self, record: Record, batch: Batch, progress: Progress, wanted: Wanted) -> set[str]:
        """Writes a batch; the files that the index has from then on."""
        from tui_reader.search.whoosh import segment_writer
        from tui_reader.search.whoosh.whoosh_schema import StampedStorage

        papers = list({paper.id: paper for paper in batch.papers}.values())
        storage = StampedStorage(self._files.directory / record.name, record.files)
        with damage_told():
            contents = storage.contents()
            segment_writer.delete(storage, contents.segments, {paper.id for paper in papers} | set(batch.removed))
        segments = segment_writer.with_papers(storage, contents.segments, papers, progress, wanted)
        files = segment_writer.put_into_contents(storage, segments, contents.generation + 1)
        progress(len(batch.papers))
        return files

    def close(self) -> None:
        """Lets go of files; a search opens them again."""
        with self._reading:
            if self._snapshot:
                self._snapshot.close()
            self._snapshot = None

"""The search engine on Whoosh.

Whoosh pickles its tables of contents, and whoever can write those can run code here. They are in the user's cache
directory with mode 0700, and nothing is unpickled before its checksum was compared with the manifest's. That protects
against damage, not against a program with the user's own rights.
"""
# mypy: allow-untyped-calls
# Whoosh is typed in parts only, and 2.7.4 not at all.

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.search.engine import Batch, Flagged, Hits, Progress, Stamp, Wanted, Window
from tui_reader.search.file_engine import FileEngine, damage_as_unusable, flag_ids
from tui_reader.search.index_files import IndexFiles

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from tui_reader.search.index_files import Manifest
    from tui_reader.search.query_tree import Query
    from tui_reader.search.similarity import Nearest, Profile
    from tui_reader.search.whoosh.whoosh_snapshot import Snapshot


class WhooshEngine(FileEngine["Snapshot"]):
    """The engine for libraries of up to 100,000 papers; the limit is the time that building an index takes."""

    max_batch = 10_000

    def __init__(self, directory: Path) -> None:
        super().__init__(IndexFiles(directory))

    def search(self, query: Query, flagged: Flagged, wanted: Wanted = lambda: True, window: Window = Window()) -> Hits:
        """The papers that match: those in the window, and the number of all; ties by ascending id.

        Raises `IndexUnusableError` when the index cannot answer and `SupersededError` when the answer is not wanted.
        """
        from tui_reader.search.whoosh.ordering import in_order
        from tui_reader.search.whoosh.ranking import matching

        flags = flag_ids(query, flagged)
        with self._reading:
            snapshot = self._current(wanted)
            return in_order(snapshot, query, matching(snapshot, query, flags, wanted), window, wanted)

    def count(self, query: Query, flagged: Flagged, wanted: Wanted = lambda: True) -> int:
        """The number of papers that match. Raises as `search` does."""
        from tui_reader.search.whoosh.ranking import matching

        flags = flag_ids(query, flagged)
        with self._reading:
            return len(matching(self._current(wanted), query, flags, wanted))

    def alike(self, word: str, limit: int = 10, wanted: Wanted = lambda: True) -> Sequence[tuple[str, int]]:
        """Indexed words within `edits(word)`, nearest first, with document frequencies. Raises as `search` does."""
        from tui_reader.search.whoosh.ranking import alike

        with self._reading:
            return alike(self._current(wanted), word, limit, wanted)

    def similar(
        self, like: Profile, without: Collection[int] = (), limit: int = 20, wanted: Wanted = lambda: True
    ) -> Nearest:
        """The papers most similar to a profile, except those in `without`. Raises as `search` does."""
        from tui_reader.search.whoosh.whoosh_similarity import nearest

        with self._reading:
            return nearest(self._current(wanted), like, without, limit, wanted)

    def _opened(self, manifest: Manifest, before: Snapshot | None) -> Snapshot:
        from tui_reader.search.whoosh.whoosh_snapshot import Snapshot

        return Snapshot(self._files.directory / manifest.name, manifest.files, before)

    def start(self, library: str) -> Stamp:
        """Replaces whatever is there by an empty index of a library, and returns its stamp.

        Raises `IndexBusyError`, or `OSError` when the directory cannot be written.
        """
        from tui_reader.search.whoosh import storage

        stamp = Stamp(library)
        with self._files.writing(), self._files.making() as name:
            self._files.activate(name, stamp, storage.create(self._files.directory / name))
        return stamp

    def update(self, batch: Batch, progress: Progress = lambda _: None, wanted: Wanted = lambda: True) -> None:
        """Commits a batch, completely or not at all; see `Engine.update`."""
        with self._step_from(batch.before) as manifest:
            self._files.sweep(manifest)
            files = self._commit(manifest, batch, progress, wanted)
            self._files.activate(manifest.name, batch.after, files, manifest)

    def _commit(self, manifest: Manifest, batch: Batch, progress: Progress, wanted: Wanted) -> set[str]:
        """Writes the files of a batch; the names of all files of the index that includes it."""
        from tui_reader.search.whoosh import segment_writer
        from tui_reader.search.whoosh.storage import StampedStorage

        papers = list({paper.id: paper for paper in batch.papers}.values())
        storage = StampedStorage(self._files.directory / manifest.name, manifest.files)
        with damage_as_unusable():
            contents = storage.contents()
            segment_writer.delete(storage, contents.segments, {paper.id for paper in papers} | set(batch.removed))
        segments = segment_writer.with_papers(storage, contents.segments, papers, progress, wanted)
        files = segment_writer.write_contents(storage, segments, contents.generation + 1)
        progress(len(batch.papers))
        return files

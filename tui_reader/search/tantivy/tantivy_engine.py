"""The search engine on tantivy, for libraries that are too large for Whoosh.

    directory/            see `index_files`
    └── 3f9c…/            an index in tantivy's format, never changed while it is active

A batch is written to a copy of the active index, which then replaces it. The copy consists of hard links, because
tantivy never changes the files of a segment. So a search sees exactly what its stamp says, whatever tantivy commits,
merges or deletes meanwhile, and a killed process leaves only a directory that the next write deletes.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_reader.search.engine import (
    Batch,
    Flagged,
    Hits,
    IndexUnusableError,
    Progress,
    Stamp,
    SupersededError,
    Wanted,
    Window,
)
from tui_reader.search.file_engine import FileEngine, flag_ids
from tui_reader.search.index_files import IndexFiles

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    import tantivy

    from tui_reader.search.index_files import Manifest
    from tui_reader.search.query_tree import Query
    from tui_reader.search.similarity import Nearest, Profile
    from tui_reader.search.tantivy.tantivy_snapshot import TantivySnapshot

_META = "meta.json"
_CHANGING = (_META, ".managed.json")
"""The files that tantivy rewrites; they are copied, not linked."""
_PAPERS_BETWEEN_QUESTIONS = 20
_SMALL_BATCH = 500
_SMALL_HEAP = 15_000_000
"""Bytes of tantivy's buffer for a batch of at most `_SMALL_BATCH` papers: the least that it takes."""
_HEAP = 200_000_000
"""Bytes for a larger batch: enough that it becomes one segment."""


class _SizedFiles(IndexFiles):
    """Index files that are verified by their sizes; only tantivy's list of segments is verified by its checksum.

    An index of a million papers has gigabytes; reading them at each start would take seconds. A full disk or a crash of
    the machine leaves files cut or lost, which their sizes tell. Flipped bytes are found by a search that reads them,
    or by the first write.
    """

    def _verify(self, index: str, name: str, size: int, crc: int) -> None:
        if name in _CHANGING:
            super()._verify(index, name, size, crc)
        elif (self.directory / index / name).stat().st_size != size:
            raise IndexUnusableError(f"{name} is damaged")

    def read_through(self, manifest: Manifest) -> None:
        """Compares all checksums, once a file and process; raises `IndexUnusableError` if one differs.

        Needed before a write: damage makes tantivy panic in the threads that delete and merge, and Rayon aborts the
        process on a panic.
        """
        for name, (size, crc) in manifest.files.items():
            super()._verify(manifest.name, name, size, crc)


class TantivyEngine(FileEngine["TantivySnapshot"]):
    """The engine for libraries of up to some millions of papers."""

    max_batch = 20_000

    def __init__(self, directory: Path) -> None:
        self._sized_files = _SizedFiles(directory)
        super().__init__(self._sized_files)

    def search(self, query: Query, flagged: Flagged, wanted: Wanted = lambda: True, window: Window = Window()) -> Hits:
        """The papers that match: those in the window, and the number of all.

        Raises `IndexUnusableError` when the index cannot answer and `SupersededError` when the answer is not wanted.
        """
        hits = Hits()
        for snapshot, asked in self._asked(query, flagged, wanted):
            if (hits := snapshot.hits(asked, window, wanted)).total:
                break
        return hits

    def count(self, query: Query, flagged: Flagged, wanted: Wanted = lambda: True) -> int:
        """The number of papers that match. Raises as `search` does."""
        counts = (snapshot.count(asked) for snapshot, asked in self._asked(query, flagged, wanted))
        return next(filter(None, counts), 0)

    def alike(self, word: str, limit: int = 10, wanted: Wanted = lambda: True) -> Sequence[tuple[str, int]]:
        """Indexed words within `edits(word)`, nearest first, with document frequencies. Raises as `search` does."""
        return self._current(wanted).alike(word, limit, wanted)

    def similar(
        self, like: Profile, without: Collection[int] = (), limit: int = 20, wanted: Wanted = lambda: True
    ) -> Nearest:
        """The papers most similar to a profile, except those in `without`. Raises as `search` does."""
        from tui_reader.search.tantivy.tantivy_similarity import nearest

        return nearest(self._current(wanted), like, without, limit, wanted)

    def _asked(self, query: Query, flagged: Flagged, wanted: Wanted) -> Iterator[tuple[TantivySnapshot, tantivy.Query]]:
        """The query for tantivy and, if it leaves completions out, a complete one for when it finds nothing."""
        from tui_reader.search.tantivy.query_translation import Translation
        from tui_reader.search.tantivy.tantivy_snapshot import panics_as_unusable

        flags = flag_ids(query, flagged)
        snapshot = self._current(wanted)
        for complete in (False, True):
            translation = Translation(snapshot, flags, wanted, complete=complete)
            with panics_as_unusable():
                asked = translation.whole(query)
            if not wanted():
                raise SupersededError
            yield snapshot, asked
            if not translation.bounded:
                return

    def _opened(self, manifest: Manifest, _before: TantivySnapshot | None) -> TantivySnapshot:
        from tui_reader.search.tantivy.tantivy_snapshot import TantivySnapshot

        sizes = {name: size for name, (size, _crc) in manifest.files.items()}
        return TantivySnapshot(self._files.directory / manifest.name, sizes)

    def _current(self, wanted: Wanted) -> TantivySnapshot:
        while True:
            snapshot = super()._current(wanted)
            signature = self._signature
            try:
                snapshot.check_sizes()
            except IndexUnusableError:
                # A commit of another process deletes the files of the snapshot that was just compared.
                if signature == self._files.signature():
                    raise
            else:
                return snapshot

    def start(self, library: str) -> Stamp:
        """Replaces whatever is there by an empty index of a library, and returns its stamp.

        Raises `IndexBusyError`, or `OSError` when the directory cannot be written.
        """
        import tantivy

        from tui_reader.search.tantivy.tantivy_schema import prepared, schema
        from tui_reader.search.tantivy.tantivy_snapshot import write_errors_as_oserror

        stamp = Stamp(library)
        with self._files.writing(), self._files.making() as name:
            with write_errors_as_oserror():
                prepared(tantivy.Index(schema(), str(self._files.directory / name), reuse=False, sort_by_field="id"))
            self._activate(name, stamp, None)
        return stamp

    def update(self, batch: Batch, progress: Progress = lambda _: None, wanted: Wanted = lambda: True) -> None:
        """Commits a batch, completely or not at all; see `Engine.update`."""
        with self._step_from(batch.before) as manifest:
            self._sized_files.read_through(manifest)
            self._files.sweep(manifest)
            with self._files.making() as name:
                self._link(manifest, name)
                self._write(name, batch, progress, wanted)
                self._activate(name, batch.after, manifest)
        progress(len(batch.papers))

    def _link(self, manifest: Manifest, name: str) -> None:
        """Makes a directory a copy of the active index."""
        for file in manifest.files:
            source, target = self._files.directory / manifest.name / file, self._files.directory / name / file
            if file not in _CHANGING:
                # Not every file system has links.
                with contextlib.suppress(OSError):
                    os.link(source, target)
                    continue
            shutil.copyfile(source, target)

    def _write(self, name: str, batch: Batch, progress: Progress, wanted: Wanted) -> None:
        import tantivy

        from tui_reader.search.tantivy.tantivy_schema import ID, document, prepared
        from tui_reader.search.tantivy.tantivy_snapshot import write_errors_as_oserror

        changed = {paper.id: paper for paper in batch.papers}
        with write_errors_as_oserror():
            index = prepared(tantivy.Index.open(str(self._files.directory / name)))
            # With one thread a batch becomes one segment; tokenizing in Python is the slower half anyway.
            writer = index.writer(_SMALL_HEAP if len(changed) <= _SMALL_BATCH else _HEAP, 1)
            for number in (*changed, *batch.removed) if _may_overwrite(batch) else ():
                if number > 0:
                    writer.delete_documents_by_term(ID, number)
        for done, paper in enumerate(changed.values()):
            if not done % _PAPERS_BETWEEN_QUESTIONS:
                progress(done)
            if not wanted():
                raise SupersededError
            made = document(paper)
            with write_errors_as_oserror():
                writer.add_document(made)
        with write_errors_as_oserror():
            writer.commit()
            writer.wait_merging_threads()

    def _activate(self, name: str, stamp: Stamp, before: Manifest | None) -> None:
        directory = self._files.directory / name
        segments = json.loads((directory / _META).read_bytes())["segments"]
        kept = {segment["segment_id"].replace("-", "") for segment in segments}
        files = [
            path.name for path in directory.iterdir() if path.name in _CHANGING or path.name.partition(".")[0] in kept
        ]
        known = before and replace(
            before, files={file: facts for file, facts in before.files.items() if file not in _CHANGING}
        )
        self._files.activate(name, stamp, files, known)


def _may_overwrite(batch: Batch) -> bool:
    """Whether papers of the batch may be indexed already; not during a first build, which goes by ascending ids."""
    before = batch.before
    first = min((paper.id for paper in batch.papers), default=0)
    return bool(before.revision or batch.removed or first <= before.indexed_through)

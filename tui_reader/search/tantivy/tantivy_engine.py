"""The search engine on tantivy: for libraries that are too large for Whoosh.

    directory/            as `index_files` keeps it
    └── 3f9c…/            an index of tantivy's, which is never changed once it is in force

A batch is written to a copy of the index in force, which is made of links to its files, because tantivy never changes
a file of a segment; then the copy takes its place. So a search sees what a stamp says and nothing else, whatever
tantivy commits, merges or deletes meanwhile, and of a killed process only a directory is left that counts for nothing.
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
from tui_reader.search.file_engine import StoredEngine, answered
from tui_reader.search.index_files import IndexFiles

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    import tantivy

    from tui_reader.search.index_files import Record
    from tui_reader.search.query_tree import Query
    from tui_reader.search.similarity import Nearest, Profile
    from tui_reader.search.tantivy.tantivy_snapshot import TantivySnapshot

_META = "meta.json"
_CHANGING = (_META, ".managed.json")
"""The files that tantivy replaces."""
_PAPERS_BETWEEN_QUESTIONS = 20
_SMALL_BATCH = 500
_SMALL_HEAP = 15_000_000
_HEAP = 200_000_000


class _SizedFiles(IndexFiles):
    """Files of which only the small ones are read to see whether they are whole.

    An index of a million papers has gigabytes; reading them at each start would take seconds. Their sizes tell a file
    that was cut off, lost or taken from elsewhere, which is what a full disk or a crash of the machine does; of
    tantivy's list of segments every byte counts. Bytes that turned inside a large file are found when a search stumbles
    over them, or by the first write.
    """

    def _verify(self, index: str, name: str, size: int, crc: int) -> None:
        if name in _CHANGING:
            super()._verify(index, name, size, crc)
        elif (self.directory / index / name).stat().st_size != size:
            raise IndexUnusableError(f"{name} is damaged")

    def read_through(self, record: Record) -> None:
        """Reads all files that were not read or written here before; raises `IndexUnusableError` if one is damaged.

        Needed before a write: in the threads that delete and merge, damage makes tantivy panic, and Rayon answers a
        panic by aborting the process.
        """
        for name, (size, crc) in record.files.items():
            super()._verify(record.name, name, size, crc)


class TantivyEngine(StoredEngine["TantivySnapshot"]):
    """The engine for libraries of up to some million papers."""

    most = 20_000

    def __init__(self, directory: Path) -> None:
        self._sized_files = _SizedFiles(directory)
        super().__init__(self._sized_files)

    def search(self, query: Query, flagged: Flagged, wanted: Wanted = lambda: True, window: Window = Window()) -> Hits:
        """The papers that match: those in the window, and how many there are in all.

        Raises `IndexUnusableError` when the index cannot answer and `SupersededError` when the answer is not wanted.
        """
        hits = Hits()
        for snapshot, asked in self._asked(query, flagged, wanted):
            if (hits := snapshot.hits(asked, window, wanted)).total:
                break
        return hits

    def count(self, query: Query, flagged: Flagged, wanted: Wanted = lambda: True) -> int:
        """How many papers match. Raises as `search` does."""
        counts = (snapshot.count(asked) for snapshot, asked in self._asked(query, flagged, wanted))
        return next(filter(None, counts), 0)

    def alike(self, word: str, limit: int = 10, wanted: Wanted = lambda: True) -> Sequence[tuple[str, int]]:
        """Words of the papers that `word` may be a slip of the finger for, each with the number of its papers."""
        return self._current(wanted).alike(word, limit, wanted)

    def similar(
        self, like: Profile, without: Collection[int] = (), limit: int = 20, wanted: Wanted = lambda: True
    ) -> Nearest:
        """The papers that are most like a profile, but for some."""
        from tui_reader.search.tantivy.tantivy_similarity import nearest

        return nearest(self._current(wanted), like, without, limit, wanted)

    def _asked(self, query: Query, flagged: Flagged, wanted: Wanted) -> Iterator[tuple[TantivySnapshot, tantivy.Query]]:
        """What to ask tantivy, and what to ask if that leaves something out and finds nothing."""
        from tui_reader.search.tantivy.query_translation import Translation
        from tui_reader.search.tantivy.tantivy_snapshot import panics_told

        flags = answered(query, flagged)
        snapshot = self._current(wanted)
        for complete in (False, True):
            translation = Translation(snapshot, flags, wanted, complete=complete)
            with panics_told():
                asked = translation.whole(query)
            if not wanted():
                raise SupersededError
            yield snapshot, asked
            if not translation.bounded:
                return

    def _opened(self, record: Record, _before: TantivySnapshot | None) -> TantivySnapshot:
        from tui_reader.search.tantivy.tantivy_snapshot import TantivySnapshot

        return TantivySnapshot(self._files.directory / record.name)

    def start(self, library: str) -> Stamp:
        """Puts an empty index of a library in the place of whatever is there; its stamp.

        Raises `IndexBusyError`, or `OSError` when the directory cannot be written.
        """
        import tantivy

        from tui_reader.search.tantivy.tantivy_schema import schema
        from tui_reader.search.tantivy.tantivy_snapshot import refusal_told

        stamp = Stamp(library)
        with self._files.writing(), self._files.making() as name:
            with refusal_told():
                tantivy.Index(schema(), str(self._files.directory / name), reuse=False, sort_by_field="id")
            self._put_in_force(name, stamp, None)
        return stamp

    def update(self, batch: Batch, progress: Progress = lambda _: None, wanted: Wanted = lambda: True) -> None:
        """Makes the index hold the papers of a batch as they are now, all of them or none, and moves its stamp.

        Raises `IndexBusyError` when the stamp is not `batch.before` any more or somebody else writes,
        `IndexUnusableError` when there is no sound index, `SupersededError`, or `OSError` when the directory cannot be
        written.
        """
        with self._step_from(batch.before) as record:
            self._sized_files.read_through(record)
            self._files.sweep(record)
            with self._files.making() as name:
                self._link(record, name)
                self._write(name, batch, progress, wanted)
                self._put_in_force(name, batch.after, record)
        progress(len(batch.papers))

    def _link(self, record: Record, name: str) -> None:
        """Makes a directory the same index as the one in force."""
        for file in record.files:
            source, target = self._files.directory / record.name / file, self._files.directory / name / file
            if file not in _CHANGING:
                # Not every file system has links.
                with contextlib.suppress(OSError):
                    os.link(source, target)
                    continue
            shutil.copyfile(source, target)

    def _write(self, name: str, batch: Batch, progress: Progress, wanted: Wanted) -> None:
        import tantivy

        from tui_reader.search.tantivy.tantivy_schema import ID, Stems, document, prepared
        from tui_reader.search.tantivy.tantivy_snapshot import refusal_told

        changed, stems = {paper.id: paper for paper in batch.papers}, Stems()
        with refusal_told():
            index = prepared(tantivy.Index.open(str(self._files.directory / name)))
            # One thread keeps the papers of a batch together in one segment; taking texts apart is slower anyway.
            writer = index.writer(_SMALL_HEAP if len(changed) <= _SMALL_BATCH else _HEAP, 1)
            for number in (*changed, *batch.removed) if _may_overwrite(batch) else ():
                if number > 0:
                    writer.delete_documents_by_term(ID, number)
        for done, paper in enumerate(changed.values()):
            if not done % _PAPERS_BETWEEN_QUESTIONS:
                progress(done)
            if not wanted():
                raise SupersededError
            made = document(paper, stems)
            with refusal_told():
                writer.add_document(made)
        with refusal_told():
            writer.commit()
            writer.wait_merging_threads()

    def _put_in_force(self, name: str, stamp: Stamp, before: Record | None) -> None:
        directory = self._files.directory / name
        segments = json.loads((directory / _META).read_bytes())["segments"]
        kept = {segment["segment_id"].replace("-", "") for segment in segments}
        files = [
            path.name for path in directory.iterdir() if path.name in _CHANGING or path.name.partition(".")[0] in kept
        ]
        known = before and replace(
            before, files={file: facts for file, facts in before.files.items() if file not in _CHANGING}
        )
        self._files.put_in_force(name, stamp, files, known)

    def close(self) -> None:
        """Lets go of files; the next search opens them again."""
        with self._reading:
            self._snapshot = None


def _may_overwrite(batch: Batch) -> bool:
    """Whether the index may have papers of the batch: not while it is first built, one id after the other."""
    before = batch.before
    first = min((paper.id for paper in batch.papers), default=0)
    return bool(before.revision or batch.removed or first <= before.through)

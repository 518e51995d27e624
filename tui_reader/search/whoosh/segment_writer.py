"""Writes segments and tables of contents, and merges small segments.

Existing files are never changed: new ones count as soon as a stamp names them.
"""
# mypy: allow-untyped-calls
# Whoosh is typed in parts only, and 2.7.4 not at all.

from __future__ import annotations

import contextlib
from array import array
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from whoosh.codec.whoosh3 import W3Segment
from whoosh.index import TOC

from tui_reader.search.engine import Progress, SupersededError, Wanted
from tui_reader.search.file_engine import damage_as_unusable
from tui_reader.search.whoosh.codec import ArrayCodec, Postings
from tui_reader.search.whoosh.segment import SegmentReader, stored_facts
from tui_reader.search.whoosh.segment_buffer import SegmentBuffer
from tui_reader.search.whoosh.storage import NAME
from tui_reader.search.whoosh.vocabulary import Vocabulary
from tui_reader.search.whoosh.whoosh_schema import (
    COLUMNS,
    FACTS,
    FACTS_OF_A_PAPER,
    INDEXED,
    POOL,
    SEQUENCE,
    VOCABULARY,
    schema,
)
from tui_reader.search.whoosh.worker_pool import WorkerError, segments_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from tui_reader.model.papers import Paper
    from tui_reader.search.whoosh.storage import StampedStorage

_PAPERS_BETWEEN_REPORTS = 20
_ONE_PROCESS = 1_000
"""Papers of a batch up to which this process indexes alone: starting others would take longer."""
_TERMS_BETWEEN_QUESTIONS = 200
_IN_ONE_FILE = 1_000
"""Segments with fewer papers are one compound file, which is read whole when it is opened."""
_MERGED_AT_MOST = 400
"""Papers that one update merges again at most, so that saving a note stays fast."""
_OF_ONE_SIZE = 4
"""Segments of one size class that are merged, the new one counted."""
_BITS_OF_A_SIZE = 3
"""Sizes of one class differ by a factor of up to 2 to this power."""


def written(storage: StampedStorage, buffer: SegmentBuffer, wanted: Wanted) -> W3Segment:
    """Writes a buffer as a segment, which no table of contents names yet. Raises `SupersededError`."""
    codec = ArrayCodec()
    segment: W3Segment = codec.new_segment(storage, NAME)
    segment.set_doc_count(len(buffer))
    _write_column(storage, segment, FACTS, buffer.facts)
    _write_column(storage, segment, SEQUENCE, buffer.sequences)
    terms = codec.field_writer(storage, segment)
    try:
        counts: list[tuple[str, int]] = []
        for field in INDEXED:
            terms.start(field)
            lists = iter(buffer.lists(field))
            while some := list(islice(lists, _TERMS_BETWEEN_QUESTIONS)):
                if not wanted():
                    raise SupersededError
                for term, found in some:
                    terms.write(term, found)
                if field == POOL:
                    counts += ((term.rpartition(" ")[2], len(found.documents)) for term, found in some)
        if counts:
            terms.start(VOCABULARY)
            terms.write("words", Postings(array("I", (0,)), array("H", (0,)), Vocabulary.of(counts).packed()))
    finally:
        terms.close()
    if len(buffer) < _IN_ONE_FILE:
        segment.create_compound_file(storage)
    return segment


def segment_of_worker(segid: str, papers: int) -> W3Segment:
    """The segment that another process has `written`, from its id and its number of papers."""
    segment = W3Segment(ArrayCodec(), NAME, papers, segid)
    segment.compound = papers < _IN_ONE_FILE
    return segment


def _write_column(storage: StampedStorage, segment: W3Segment, name: str, values: Iterable[bytes]) -> None:
    with storage.create_file(ArrayCodec.column_filename(segment, name)) as file:
        writer = COLUMNS[name].writer(file)
        for document, value in enumerate(values):
            writer.add(document, value)
        writer.finish(segment.doc_count_all())


def write_contents(storage: StampedStorage, segments: Sequence[W3Segment], generation: int) -> set[str]:
    """Writes a table of contents; the names of its file and of all files that it refers to."""
    TOC(schema(), segments, generation).write(storage, NAME)
    files = {TOC._filename(NAME, generation)}  # noqa: SLF001 - only Whoosh knows
    for segment in segments:
        files.update(segment.list_files(storage))
    return files


def with_papers(
    storage: StampedStorage,
    segments: Sequence[W3Segment],
    papers: Sequence[Paper],
    progress: Progress,
    wanted: Wanted,
) -> list[W3Segment]:
    """Adds papers to segments: a small batch as one new segment, a large one as one segment for each core."""
    if len(papers) > _ONE_PROCESS:
        with contextlib.suppress(WorkerError):
            new = segments_of(Path(storage.folder), papers, progress, wanted)
            return [
                *(segment for segment in segments if segment.doc_count()),
                *(segment_of_worker(*each) for each in new),
            ]
    buffer = SegmentBuffer()
    for done, paper in enumerate(papers, 1):
        if not wanted():
            raise SupersededError
        buffer.add(paper)
        if not done % _PAPERS_BETWEEN_REPORTS:
            progress(done)
    with damage_as_unusable():
        stay = merged(storage, segments, buffer, wanted)
    return [*stay, written(storage, buffer, wanted)] if len(buffer) else stay


def delete(storage: StampedStorage, segments: Sequence[W3Segment], ids: Collection[int]) -> None:
    """Marks the documents of these papers as deleted in all segments."""
    sought = frozenset(ids)
    for segment in segments:
        papers = stored_facts(storage, segment)[::FACTS_OF_A_PAPER]
        found = sought.intersection(papers)
        if len(found) == 1:
            segment.delete_document(papers.index(*found))
        elif found:
            for document, paper in enumerate(papers):
                if paper in found:
                    segment.delete_document(document)


def merged(
    storage: StampedStorage, segments: Sequence[W3Segment], buffer: SegmentBuffer, wanted: Wanted
) -> list[W3Segment]:
    """Merges segments into the buffer while it and they are `_OF_ONE_SIZE` of one size class; returns those that stay.

    So there are at most three segments in each of a few size classes, and a paper is merged once in each class.
    """
    stay = sorted((segment for segment in segments if segment.doc_count()), key=W3Segment.doc_count)
    while True:
        size = _size(len(buffer) or 1)
        alike = [segment for segment in stay if _size(segment.doc_count()) <= size]
        total = sum(segment.doc_count() for segment in alike)
        if len(alike) < _OF_ONE_SIZE - bool(len(buffer)) or total > _MERGED_AT_MOST:
            return stay
        for segment in alike:
            _take_in(storage, segment, buffer, wanted)
        stay = [segment for segment in stay if segment not in alike]


def _size(papers: int) -> int:
    return papers.bit_length() // _BITS_OF_A_SIZE


def _take_in(storage: StampedStorage, segment: W3Segment, buffer: SegmentBuffer, wanted: Wanted) -> None:
    with contextlib.closing(SegmentReader(storage, segment)) as stored:
        deleted = frozenset(segment.deleted_docs())
        live = (document for document in range(stored.count) if document not in deleted)
        numbers = {document: number for number, document in enumerate(live, len(buffer))}
        for count, (field, term, found) in enumerate(stored.everything()):
            if not count % _TERMS_BETWEEN_QUESTIONS and not wanted():
                raise SupersededError
            buffer.add_list(field, term, found, numbers)
        buffer.sequences += stored.sequences(numbers)
        for document in numbers:
            row = stored.facts[document * FACTS_OF_A_PAPER : (document + 1) * FACTS_OF_A_PAPER]
            buffer.facts.append(row.tobytes())

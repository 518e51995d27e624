"""Segments of an index: written from gatherings, merged, and put into a table of contents.

Nothing of an existing segment or table is changed; what is new counts when a stamp names it.
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
from tui_reader.search.file_engine import damage_told
from tui_reader.search.whoosh.codec import ArrayCodec, Postings
from tui_reader.search.whoosh.segment import StoredSegment
from tui_reader.search.whoosh.segment_buffer import Gathering
from tui_reader.search.whoosh.vocabulary import Vocabulary
from tui_reader.search.whoosh.whoosh_schema import (
    COLUMNS,
    FACTS,
    FACTS_OF_A_PAPER,
    INDEXED,
    NAME,
    POOL,
    SEQUENCE,
    VOCABULARY,
    schema,
)
from tui_reader.search.whoosh.worker_pool import WorkerError, segments_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from tui_reader.model.papers import Paper
    from tui_reader.search.whoosh.whoosh_schema import StampedStorage

_PAPERS_BETWEEN_REPORTS = 20
_ONE_PROCESS = 1_000
"""Up to so many papers are indexed sooner than other processes are started."""
_TERMS_BETWEEN_QUESTIONS = 200
_IN_ONE_FILE = 1_000
"""Below so many papers, the files of a segment are put into one; larger ones are mapped into memory one by one."""
_MERGED_AT_MOST = 400
_OF_ONE_SIZE = 4
_SIZES = 3


def written(storage: StampedStorage, gathering: Gathering, wanted: Wanted) -> W3Segment:
    """A gathering as a segment, which no table of contents knows yet. Raises `SupersededError`."""
    codec = ArrayCodec()
    segment: W3Segment = codec.new_segment(storage, NAME)
    segment.set_doc_count(len(gathering))
    _write_column(storage, segment, FACTS, gathering.facts)
    _write_column(storage, segment, SEQUENCE, gathering.sequences)
    terms = codec.field_writer(storage, segment)
    try:
        counts: list[tuple[str, int]] = []
        for field in INDEXED:
            terms.start(field)
            lists = iter(gathering.lists(field))
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
    if len(gathering) < _IN_ONE_FILE:
        segment.create_compound_file(storage)
    return segment


def known(segid: str, papers: int) -> W3Segment:
    """The segment that another process has `written` under this id."""
    segment = W3Segment(ArrayCodec(), NAME, papers, segid)
    segment.compound = papers < _IN_ONE_FILE
    return segment


def _write_column(storage: StampedStorage, segment: W3Segment, name: str, values: Iterable[bytes]) -> None:
    with storage.create_file(ArrayCodec.column_filename(segment, name)) as file:
        writer = COLUMNS[name].writer(file)
        for document, value in enumerate(values):
            writer.add(document, value)
        writer.finish(segment.doc_count_all())


def put_into_contents(storage: StampedStorage, segments: Sequence[W3Segment], generation: int) -> set[str]:
    """Writes a table of contents; the names of the files that it speaks of, itself among them."""
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
    """These segments and the papers, which a small batch has in one segment and a large one in one for each core."""
    if len(papers) > _ONE_PROCESS:
        with contextlib.suppress(WorkerError):
            new = segments_of(Path(storage.folder), papers, progress, wanted)
            return [*(segment for segment in segments if segment.doc_count()), *(known(*each) for each in new)]
    gathering = Gathering()
    for done, paper in enumerate(papers, 1):
        if not wanted():
            raise SupersededError
        gathering.add(paper)
        if not done % _PAPERS_BETWEEN_REPORTS:
            progress(done)
    with damage_told():
        stay = merged(storage, segments, gathering, wanted)
    return [*stay, written(storage, gathering, wanted)] if len(gathering) else stay


def delete(storage: StampedStorage, segments: Sequence[W3Segment], ids: Collection[int]) -> None:
    """Marks the papers with these ids as deleted, wherever they are."""
    sought = frozenset(ids)
    for segment in segments:
        with contextlib.closing(StoredSegment(storage, segment)) as stored:
            papers = stored.facts[::FACTS_OF_A_PAPER]
        found = sought.intersection(papers)
        if len(found) == 1:
            segment.delete_document(papers.index(*found))
        elif found:
            for document, paper in enumerate(papers):
                if paper in found:
                    segment.delete_document(document)


def merged(
    storage: StampedStorage, segments: Sequence[W3Segment], gathering: Gathering, wanted: Wanted
) -> list[W3Segment]:
    """The segments that stay; small ones that are many of one size are taken into the gathering.

    So there are at most three of each of a handful of sizes, and a paper is merged once for each size.
    """
    stay = sorted((segment for segment in segments if segment.doc_count()), key=W3Segment.doc_count)
    while True:
        size = _size(len(gathering) or 1)
        alike = [segment for segment in stay if _size(segment.doc_count()) <= size]
        total = sum(segment.doc_count() for segment in alike)
        if len(alike) < _OF_ONE_SIZE - bool(len(gathering)) or total > _MERGED_AT_MOST:
            return stay
        for segment in alike:
            _take_in(storage, segment, gathering, wanted)
        stay = [segment for segment in stay if segment not in alike]


def _size(papers: int) -> int:
    return papers.bit_length() // _SIZES


def _take_in(storage: StampedStorage, segment: W3Segment, gathering: Gathering, wanted: Wanted) -> None:
    with contextlib.closing(StoredSegment(storage, segment)) as stored:
        deleted = frozenset(segment.deleted_docs())
        live = (document for document in range(stored.count) if document not in deleted)
        numbers = {document: number for number, document in enumerate(live, len(gathering))}
        for count, (field, term, found) in enumerate(stored.everything()):
            if not count % _TERMS_BETWEEN_QUESTIONS and not wanted():
                raise SupersededError
            gathering.add_list(field, term, found, numbers)
        gathering.sequences += stored.sequences(numbers)
        for document in numbers:
            row = stored.facts[document * FACTS_OF_A_PAPER : (document + 1) * FACTS_OF_A_PAPER]
            gathering.facts.append(row.tobytes())

"""Reads one segment of an index: posting lists, columns and vocabulary.

The files of a segment never change, so everything that was read may be cached; which documents are deleted is kept
elsewhere, in the table of contents. Not thread-safe.
"""
# mypy: allow-untyped-calls
# Whoosh is typed in parts only, and 2.7.4 not at all.

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

from whoosh.codec.whoosh3 import W3Codec
from whoosh.reading import TermNotFound

from tui_reader.search.file_engine import damage_as_unusable
from tui_reader.search.whoosh.codec import Postings, postings_at
from tui_reader.search.whoosh.vocabulary import Vocabulary
from tui_reader.search.whoosh.whoosh_schema import COLUMNS, FACTS, SEQUENCE, VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whoosh.codec.whoosh3 import W3Segment

    from tui_reader.search.whoosh.storage import StampedStorage

NO_POSTINGS = Postings(array("I"), array("H"), b"")
_CACHED_POSTINGS = 300_000
"""The number of postings of a segment that stay in memory, 7 bytes each."""


class SegmentReader:
    """An open segment."""

    def __init__(self, storage: StampedStorage, segment: W3Segment) -> None:
        self.name: str = segment.segment_id()
        self.count: int = segment.doc_count_all()
        """The number of documents, deleted ones included."""
        codec = segment.codec()
        self._compound: Any = segment.open_compound_file(storage) if segment.is_compound() else None
        files = self._compound or storage
        self._columns: Any = codec.per_document_reader(files, segment)
        self._terms: Any = codec.terms_reader(files, segment)
        self._postings: Any = segment.open_file(files, W3Codec.POSTS_EXT)
        self.facts = array("q", b"".join(self._columns.column_reader(FACTS, COLUMNS[FACTS])))
        """`FACTS_OF_A_PAPER` numbers for each document, one document after the other."""
        self._sequences: Any = None
        self._vocabulary: Vocabulary | None = None
        self._lists: dict[tuple[str, str], Postings] = {}
        self._cached = 0

    def close(self) -> None:
        """Closes the files."""
        for part in (self._terms, self._postings, self._columns, self._compound):
            if part:
                part.close()

    def postings(self, where: str, term: str) -> Postings:
        """The posting list of a term; an empty one if the segment does not have it."""
        if (found := self._lists.get((where, term))) is None:
            with damage_as_unusable():
                found = self._read(where, term)
            self._cache(where, term, found)
        return found

    def _read(self, where: str, term: str) -> Postings:
        try:
            info = self._terms.term_info(where, term.encode())
        except TermNotFound:
            return NO_POSTINGS
        return postings_at(self._postings, info.extent()[0])

    def _cache(self, where: str, term: str, found: Postings) -> None:
        self._cached += len(found.documents) + 1
        while self._cached > _CACHED_POSTINGS:
            self._cached -= len(self._lists.pop(next(iter(self._lists))).documents) + 1
        self._lists[where, term] = found

    def everything(self) -> Iterator[tuple[str, str, Postings]]:
        """All terms with their fields and posting lists, without the vocabulary."""
        for (field, term), info in self._terms.items():
            if field != VOCABULARY:
                yield field, term.decode(), postings_at(self._postings, info.extent()[0])

    def sequences(self, documents: Iterable[int], offset: int = 0) -> Iterator[bytes]:
        """The stem sequences (`postings.pooled`) of documents, whose numbers begin with `offset` in this segment."""
        with damage_as_unusable():
            if self._sequences is None:
                self._sequences = self._columns.column_reader(SEQUENCE, COLUMNS[SEQUENCE])
            column = self._sequences
            for document in documents:
                yield column[document - offset]

    def terms(self, where: str, prefix: str) -> list[str]:
        """The terms with this prefix, in ascending order."""
        found = []
        encoded = prefix.encode()
        with damage_as_unusable():
            for name, term in self._terms.terms_from(where, encoded):
                if name != where or not term.startswith(encoded):
                    break
                found.append(term.decode())
        return found

    def frequencies(self, where: str, prefix: str) -> dict[str, int]:
        """The terms with this prefix, each with its document frequency, deleted documents included."""
        found = {}
        encoded = prefix.encode()
        with damage_as_unusable():
            for (name, term), info in self._terms.items_from(where, encoded):
                if name != where or not term.startswith(encoded):
                    break
                found[term.decode()] = info.doc_frequency()
        return found

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of the pool with their document frequencies."""
        if self._vocabulary is None:
            with damage_as_unusable():
                masks = self.postings(VOCABULARY, "words").masks
                self._vocabulary = Vocabulary.read(masks) if masks else Vocabulary.of(())
        return self._vocabulary


def stored_facts(storage: StampedStorage, segment: W3Segment) -> array[int]:
    """The `facts` of a segment without opening its term dictionary, which would be read into memory."""
    files = segment.open_compound_file(storage) if segment.is_compound() else storage
    columns: Any = segment.codec().per_document_reader(files, segment)
    try:
        return array("q", b"".join(columns.column_reader(FACTS, COLUMNS[FACTS])))
    finally:
        columns.close()
        if files is not storage:
            files.close()

"""One segment of an index, for reading: posting lists as arrays, columns, words.

A segment never changes but for which of its documents are deleted, which is no business of this module; so all that was
read of it stays true. Nothing here is for two threads at once.
"""
# mypy: allow-untyped-calls
# Whoosh is typed in parts only, and 2.7.4 not at all.

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

from whoosh.codec.whoosh3 import W3Codec
from whoosh.reading import TermNotFound

from tui_reader.search.file_engine import damage_told
from tui_reader.search.whoosh.codec import Postings, postings_at
from tui_reader.search.whoosh.vocabulary import Vocabulary
from tui_reader.search.whoosh.whoosh_schema import COLUMNS, FACTS, SEQUENCE, VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whoosh.codec.whoosh3 import W3Segment

    from tui_reader.search.whoosh.whoosh_schema import StampedStorage

NOWHERE = Postings(array("I"), array("H"), b"")
_KEPT_LISTS = 300_000
"""How many postings of a segment stay in memory."""


class StoredSegment:
    """An open segment."""

    def __init__(self, storage: StampedStorage, segment: W3Segment) -> None:
        self.name: str = segment.segment_id()
        self.count: int = segment.doc_count_all()
        """How many documents it has, deleted ones too."""
        codec = segment.codec()
        self._compound: Any = segment.open_compound_file(storage) if segment.is_compound() else None
        files = self._compound or storage
        self._columns: Any = codec.per_document_reader(files, segment)
        self._terms: Any = codec.terms_reader(files, segment)
        self._postings: Any = segment.open_file(files, W3Codec.POSTS_EXT)
        self.facts = array("q", b"".join(self._columns.column_reader(FACTS, COLUMNS[FACTS])))
        """The facts of each document, one after the other."""
        self._sequences: Any = None
        self._vocabulary: Vocabulary | None = None
        self._lists: dict[tuple[str, str], Postings] = {}
        self._kept = 0

    def close(self) -> None:
        """Lets go of the files."""
        for part in (self._terms, self._postings, self._columns, self._compound):
            if part:
                part.close()

    def postings(self, where: str, term: str) -> Postings:
        """Where the term is in this segment."""
        if (found := self._lists.get((where, term))) is None:
            with damage_told():
                found = self._read(where, term)
            self._keep(where, term, found)
        return found

    def _read(self, where: str, term: str) -> Postings:
        try:
            info = self._terms.term_info(where, term.encode())
        except TermNotFound:
            return NOWHERE
        return postings_at(self._postings, info.extent()[0])

    def _keep(self, where: str, term: str, found: Postings) -> None:
        self._kept += len(found.documents) + 1
        while self._kept > _KEPT_LISTS:
            self._kept -= len(self._lists.pop(next(iter(self._lists))).documents) + 1
        self._lists[where, term] = found

    def everything(self) -> Iterator[tuple[str, str, Postings]]:
        """All lists, with their fields and terms, but for the vocabulary."""
        for (field, term), info in self._terms.items():
            if field != VOCABULARY:
                yield field, term.decode(), postings_at(self._postings, info.extent()[0])

    def sequences(self, documents: Iterable[int], offset: int = 0) -> Iterator[bytes]:
        """The stems of documents, as `postings.pooled` lines them up; `offset` is the number of the first one here."""
        with damage_told():
            if self._sequences is None:
                self._sequences = self._columns.column_reader(SEQUENCE, COLUMNS[SEQUENCE])
            column = self._sequences
            for document in documents:
                yield column[document - offset]

    def terms(self, where: str, beginning: str) -> list[str]:
        """The terms that begin like this, in order."""
        found = []
        prefix = beginning.encode()
        with damage_told():
            for name, term in self._terms.terms_from(where, prefix):
                if name != where or not term.startswith(prefix):
                    break
                found.append(term.decode())
        return found

    def frequencies(self, where: str, beginning: str) -> dict[str, int]:
        """The terms that begin like this, each with the number of its papers, deleted ones too."""
        found = {}
        prefix = beginning.encode()
        with damage_told():
            for (name, term), info in self._terms.items_from(where, prefix):
                if name != where or not term.startswith(prefix):
                    break
                found[term.decode()] = info.doc_frequency()
        return found

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of the pool."""
        if self._vocabulary is None:
            with damage_told():
                masks = self.postings(VOCABULARY, "words").masks
                self._vocabulary = Vocabulary.read(masks) if masks else Vocabulary.of(())
        return self._vocabulary

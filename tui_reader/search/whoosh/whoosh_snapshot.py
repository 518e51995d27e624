"""An index as it was at one commit, for reading.

Documents are numbered through all segments; `ids` turns their numbers into papers. Open segments are handed on to the
next snapshot, because segments never change: after a note is saved only its own small segment is new. Nothing here is
for two threads at once.
"""
# mypy: allow-untyped-calls
# Whoosh is typed in parts only, and 2.7.4 not at all.

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from functools import cache, cached_property
from itertools import compress
from typing import TYPE_CHECKING

from tui_reader.search.engine import SupersededError, Wanted
from tui_reader.search.file_engine import damage_told
from tui_reader.search.whoosh.segment import StoredSegment
from tui_reader.search.whoosh.whoosh_schema import FACTS_OF_A_PAPER, StampedStorage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from tui_reader.search.whoosh.vocabulary import Vocabulary

Weights = dict[int, float]
"""By document, in units."""

_KEPT_WEIGHTS = 200_000
_KEPT_FREQUENCIES = 4_000


@cache
def _having(mask: int) -> bytes:
    """A table that turns masks into 1 where they share a part with this one."""
    return bytes(bool(bits & mask) for bits in range(256))


class Snapshot:
    """An index as it was at one commit."""

    def __init__(self, directory: Path, files: Collection[str], before: Snapshot | None = None) -> None:
        known = {segment.name: segment for segment in before.segments} if before else {}
        self.segments: list[StoredSegment] = []
        deleted: set[int] = set()
        every = array("q")
        self._offsets = []
        try:
            with damage_told():
                storage = StampedStorage(directory, files)
                for segment in storage.contents().segments:
                    stored = known.pop(segment.segment_id(), None) or StoredSegment(storage, segment)
                    offset = len(every) // FACTS_OF_A_PAPER
                    self.segments.append(stored)
                    self._offsets.append(offset)
                    deleted.update(document + offset for document in segment.deleted_docs())
                    every += stored.facts
        except BaseException:
            self.close()
            raise
        finally:
            for stored in known.values():
                stored.close()
        self.deleted = frozenset(deleted)
        self.ids, self.added, self.years, self.addresses = (every[n::FACTS_OF_A_PAPER] for n in range(FACTS_OF_A_PAPER))
        """Of each document: its paper, when that was added, its year (0 for none), and whether it has an address."""
        self.count = len(self.ids) - len(self.deleted)
        """How many papers there are."""
        self.remembered: dict[object, Weights] = {}
        """What `remember` kept."""
        self.bounded: set[object] = set()
        """The keys of what did not stand for all that it could."""
        self._kept = 0
        self._frequencies: dict[tuple[str, str], Counter[str]] = {}

    def close(self) -> None:
        """Lets go of the files."""
        for segment in self.segments:
            segment.close()

    def remember(self, key: object, found: Weights, *, bounded: bool) -> None:
        """Keeps what was found out for this snapshot, and lets go of what was kept the longest."""
        self._kept += len(found) + 1
        while self._kept > _KEPT_WEIGHTS and self.remembered:
            oldest = next(iter(self.remembered))
            self._kept -= len(self.remembered.pop(oldest)) + 1
            self.bounded.discard(oldest)
        self.remembered[key] = found
        if bounded:
            self.bounded.add(key)

    @cached_property
    def live(self) -> Collection[int]:
        """The documents that count, in order."""
        documents = range(len(self.ids))
        return [document for document in documents if document not in self.deleted] if self.deleted else documents

    @cached_property
    def document_of(self) -> dict[int, int]:
        """The document of each paper."""
        if not self.deleted:
            return dict(zip(self.ids, range(len(self.ids)), strict=True))
        return {self.ids[document]: document for document in self.live}

    def weights(self, where: str, terms: Iterable[tuple[str, float]], wanted: Wanted, mask: int = 0) -> Weights:
        """The documents that have any of the terms, and the sum of their weights, each term's times its factor.

        With a `mask` only documents that have a term in a part of it.
        """
        total: Weights = {}
        for term, factor in terms:
            for segment, offset in zip(self.segments, self._offsets, strict=True):
                if not wanted():
                    raise SupersededError
                found = segment.postings(where, term)
                documents: Iterable[int] = found.documents
                weights: Iterable[float] = found.weights
                if mask and documents:
                    inside = found.masks.translate(_having(mask))
                    documents, weights = compress(documents, inside), compress(weights, inside)
                _pour(total, documents, weights, offset, factor)
        if len(self.deleted) < len(total):
            for document in self.deleted:
                total.pop(document, None)
        elif self.deleted:
            total = {document: weight for document, weight in total.items() if document not in self.deleted}
        return total

    def sequences(self, documents: Collection[int]) -> Iterator[tuple[int, bytes]]:
        """These documents, not in their order, with their stems as `postings.pooled` lines them up."""
        rising = sorted(documents)
        start = 0
        for segment, offset in zip(self.segments, self._offsets, strict=True):
            end = bisect_left(rising, offset + segment.count, start)
            if start < end:
                yield from zip(rising[start:end], segment.sequences(rising[start:end], offset), strict=True)
            start = end

    def terms(self, where: str, beginning: str) -> list[str]:
        """The terms that begin like this, in order."""
        return sorted({term for segment in self.segments for term in segment.terms(where, beginning)})

    def frequencies(self, where: str, beginning: str) -> Mapping[str, int]:
        """The terms that begin like this, each with the number of its papers, deleted ones too."""
        known = self._frequencies.get((where, beginning))
        if known is None:
            known = Counter()
            for segment in self.segments:
                known.update(segment.frequencies(where, beginning))
            if len(self._frequencies) >= _KEPT_FREQUENCIES:
                self._frequencies.clear()
            self._frequencies[where, beginning] = known
        return known

    def words(self, start: str) -> dict[str, int]:
        """The words of the pool that begin like this, with the number of their papers, deleted ones too."""
        vocabularies = self._vocabularies
        if len(vocabularies) == 1:
            return dict(vocabularies[0].beginning(start))
        counts: Counter[str] = Counter()
        for vocabulary in vocabularies:
            for word, count in vocabulary.beginning(start):
                counts[word] += count
        return counts

    def near(self, word: str, slips: int, wanted: Wanted) -> set[str]:
        """The words of the pool that at most so many slips of the finger part from a word."""
        return {other for vocabulary in self._vocabularies for other in vocabulary.near(word, slips, wanted)}

    @cached_property
    def _vocabularies(self) -> list[Vocabulary]:
        return [segment.vocabulary for segment in self.segments]


def _pour(total: Weights, documents: Iterable[int], weights: Iterable[float], offset: int, factor: float) -> None:
    if offset:
        documents = [document + offset for document in documents]
    if factor != 1:
        weights = [weight * factor for weight in weights]
    if not total:
        total.update(zip(documents, weights, strict=True))
        return
    get = total.get
    for document, weight in zip(documents, weights, strict=True):
        total[document] = get(document, 0.0) + weight

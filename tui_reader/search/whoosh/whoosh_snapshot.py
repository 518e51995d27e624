"""A Whoosh index as it was at one commit, open for reading.

Documents are numbered across all segments; `ids` maps their numbers to papers. A new snapshot takes over the open
segments of the one before it, as segments never change: after a note is saved only one small segment is opened. Not
thread-safe.
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
from tui_reader.search.file_engine import damage_as_unusable
from tui_reader.search.whoosh.segment import SegmentReader
from tui_reader.search.whoosh.storage import StampedStorage
from tui_reader.search.whoosh.whoosh_schema import FACTS_OF_A_PAPER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from tui_reader.search.whoosh.vocabulary import Vocabulary

Weights = dict[int, float]
"""The weight of one query word in each document that has it, in units of 1 / `postings.UNIT`."""

_CACHED_WEIGHTS = 200_000
"""Entries of all cached `Weights` together."""
_CACHED_PREFIXES = 4_000
"""Prefixes whose terms and frequencies are cached."""


@cache
def _having(mask: int) -> bytes:
    """A table for `bytes.translate` that maps each mask to 1 if it shares a bit with this one, else to 0."""
    return bytes(bool(bits & mask) for bits in range(256))


class Snapshot:
    """An index as it was at one commit."""

    def __init__(self, directory: Path, files: Collection[str], before: Snapshot | None = None) -> None:
        known = {segment.name: segment for segment in before.segments} if before else {}
        self.segments: list[SegmentReader] = []
        deleted: set[int] = set()
        every = array("q")
        self._offsets = []
        try:
            with damage_as_unusable():
                storage = StampedStorage(directory, files)
                for segment in storage.contents().segments:
                    stored = known.pop(segment.segment_id(), None) or SegmentReader(storage, segment)
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
        self.ids, self.added, self.years, self.has_url = (every[n::FACTS_OF_A_PAPER] for n in range(FACTS_OF_A_PAPER))
        """Columns by document: paper id, time of adding, year (0 for none), 1 if the paper has a URL."""
        self.count = len(self.ids) - len(self.deleted)
        """The number of papers."""
        self.remembered: dict[object, Weights] = {}
        """The cache that `remember` fills, in order of insertion."""
        self.bounded: set[object] = set()
        """The keys of cached results for which only some completions of a prefix were looked up."""
        self._cached = 0
        self._frequencies: dict[tuple[str, str], Counter[str]] = {}

    def close(self) -> None:
        """Closes the files."""
        for segment in self.segments:
            segment.close()

    def remember(self, key: object, found: Weights, *, bounded: bool) -> None:
        """Caches a result that is valid for this snapshot, and drops the oldest ones when there are too many."""
        self._cached += len(found) + 1
        while self._cached > _CACHED_WEIGHTS and self.remembered:
            oldest = next(iter(self.remembered))
            self._cached -= len(self.remembered.pop(oldest)) + 1
            self.bounded.discard(oldest)
        self.remembered[key] = found
        if bounded:
            self.bounded.add(key)

    @cached_property
    def live(self) -> Collection[int]:
        """The documents that are not deleted, in ascending order."""
        documents = range(len(self.ids))
        return [document for document in documents if document not in self.deleted] if self.deleted else documents

    @cached_property
    def document_of(self) -> dict[int, int]:
        """The document of each paper id."""
        if not self.deleted:
            return dict(zip(self.ids, range(len(self.ids)), strict=True))
        return {self.ids[document]: document for document in self.live}

    def weights(self, where: str, terms: Iterable[tuple[str, float]], wanted: Wanted, mask: int = 0) -> Weights:
        """The documents that have any of the terms, with the sum of the terms' weights, each times its factor.

        With a `mask`, only postings that share a bit with it count. Raises `SupersededError`.
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
                _add_weights(total, documents, weights, offset, factor)
        if len(self.deleted) < len(total):
            for document in self.deleted:
                total.pop(document, None)
        elif self.deleted:
            total = {document: weight for document, weight in total.items() if document not in self.deleted}
        return total

    def sequences(self, documents: Collection[int]) -> Iterator[tuple[int, bytes]]:
        """The documents in ascending order, each with its stem sequence (`postings.pooled`)."""
        rising = sorted(documents)
        start = 0
        for segment, offset in zip(self.segments, self._offsets, strict=True):
            end = bisect_left(rising, offset + segment.count, start)
            if start < end:
                yield from zip(rising[start:end], segment.sequences(rising[start:end], offset), strict=True)
            start = end

    def terms(self, where: str, prefix: str) -> list[str]:
        """The terms with this prefix, in ascending order."""
        return sorted({term for segment in self.segments for term in segment.terms(where, prefix)})

    def frequencies(self, where: str, prefix: str) -> Mapping[str, int]:
        """The terms with this prefix, each with its document frequency, deleted documents included."""
        known = self._frequencies.get((where, prefix))
        if known is None:
            known = Counter()
            for segment in self.segments:
                known.update(segment.frequencies(where, prefix))
            if len(self._frequencies) >= _CACHED_PREFIXES:
                self._frequencies.clear()
            self._frequencies[where, prefix] = known
        return known

    def words(self, prefix: str) -> dict[str, int]:
        """The words of the pool with this prefix, with their document frequencies, deleted documents included."""
        vocabularies = self._vocabularies
        if len(vocabularies) == 1:
            return dict(vocabularies[0].with_prefix(prefix))
        counts: Counter[str] = Counter()
        for vocabulary in vocabularies:
            for word, count in vocabulary.with_prefix(prefix):
                counts[word] += count
        return counts

    def near(self, word: str, distance: int, wanted: Wanted) -> set[str]:
        """The words of the pool within an edit distance of a word."""
        return {other for vocabulary in self._vocabularies for other in vocabulary.near(word, distance, wanted)}

    @cached_property
    def _vocabularies(self) -> list[Vocabulary]:
        return [segment.vocabulary for segment in self.segments]


def _add_weights(
    total: Weights, documents: Iterable[int], weights: Iterable[float], offset: int, factor: float
) -> None:
    """Adds the postings of one term in one segment, whose documents begin with the number `offset`."""
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

"""An index as it was at one commit, for reading: posting lists as Python arrays.

Documents are numbered through all segments; `ids` turns their numbers into papers. What was read of a segment is kept
for the next snapshot, because segments never change: after a note is saved only its own small segment is new. Nothing
here is for two threads at once.
"""
# mypy: allow-untyped-calls
# Whoosh is typed in parts only, and 2.7.4 not at all.

from __future__ import annotations

import contextlib
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple

from whoosh.matching.wrappers import FilterMatcher
from whoosh.reading import TermNotFound

from tui_reader.search.engine import IndexBusyError, IndexUnusableError, SupersededError, Wanted
from tui_reader.search.whoosh_schema import FACTS_OF_A_PAPER, POOL, SEQUENCE, StampedStorage, facts, opened

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

_KEPT_POSTINGS = 600_000
_GROUP = 2


@contextlib.contextmanager
def damage_told() -> Iterator[None]:
    """Turns whatever Whoosh raises over a damaged index into `IndexUnusableError`."""
    try:
        yield
    except (IndexUnusableError, IndexBusyError, SupersededError):
        raise
    except Exception as error:
        # Anything can come out of damaged bytes: of 120 random corruptions of an index 101 raised, and in eight ways,
        # none of them an OSError (pickle, zlib, struct, KeyError, IndexError, MemoryError, bare Exception, …).
        raise IndexUnusableError(f"The index is damaged: {error!r}") from error


class Postings(NamedTuple):
    """Where a term is in a segment, deleted documents too."""

    documents: array[int]
    weights: array[float]
    masks: bytes
    """For each document, in which parts of it (`postings.MASKS`)."""


@dataclass(slots=True)
class Known:
    """What was read of one segment so far."""

    facts: array[int]
    lists: dict[tuple[str, str], Postings] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    frequencies: dict[str, int] = field(default_factory=dict)
    postings: int = 0


class Segment:
    """One segment of a snapshot."""

    def __init__(self, reader: Any, offset: int, known: Known | None) -> None:  # noqa: ANN401 - whoosh3 and 2.7.4 differ
        self.reader = reader
        self.offset = offset
        self.name: str = reader.segment().segment_id()
        self.deleted = frozenset(reader.segment().deleted_docs())
        self.known = known or Known(facts(reader))
        self._sequences: Any = None

    def _matcher(self, where: str, term: str) -> Any:  # noqa: ANN401 - a Whoosh matcher
        matcher = self.reader.postings(where, term)
        # Deleted documents are left out later, all at once; and what is kept must outlive them.
        return matcher.child if isinstance(matcher, FilterMatcher) else matcher

    def postings(self, where: str, term: str, wanted: Wanted) -> Postings:
        """Where the term is in this segment."""
        known = self.known
        if found := known.lists.get((where, term)):
            return found
        documents, weights, masks = array("I"), array("f"), bytearray()
        with damage_told(), contextlib.suppress(TermNotFound):
            matcher = self._matcher(where, term)
            while matcher.is_active():
                if not wanted():
                    raise SupersededError
                # Whoosh reads a block of 128 postings at the first question for one; asking for each of the others is
                # three calls that cost five times as much as reading.
                matcher.id(), matcher.weight(), matcher.value()
                documents.extend(matcher._ids)  # noqa: SLF001
                weights.extend(matcher._weights)  # noqa: SLF001
                masks += b"".join(matcher._values)  # noqa: SLF001
                matcher.skip_to(matcher.block_max_id() + 1)
        found = known.lists[where, term] = Postings(documents, weights, bytes(masks))
        known.postings += len(documents)
        while known.postings > _KEPT_POSTINGS:
            known.postings -= len(known.lists.pop(next(iter(known.lists))).documents)
        return found

    def sequence(self, document: int) -> bytes:
        """The stems of a document."""
        with damage_told():
            if self._sequences is None:
                self._sequences = self.reader.column_reader(SEQUENCE)
            found: bytes = self._sequences[document]
        return found

    def terms(self, where: str, beginning: str) -> list[str]:
        """The terms that begin like this, in order."""
        found = []
        prefix = beginning.encode()
        with damage_told():
            for name, term in self.reader.terms_from(where, beginning):
                if name != where or not term.startswith(prefix):
                    break
                found.append(term.decode())
        return found

    def vocabulary(self, beginning: str) -> list[str]:
        """The words of the pool that begin with these two letters or less."""
        if beginning not in self.known.groups:
            self.known.groups[beginning] = [term.rpartition(" ")[2] for term in self.terms(POOL, beginning)]
        return self.known.groups[beginning]

    def frequency(self, term: str) -> int:
        """How many documents have a term of the pool, deleted ones too."""
        known = self.known.frequencies
        if term not in known:
            with damage_told():
                known[term] = self.reader.doc_frequency(POOL, term)
        return known[term]


class Snapshot:
    """An index as it was at one commit."""

    def __init__(self, directory: Path, files: Collection[str], before: Snapshot | None = None) -> None:
        known = {segment.name: segment.known for segment in before.segments} if before else {}
        with damage_told():
            self._reader = opened(StampedStorage(directory, files)).reader()
            self.segments: list[Segment] = [
                Segment(reader, offset, known.get(reader.segment().segment_id()))
                for reader, offset in self._reader.leaf_readers()
                if reader.doc_count_all()
            ]
        every = array("q")
        for segment in self.segments:
            every += segment.known.facts
        self.ids, self.added, self.years, lengths, self.addresses = (
            every[fact::FACTS_OF_A_PAPER] for fact in range(FACTS_OF_A_PAPER)
        )
        """Of each document: its paper, when that was added, its year (0 for none), and whether it has an address."""
        self._offsets = [segment.offset for segment in self.segments]
        self.deleted = frozenset(document + part.offset for part in self.segments for document in part.deleted)
        self.live = [document for document in range(len(self.ids)) if document not in self.deleted]
        """The documents that count, in order."""
        self.document_of = {self.ids[document]: document for document in self.live}
        """The document of each paper."""
        average = sum(map(lengths.__getitem__, self.live)) / max(len(self.live), 1) or 1
        self.relative_lengths = [length / average for length in lengths]
        """How long each document is; 1 is the average."""

    def close(self) -> None:
        """Lets go of the files; what was read stays."""
        self._reader.close()

    def weights(
        self, where: str, terms: Iterable[tuple[str, float]], wanted: Wanted, mask: int = 0
    ) -> dict[int, float]:
        """The documents that have any of the terms, and the sum of their weights, each term's times its factor.

        With a `mask` only documents that have a term in a part of it.
        """
        total: dict[int, float] = {}
        for term, factor in terms:
            for segment in self.segments:
                found = segment.postings(where, term, wanted)
                documents: Iterable[int] = found.documents
                weights: Iterable[float] = found.weights
                if mask:
                    inside = [bool(bits & mask) for bits in found.masks]
                    documents, weights = compress(documents, inside), compress(weights, inside)
                _pour(total, documents, weights, segment.offset, factor)
        for document in self.deleted:
            total.pop(document, None)
        return total

    def sequence(self, document: int) -> bytes:
        """The stems of a document, as `postings.pooled` lines them up."""
        segment = self.segments[bisect_right(self._offsets, document) - 1]
        return segment.sequence(document - segment.offset)

    def terms(self, where: str, beginning: str) -> list[str]:
        """The terms that begin like this, in order."""
        return sorted({term for segment in self.segments for term in segment.terms(where, beginning)})

    def words(self, beginning: str) -> list[str]:
        """The words of the pool that begin like this, in order."""
        group = beginning[:_GROUP]
        return sorted({w for part in self.segments for w in part.vocabulary(group) if w.startswith(beginning)})

    def frequency(self, term: str) -> int:
        """How many documents have a term of the pool."""
        return sum(segment.frequency(term) for segment in self.segments)


def _pour(
    total: dict[int, float], documents: Iterable[int], weights: Iterable[float], offset: int, factor: float
) -> None:
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

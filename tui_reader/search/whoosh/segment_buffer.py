"""In-memory buffer of postings for one new segment; small old segments are merged into it, deleted papers dropped."""

from __future__ import annotations

import struct
import sys
from array import array
from typing import TYPE_CHECKING

from tui_reader.search import postings
from tui_reader.search.query_tree import Field
from tui_reader.search.whoosh.codec import Postings
from tui_reader.search.whoosh.whoosh_schema import BEGINNINGS, FACTS_OF_A_PAPER, INDEXED, POOL, STARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.model.papers import Paper

_FACTS = struct.Struct(f"={FACTS_OF_A_PAPER}q")
_EXACT = [field for field in Field if field.exact]

_IS_LITTLE_ENDIAN = sys.byteorder == "little"


class _PostingLists(dict[str, "array[int]"]):
    """The posting list of each term: 64-bit numbers, the document in the upper half, the posting's value in the lower.

    A posting is one number, and so one call of `append`; a value is a weight and a mask (`postings.Values`).
    """

    def __missing__(self, term: str) -> array[int]:
        found = self[term] = array("Q")
        return found


class SegmentBuffer:
    """Papers of a future segment, in the order in which they were added; documents are numbered from 0."""

    def __init__(self) -> None:
        self.facts: list[bytes] = []
        self.sequences: list[bytes] = []
        self._lists = {field: _PostingLists() for field in INDEXED}

    def __len__(self) -> int:
        """The number of papers."""
        return len(self.facts)

    def add(self, paper: Paper) -> None:
        """Adds a paper."""
        values, sequence = postings.pooled(paper)
        self._add_postings(POOL, values)
        self._add_postings(BEGINNINGS, postings.beginnings(values))
        self._add_postings(STARTS, postings.starts(paper))
        for field in _EXACT:
            if found := postings.exact(paper, field):
                self._add_postings(str(field), dict.fromkeys(found, 0))
        has_url = bool(paper.url or paper.doi or paper.arxiv)
        self.facts.append(_FACTS.pack(paper.id, paper.added, max(paper.year or 0, 0), has_url))
        self.sequences.append(sequence)

    def _add_postings(self, field: str, values: postings.Values) -> None:
        document, lists = len(self.facts) << 32, self._lists[field]
        for term, value in values.items():
            lists[term].append(document | value)

    def add_list(self, field: str, term: str, old: Postings, numbers: dict[int, int]) -> None:
        """Adds the posting list of another segment, renumbered; documents that are not in `numbers` are dropped."""
        found = self._lists[field][term.rpartition(" ")[2] if field == POOL else term]
        for document, weight, mask in zip(old.documents, old.weights, old.masks, strict=True):
            if (number := numbers.get(document)) is not None:
                found.append(number << 32 | weight << 16 | mask)

    def lists(self, field: str) -> Iterator[tuple[str, Postings]]:
        """The terms of a field in order, each with its posting list; frees each list after it was yielded.

        The pool is keyed by words until here: most words occur in many papers, and each is stemmed once.
        """
        lists = self._lists.pop(field)
        keys = ((postings.term_of(word), word) for word in lists) if field == POOL else zip(lists, lists, strict=True)
        for term, key in sorted(keys):
            if packed := lists.pop(key):
                yield term, _unpacked(packed.tobytes())


def _unpacked(packed: bytes) -> Postings:
    """Splits 64-bit postings into documents (32 bits), weights (16) and masks (the lowest 8)."""
    words, halves = array("I", packed), array("H", packed)
    if _IS_LITTLE_ENDIAN:
        return Postings(words[1::2], halves[1::4], packed[0::8])
    return Postings(words[0::2], halves[2::4], packed[7::8])

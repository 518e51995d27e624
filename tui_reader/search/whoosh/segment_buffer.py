"""Papers on their way into a segment: everything that is written about them, in memory.

A gathering becomes one segment. Small segments are gathered again, without the papers that are no more, so that their
number stays small.
"""

from __future__ import annotations

import struct
import sys
from array import array
from typing import TYPE_CHECKING, Any

from tui_reader.search import postings
from tui_reader.search.query_tree import Field
from tui_reader.search.whoosh.codec import Postings
from tui_reader.search.whoosh.whoosh_schema import BEGINNINGS, FACTS_OF_A_PAPER, INDEXED, POOL, STARTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui_reader.model.papers import Paper

_FACTS = struct.Struct(f"={FACTS_OF_A_PAPER}q")
_EXACT = [field for field in Field if field.exact]

_LITTLE = sys.byteorder == "little"


class _Lists(dict[str, "Callable[[int], None]"]):
    """For each term what appends to its list: 64-bit numbers, the upper half the document, the lower the value."""

    def __missing__(self, term: str) -> Callable[[int], None]:
        append = self[term] = array("Q").append
        return append


class Gathering:
    """Papers that shall be a segment, in the order in which they came."""

    def __init__(self) -> None:
        self.facts: list[bytes] = []
        self.sequences: list[bytes] = []
        self._lists = {field: _Lists() for field in INDEXED}

    def __len__(self) -> int:
        """How many papers there are."""
        return len(self.facts)

    def add(self, paper: Paper) -> None:
        """Takes a paper in."""
        values, sequence = postings.pooled(paper)
        self._take(POOL, values)
        self._take(BEGINNINGS, postings.beginnings(values))
        self._take(STARTS, postings.starts(paper))
        for field in _EXACT:
            if found := postings.exact(paper, field):
                self._take(str(field), dict.fromkeys(found, 0))
        address = bool(paper.url or paper.doi or paper.arxiv)
        self.facts.append(_FACTS.pack(paper.id, paper.added, max(paper.year or 0, 0), address))
        self.sequences.append(sequence)

    def _take(self, field: str, values: postings.Values) -> None:
        document = len(self.facts) << 32
        appends = map(self._lists[field].__getitem__, values)
        for append, value in zip(appends, values.values(), strict=True):
            append(document | value)

    def add_list(self, field: str, term: str, old: Postings, numbers: dict[int, int]) -> None:
        """Takes in the list of a term of another segment, for those of its documents that have a number here."""
        append = self._lists[field][term.rpartition(" ")[2] if field == POOL else term]
        for document, weight, mask in zip(old.documents, old.weights, old.masks, strict=True):
            if (number := numbers.get(document)) is not None:
                append(number << 32 | weight << 16 | mask)

    def lists(self, field: str) -> Iterator[tuple[str, Postings]]:
        """The terms of a field in order, each with its posting list, which is forgotten."""
        lists = self._lists.pop(field)
        keys = ((postings.term_of(word), word) for word in lists) if field == POOL else zip(lists, lists, strict=True)
        for term, key in sorted(keys):
            packed: Any = lists.pop(key)
            if packed.__self__:
                yield term, _unpacked(packed.__self__.tobytes())


def _unpacked(packed: bytes) -> Postings:
    words, halves = array("I", packed), array("H", packed)
    if _LITTLE:
        return Postings(words[1::2], halves[1::4], packed[0::8])
    return Postings(words[0::2], halves[2::4], packed[7::8])

"""Papers on their way into a segment: everything that is written about them, in memory.

A gathering becomes one segment. Small segments are gathered again, without the papers that are no more, so that their
number stays small.
"""

from __future__ import annotations

import struct
from array import array
from typing import TYPE_CHECKING

from tui_reader.search import postings
from tui_reader.search.nodes import Field
from tui_reader.search.whoosh_codec import HEAVIEST, UNIT, Postings
from tui_reader.search.whoosh_schema import FACTS_OF_A_PAPER, INDEXED, POOL, STARTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_reader.papers import Paper

_FACTS = struct.Struct(f"={FACTS_OF_A_PAPER}q")
_EXACT = [field for field in Field if field.exact]

_List = tuple["array[int]", "array[int]", bytearray]


class Gathering:
    """Papers that shall be a segment, in the order in which they came."""

    def __init__(self) -> None:
        self.facts: list[bytes] = []
        self.sequences: list[bytes] = []
        self._lists: dict[str, dict[str, _List]] = {field: {} for field in INDEXED}

    def __len__(self) -> int:
        """How many papers there are."""
        return len(self.facts)

    def add(self, paper: Paper) -> None:
        """Takes a paper in."""
        document = len(self.facts)
        weights, masks, sequence = postings.pooled(paper)
        self._take(POOL, document, weights, masks)
        self._take(STARTS, document, *postings.starts(paper))
        for field in _EXACT:
            if values := postings.exact(paper, field):
                self._take(str(field), document, dict.fromkeys(values, 1.0), dict.fromkeys(values, 0))
        address = bool(paper.url or paper.doi or paper.arxiv)
        self.facts.append(_FACTS.pack(paper.id, paper.added, max(paper.year or 0, 0), address))
        self.sequences.append(sequence)

    def _take(self, field: str, document: int, weights: dict[str, float], masks: dict[str, int]) -> None:
        lists = self._lists[field]
        for word, weight in weights.items():
            found = lists.get(word)
            if found is None:
                found = lists[word] = array("I"), array("H"), bytearray()
            found[0].append(document)
            found[1].append(min(int(weight * UNIT + 0.5), HEAVIEST))
            found[2].append(masks[word])

    def add_list(self, field: str, term: str, old: Postings, numbers: dict[int, int]) -> None:
        """Takes in the list of a term of another segment, for those of its documents that have a number here."""
        key = term.rpartition(" ")[2] if field == POOL else term
        documents, weights, masks = self._lists[field].setdefault(key, (array("I"), array("H"), bytearray()))
        for document, weight, mask in zip(old.documents, old.weights, old.masks, strict=True):
            if (number := numbers.get(document)) is not None:
                documents.append(number)
                weights.append(weight)
                masks.append(mask)

    def lists(self, field: str) -> Iterable[tuple[str, Postings]]:
        """The terms of a field in order, each with its posting list, which is forgotten."""
        lists = self._lists.pop(field)
        keys = ((postings.term_of(word), word) for word in lists) if field == POOL else zip(lists, lists, strict=True)
        for term, key in sorted(keys):
            documents, weights, masks = lists.pop(key)
            if documents:
                yield term, Postings(documents, weights, bytes(masks))

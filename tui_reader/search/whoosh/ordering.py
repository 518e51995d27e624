"""Sorts the documents that match and cuts out the window that was asked for.

All windows are slices of one order, although only as much is sorted as the window needs.

The best hits are ranked again by their titles: a title with all query words, and with query words next to each other in
the query's order, raises the score. As a factor is never below 1, hits further down need not be looked at.
"""

from __future__ import annotations

import heapq
import itertools
import math
from array import array
from typing import TYPE_CHECKING

from tui_reader.search.analysis import stem, words
from tui_reader.search.engine import Hits, SupersededError, Wanted, Window
from tui_reader.search.postings import Part
from tui_reader.search.query_tree import Match, Query, Word, terms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tui_reader.search.whoosh.whoosh_snapshot import Snapshot


_TITLE = f"{Part.TITLE:d} ".encode()
_RERANKED = 100
"""The number of best hits whose titles are looked at."""
_ALL_IN_TITLE = 0.3
"""What a title with all query words adds to the factor of the score."""
_ADJACENT_IN_TITLE = 0.25
"""What a title with all pairs of neighbouring query words adds; in proportion for some of them."""


def in_order(snapshot: Snapshot, query: Query, scores: Mapping[int, float], window: Window, wanted: Wanted) -> Hits:
    """The papers in a window of the matching documents; ties by ascending id. Raises `SupersededError`."""
    end = len(scores) if window.limit is None else min(window.offset + window.limit, len(scores))
    ids = snapshot.ids
    if window.ranking != "relevance":
        facts = snapshot.added if window.ranking == "added" else snapshot.years
        order = _first(snapshot, scores, facts.__getitem__, end)[window.offset :]
        return Hits(array("q", map(ids.__getitem__, order)), total=len(scores))
    sought = _sought(query)
    order = _first(snapshot, scores, scores.__getitem__, max(end, _RERANKED) if len(sought) > 1 else end)
    better = {}
    if len(sought) > 1:
        for document, sequence in snapshot.sequences(order[:_RERANKED]):
            if not wanted():
                raise SupersededError
            better[document] = scores[document] * _title_factor(sequence, sought)
        order[:_RERANKED] = sorted(better, key=lambda document: (-better[document], ids[document]))
    order = order[window.offset : end]
    ranked = array("d", (better.get(document) or scores[document] for document in order))
    return Hits(array("q", map(ids.__getitem__, order)), ranked, len(scores))


def _sought(query: Query) -> list[bytes]:
    """The query's stems as they stand in a stem sequence: between spaces, a prefix without the second one."""
    sought: list[bytes] = []
    for term in terms(query):
        found = words(term.text)
        if not found or (term.field and term.field.exact):
            continue
        sought += (f" {stem(word)} ".encode() for word in found)
        if isinstance(term, Word) and term.match in {Match.TYPED, Match.PREFIX}:
            sought[-1] = f" {found[-1]}".encode()
    return sought


def _title_factor(sequence: bytes, sought: Sequence[bytes]) -> float:
    """The factor, at least 1, that the title in a stem sequence gives to the score."""
    end = 0
    while sequence.startswith(_TITLE, end):
        end = sequence.find(b"\n", end) + 1 or len(sequence)
    title = sequence[:end]
    pairs = sum(one + other[1:] in title for one, other in itertools.pairwise(sought))
    return 1 + _ALL_IN_TITLE * all(word in title for word in sought) + _ADJACENT_IN_TITLE * pairs / (len(sought) - 1)


def _first(snapshot: Snapshot, documents: Mapping[int, float], key: Callable[[int], float], count: int) -> list[int]:
    """The `count` documents with the greatest keys, greatest first; ties by ascending paper id."""
    order = list(documents)
    if count < len(order) // 2:
        least = heapq.nlargest(count, map(key, order))[-1] if count else math.inf
        order = [document for document in order if key(document) >= least]
    order.sort(key=snapshot.ids.__getitem__)
    order.sort(key=key, reverse=True)
    return order[:count]

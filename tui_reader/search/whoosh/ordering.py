"""From the documents that match to the papers of a window, in order.

The order of all hits is the same whatever window is asked for, so windows are slices of one whole; but only as much is
sorted as is asked for.

The best hits are looked at more closely: a title that has all words that are sought, and has them next to each other
in their order, makes a paper better. That never makes another one worse, so those that were not looked at stay behind.
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
_CLOSELY = 100
"""So many hits."""
_WHOLE = 0.3
_ADJACENT = 0.25


def in_order(snapshot: Snapshot, query: Query, scores: Mapping[int, float], window: Window, wanted: Wanted) -> Hits:
    """The papers of a window on matching documents; equals come with the lower id first."""
    end = len(scores) if window.limit is None else min(window.offset + window.limit, len(scores))
    ids = snapshot.ids
    if window.ranking != "relevance":
        facts = snapshot.added if window.ranking == "added" else snapshot.years
        order = _first(snapshot, scores, facts.__getitem__, end)[window.offset :]
        return Hits(array("q", map(ids.__getitem__, order)), total=len(scores))
    sought = _sought(query)
    order = _first(snapshot, scores, scores.__getitem__, max(end, _CLOSELY) if len(sought) > 1 else end)
    better = {}
    if len(sought) > 1:
        for document, sequence in snapshot.sequences(order[:_CLOSELY]):
            if not wanted():
                raise SupersededError
            better[document] = scores[document] * _closeness(sequence, sought)
        order[:_CLOSELY] = sorted(better, key=lambda document: (-better[document], ids[document]))
    order = order[window.offset : end]
    ranked = array("d", (better.get(document) or scores[document] for document in order))
    return Hits(array("q", map(ids.__getitem__, order)), ranked, len(scores))


def _sought(query: Query) -> list[bytes]:
    """The stems that papers are sought for, a space before each and, unless it may go on, after it."""
    sought: list[bytes] = []
    for term in terms(query):
        found = words(term.text)
        if not found or (term.field and term.field.exact):
            continue
        sought += (f" {stem(word)} ".encode() for word in found)
        if isinstance(term, Word) and term.match in {Match.TYPED, Match.PREFIX}:
            sought[-1] = f" {found[-1]}".encode()
    return sought


def _closeness(sequence: bytes, sought: Sequence[bytes]) -> float:
    """By how much a title makes a paper better, from 1 on."""
    end = 0
    while sequence.startswith(_TITLE, end):
        end = sequence.find(b"\n", end) + 1 or len(sequence)
    title = sequence[:end]
    pairs = sum(one + other[1:] in title for one, other in itertools.pairwise(sought))
    return 1 + _WHOLE * all(word in title for word in sought) + _ADJACENT * pairs / (len(sought) - 1)


def _first(snapshot: Snapshot, documents: Mapping[int, float], key: Callable[[int], float], count: int) -> list[int]:
    """The documents with the greatest keys, greatest first."""
    order = list(documents)
    if count < len(order) // 2:
        least = heapq.nlargest(count, map(key, order))[-1] if count else math.inf
        order = [document for document in order if key(document) >= least]
    order.sort(key=snapshot.ids.__getitem__)
    order.sort(key=key, reverse=True)
    return order[:count]

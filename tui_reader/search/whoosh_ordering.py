"""From the documents that match to the papers of a window, in order.

The order of all hits is the same whatever window is asked for, so windows are slices of one whole; but only as much is
sorted as is asked for.
"""

from __future__ import annotations

import heapq
import math
from array import array
from typing import TYPE_CHECKING

from tui_reader.search.engine import Hits, Window

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui_reader.search.snapshot import Snapshot


def in_order(snapshot: Snapshot, scores: Mapping[int, float], window: Window) -> Hits:
    """The papers of a window on matching documents; equals come with the lower id first."""
    end = len(scores) if window.limit is None else min(window.offset + window.limit, len(scores))
    relevance = window.ranking == "relevance"
    facts = snapshot.added if window.ranking == "added" else snapshot.years
    order = _first(snapshot, scores, scores.__getitem__ if relevance else facts.__getitem__, end)[window.offset :]
    return Hits(
        array("q", map(snapshot.ids.__getitem__, order)),
        array("d", map(scores.__getitem__, order) if relevance else ()),
        len(scores),
    )


def _first(snapshot: Snapshot, documents: Mapping[int, float], key: Callable[[int], float], count: int) -> list[int]:
    """The documents with the greatest keys, greatest first."""
    order = list(documents)
    if count < len(order) // 2:
        least = heapq.nlargest(count, map(key, order))[-1] if count else math.inf
        order = [document for document in order if key(document) >= least]
    order.sort(key=snapshot.ids.__getitem__)
    order.sort(key=key, reverse=True)
    return order[:count]

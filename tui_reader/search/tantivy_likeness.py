"""Which papers of a snapshot are most like a profile: the terms that say most, by tantivy's BM25.

Tantivy has a query for this, `more_like_this_query`. It is not used because it finds less of the same kind: it counts
rarity twice and repetition without bounds, and does not ask how often a paper has a word (measured as `similar_bench`
does: 56 of a hundred from the same family of venues, and 58 by terms of our own choice).
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from tantivy import Occur
from tantivy import Query as Asked

from tui_reader.search.engine import SupersededError, Wanted
from tui_reader.search.likeness import KEY_TERMS, Nearest, Profile, frequencies
from tui_reader.search.postings import Part
from tui_reader.search.tantivy_query import rarity
from tui_reader.search.tantivy_schema import ID, POOL, stems_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from tui_reader.search.tantivy_snapshot import TantivySnapshot

_TEXT = {Part.ABSTRACT: 1.0, Part.TITLE: 0.5}
"""Where words are looked for; those of a title are in a field of their own, so that rarity makes up for the factor."""
_AUTHOR = {Part.AUTHOR: 1.0}


def nearest(snapshot: TantivySnapshot, like: Profile, without: Collection[int], limit: int, wanted: Wanted) -> Nearest:
    """The papers that are most like a profile, but for some; equals come with the lower id first."""
    sought = Profile(
        _key_terms(snapshot, like, like.words, POOL, wanted),
        _key_terms(snapshot, like, like.names, stems_of(Part.AUTHOR), wanted),
    )
    clauses = [
        (
            Occur.Should,
            Asked.boost_query(Asked.term_query(snapshot.schema, stems_of(part), stem, "freq"), said * factor),
        )
        for terms, weights, places in ((sought.words, like.words, _TEXT), (sought.names, like.names, _AUTHOR))
        for stem, said in ((stem, weights[stem]) for stem in terms)
        for part, factor in places.items()
    ]
    if not clauses or limit < 1:
        return Nearest(sought=sought)
    if left_out := [number for number in without if number > 0]:
        clauses.append((Occur.MustNot, Asked.term_set_query(snapshot.schema, ID, left_out)))
    if not wanted():
        raise SupersededError
    ids, scores = snapshot.best(Asked.boolean_query(clauses), limit)
    return Nearest(ids, scores, sought)


def _key_terms(
    snapshot: TantivySnapshot, like: Profile, said: Mapping[str, float], name: str, wanted: Wanted
) -> dict[str, float]:
    """The stems that say most, each with how much."""
    usual = frequencies(like, snapshot.papers)
    found = {}
    for stem, weight in said.items():
        if not wanted():
            raise SupersededError
        if (having := snapshot.frequency(name, stem)) in usual:
            found[stem] = weight * rarity(snapshot.papers, having)
    return {stem: found[stem] for stem in heapq.nlargest(KEY_TERMS, found, found.__getitem__)}

"""More-like-this: the papers most similar to a profile, by key terms and BM25F.

The key terms are chosen as Whoosh's `more_like` chooses them: by its `Expander` with the model Bo1 (frequent in the
profile, rare in the collection). `_Collection` stands in for Whoosh's reader, which cannot read our posting lists. Each
term scores as a query word does (`ranking`), times its weight in the profile.
"""
# mypy: allow-untyped-calls
# Whoosh is typed in parts only, and 2.7.4 not at all.

from __future__ import annotations

import heapq
from array import array
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from whoosh.classify import Bo1Model, Expander

from tui_reader.search.engine import SupersededError, Wanted
from tui_reader.search.postings import MASKS, idf
from tui_reader.search.query_tree import Field
from tui_reader.search.similarity import KEY_TERMS, Nearest, Profile, frequencies
from tui_reader.search.whoosh.ranking import SATURATION
from tui_reader.search.whoosh.whoosh_schema import POOL, schema

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from tui_reader.search.whoosh.whoosh_snapshot import Snapshot

_TEXT = MASKS[Field.TITLE] | MASKS[Field.ABSTRACT]
_AUTHOR = MASKS[Field.AUTHOR]


def nearest(snapshot: Snapshot, like: Profile, without: Collection[int], limit: int, wanted: Wanted) -> Nearest:
    """The papers most similar to a profile, except those in `without`; ties by ascending id."""
    scores: dict[int, float] = defaultdict(float)
    words: dict[str, float] = {}
    names: dict[str, float] = {}
    for profile_weights, mask, counted in ((like.words, _TEXT, words), (like.names, _AUTHOR, names)):
        for stem, terms in _key_terms(snapshot, like, profile_weights, wanted).items():
            weights = snapshot.weights(POOL, terms, wanted, mask)
            counted[stem] = factor = profile_weights[stem] * idf(snapshot.count, len(weights))
            for document, weight in weights.items():
                scores[document] += factor * weight / (weight + SATURATION)
    ids = snapshot.ids
    for paper in without:
        scores.pop(snapshot.document_of.get(paper, -1), None)
    best = heapq.nsmallest(limit, scores, key=lambda document: (-scores[document], ids[document]))
    return Nearest(
        array("q", map(ids.__getitem__, best)), array("d", map(scores.__getitem__, best)), Profile(words, names)
    )


def _key_terms(
    snapshot: Snapshot, like: Profile, profile_weights: Mapping[str, float], wanted: Wanted
) -> dict[str, list[tuple[str, float]]]:
    """The `KEY_TERMS` most telling stems of the profile, each with its terms in the pool."""
    found: dict[str, Mapping[str, int]] = {}
    usual = frequencies(like, len(snapshot.ids))
    for stem in profile_weights:
        if not wanted():
            raise SupersededError
        terms = snapshot.frequencies(POOL, f"{stem} ")
        if sum(terms.values()) in usual:
            found[stem] = terms
    if not found:
        return {}
    collection: Any = _Collection(len(snapshot.ids), {stem: sum(terms.values()) for stem, terms in found.items()})
    expander = Expander(collection, POOL, Bo1Model)
    expander.add(profile_weights.items())
    chosen = [stem for stem, _ in expander.expanded_terms(KEY_TERMS, normalize=False)]
    return {stem: [(term, 1.0) for term in found[stem]] for stem in chosen}


class _Collection:
    """The part of Whoosh's `IndexReader` that `Expander` uses, with stems as terms."""

    schema = schema()

    def __init__(self, papers: int, frequencies: Mapping[str, int]) -> None:
        self._papers = papers
        self._frequencies = frequencies

    def doc_count_all(self) -> int:
        """The number of papers."""
        return self._papers

    def field_length(self, fieldname: str) -> int:  # noqa: ARG002 - Whoosh's signature
        """The number of postings of all terms."""
        return sum(self._frequencies.values())

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        """Whether the collection has a term, given as field and text."""
        return term[1].decode() in self._frequencies

    def frequency(self, fieldname: str, text: bytes) -> int:  # noqa: ARG002 - Whoosh's signature
        """The frequency of a term; here the number of papers that have it."""
        return self._frequencies[text.decode()]

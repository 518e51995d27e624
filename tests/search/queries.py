"""Queries of every kind, for property-based tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tui_reader.search.query_tree import (
    Everything,
    Fact,
    Field,
    Flag,
    Match,
    Phrase,
    Query,
    Word,
    Years,
    both,
    either,
    negated,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

FACTS = [
    Fact("kind", "article"),
    Fact("category", "cs.LG"),
    Fact("keyword", "graph neural"),
    Fact("added", "2026-10..2026-11"),
    Fact("rating", ">3"),
    Fact("pmid", "123*"),
]
SPELLED = [Match.EXACT, Match.PREFIX, Match.FUZZY]


def queries(
    words: Sequence[str], values: Sequence[str], *, matches: Sequence[Match] = SPELLED
) -> st.SearchStrategy[Query]:
    """Queries for these words, and for these values of exact fields, in the shape that the parser gives them."""
    free = st.sampled_from([None, *(field for field in Field if not field.exact)])
    exact = st.sampled_from([field for field in Field if field.exact])
    word = st.sampled_from(words)
    year = st.integers(1990, 2030)
    leaves = st.one_of(
        st.builds(Word, word, free, st.sampled_from(matches)),
        st.builds(Word, st.sampled_from(values), exact, st.sampled_from(matches)),
        st.builds(Phrase, st.lists(word, min_size=1, max_size=3).map(" ".join), free),
        st.tuples(year, year).map(lambda pair: Years(min(pair), max(pair))),
        st.one_of(st.builds(Years, year, st.none()), st.builds(Years, st.none(), year)),
        st.sampled_from(Flag),
        st.sampled_from(FACTS),
    )
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=2, max_size=3).map(lambda parts: both(*parts)),
            st.lists(inner, min_size=2, max_size=3).map(lambda parts: either(*parts)),
            inner.map(negated),
        ),
        max_leaves=6,
    ).filter(lambda query: query != Everything())

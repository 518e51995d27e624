"""Answers queries without words (flags and years, negated, joined by AND and OR) from the database alone."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from tui_reader.library.fact_search import having
from tui_reader.search.engine import SupersededError
from tui_reader.search.query_tree import And, Fact, Flag, Not, Or, Phrase, Word, Years, for_engine
from tui_reader.store.id_filter import IdSet

if TYPE_CHECKING:
    from array import array
    from collections.abc import Collection, Sequence

    from tui_reader.model.results import Order
    from tui_reader.search.engine import Flagged, Wanted
    from tui_reader.search.query_tree import Query, StoreFilter
    from tui_reader.store.filters import Filters
    from tui_reader.store.papers import PaperReader


class FilterSearch:
    """The papers of a library that filters leave; every method takes queries for which `flags_only` holds."""

    def __init__(self, filters: Filters, shelf: PaperReader) -> None:
        self._filters = filters
        self._shelf = shelf

    def search(self, query: Query, order: Order, limit: int | None, wanted: Wanted) -> tuple[array[int], int]:
        """The ids of the papers that match in an order, or the first `limit` of them, and how many match in all.

        Raises `SupersededError` when `wanted` returns False.
        """
        papers = self._matching(for_engine(query), wanted)
        return self._filters.sorted(papers, order, limit), papers.count(self._shelf.count())

    def count(self, query: Query, _flagged: Flagged, wanted: Wanted = lambda: True) -> int:
        """How many papers match, as `Engine.count` says it. Raises as `search` does."""
        return self._matching(query, wanted).count(self._shelf.count())

    def alike(self, _word: str, _limit: int = 10, _wanted: Wanted = lambda: True) -> Sequence[tuple[str, int]]:
        """No word, as `Engine.alike` says it: filters have no misspelt words."""
        return ()

    def ids(self, one: StoreFilter) -> Collection[int]:
        """The papers for which a flag or a fact holds, as engines ask for them."""
        papers = self._answered(one)
        return set(self._shelf.ids()) - papers.ids if papers.complement else papers.ids

    def _answered(self, one: StoreFilter) -> IdSet:
        return having(self._filters, one) if isinstance(one, Fact) else self._filters.flagged(one)

    def _matching(self, query: Query, wanted: Wanted) -> IdSet:
        if not wanted():
            raise SupersededError
        match query:
            case And(parts):
                return reduce(and_, (self._matching(part, wanted) for part in parts))
            case Or(parts):
                return reduce(or_, (self._matching(part, wanted) for part in parts))
            case Not(part):
                return ~self._matching(part, wanted)
            case Years(first, last):
                return self._filters.in_years(first, last)
            case Flag() | Fact():
                return self._answered(query)
            case Word() | Phrase():
                raise ValueError(query)
            case _:
                return IdSet(frozenset(), complement=True)


def reads_many(query: Query) -> bool:
    """Whether reading the ids takes long in a large library: years hold many papers, and URLs are in no SQL index."""
    match query:
        case And(parts) | Or(parts):
            return any(map(reads_many, parts))
        case Not(part):
            return reads_many(part)
        case Years() | Flag.URL:
            return True
        case _:
            return False

"""The answer to a query, as the library gives it and the screen and the command line show it."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from tui_reader.search.query_tree import Query

Order = Literal["added", "year", "title", "read"]
"""`added`: the latest import first, and within an import the order of its file; `year`: the latest year first; `title`:
by letters and digits, without case; `read`: the last read first, then unread papers by `added`."""

Sort = Literal["relevance", "added", "year", "title", "read"]
"""An `Order`, or `relevance`: the best score first, for queries with words."""

SORTS: tuple[Sort, ...] = get_args(Sort)


@dataclass(frozen=True, slots=True)
class Sorting:
    """The orders that the user chose: one for queries with words, one for everything else."""

    searching: Sort = "relevance"
    """For queries with words."""
    browsing: Order = "added"
    """Where nothing has a score: for all papers, and for queries of filters only."""

    @classmethod
    def by(cls, sort: Sort) -> Sorting:
        """One order for both; `relevance` leaves `browsing` as it is by default."""
        return cls(sort) if sort == "relevance" else cls(sort, sort)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query: the papers that match, in order, and what is known of the answer."""

    ids: array[int] = field(default_factory=lambda: array("q"))
    total: int = 0
    """How many papers match; `ids` has fewer when a limit was given."""
    of: int = 0
    """How many papers the library has."""
    sort: Sort = "added"
    seconds: float = 0.0
    """How long it took to compute."""
    text: str = ""
    """The query as it was typed."""
    query: Query | None = None
    """The parsed query; `None` for an empty text, which matches every paper."""
    hint: str = ""
    """A sentence about what in the text did not parse and was searched as words; empty when all of it parsed."""
    indexed: int | None = None
    """How many papers the index has while it is being built; `None` when it is complete or was not needed."""
    stale: bool = False
    """Whether the index lacked the library's latest changes."""
    scores: array[float] = field(default_factory=lambda: array("d"))
    """One score for each id when the order is relevance, else empty; not comparable between two answers."""

    like: str = ""
    """What the papers are like, where that was asked in the place of a query: a key, "3 papers", "the clipboard"."""

    @property
    def complete(self) -> bool:
        """Whether `ids` has every paper that matches."""
        return len(self.ids) >= self.total


@dataclass(frozen=True, slots=True)
class Similar:
    """A paper that is like others, or like a text."""

    paper: int
    score: float
    """Comparable within one answer only."""
    terms: tuple[str, ...]
    """Words that they share, as this paper writes them; first those that counted most, at most five."""


@dataclass(frozen=True, slots=True)
class Facets:
    """How many of some papers a filter would leave, filter by filter."""

    total: int = 0
    """How many papers were counted; papers that are in the index and no longer in the library are not."""
    bookmarked: int = 0
    unread: int = 0
    queued: int = 0
    noted: int = 0
    """With a note."""
    highlighted: int = 0
    """With a highlight."""
    tags: tuple[tuple[str, int], ...] = ()
    """Each tag with its papers, the most used first; at most `MOST_VALUES`."""
    more_tags: int = 0
    """How many tags are not in `tags`."""
    years: tuple[tuple[int, int], ...] = ()
    """Each year with its papers, the latest first."""
    venues: tuple[tuple[str, int], ...] = ()
    """Each venue with its papers, the most used first; at most `MOST_VALUES`."""
    more_venues: int = 0
    """How many venues are not in `venues`."""
    kinds: tuple[tuple[str, int], ...] = ()
    """Each kind with its papers, the most frequent first."""
    authors: tuple[tuple[str, int], ...] = ()
    """Each author with the papers, the most frequent first; at most `MOST_VALUES`, and none of very many papers."""
    categories: tuple[tuple[str, int], ...] = ()
    """Each category with its papers, the most frequent first; at most `MOST_VALUES`."""


MOST_VALUES = 50
"""How many tags, venues, authors or categories `Facets` lists."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query with a name."""

    name: str
    """Unique in its library; A to Z and a to z are the same there."""
    query: str
    sort: Sort | None = None
    """`None` means the usual order."""
    digit: int | None = None
    """The key, 1 to 9, that asks it; `None` when none does."""


@dataclass(frozen=True, slots=True)
class IndexState:
    """How far the search index is."""

    engine: str
    """`whoosh` or `tantivy`."""
    size: int
    """Bytes on disk."""
    indexed: int
    """How many papers it has as they are now."""
    current: bool
    """Whether it has all of them, and nothing else."""

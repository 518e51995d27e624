"""The answer to a query, as the library gives it and the screen and the command line show it."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from tui_reader.search.query_tree import Query

Order = Literal["added", "year", "title", "read"]
"""`added`: the latest import first, within one the order of its file; `year`: the newest first; `read`: what was read
last first, then what was not read, by `added`."""

Sort = Literal["relevance", "added", "year", "title", "read"]
"""An `Order`, or `relevance`: best first, for answers to words."""

SORTS: tuple[Sort, ...] = get_args(Sort)


@dataclass(frozen=True, slots=True)
class Sorting:
    """The orders that a reader wants, one for each use."""

    searching: Sort = "relevance"
    """For answers to words."""
    browsing: Order = "added"
    """Where nothing ranks: for all papers, and for filters alone."""

    @classmethod
    def by(cls, sort: Sort) -> Sorting:
        """One order for every use, as far as it can be."""
        return cls(sort) if sort == "relevance" else cls(sort, sort)


@dataclass(frozen=True, slots=True)
class Answer:
    """The papers that a query asks for, in order."""

    ids: array[int] = field(default_factory=lambda: array("q"))
    total: int = 0
    """How many papers match; more than `ids` has when a limit was asked for."""
    of: int = 0
    """How many papers the library has."""
    sort: Sort = "added"
    seconds: float = 0.0
    """How long the answer took."""
    text: str = ""
    """The query as it was typed."""
    query: Query | None = None
    """What the text means; `None` for no query, which asks for every paper."""
    hint: str = ""
    """What in the text was searched as words because it did not parse; empty when all of it did."""
    indexed: int | None = None
    """How many papers were searched while the index is being built; `None` for all of them."""
    stale: bool = False
    """Whether the index did not have the library's latest changes yet."""
    scores: array[float] = field(default_factory=lambda: array("d"))
    """One a paper when the order is relevance, else empty; comparable within one answer only."""

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


MOST_VALUES = 50
"""How many tags, and how many venues, `Facets` lists."""


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

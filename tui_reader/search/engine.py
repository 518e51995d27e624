"""What a search engine promises, whichever library does the work.

An engine is a cache of the library: everything in it can be made again from the papers, so a schema change or damage
means "start anew", never "migrate". It knows papers only by their integer ids.

Building an index is the same as updating an empty one: papers come in batches, each batch is one commit that searches
see whole or not at all, and the stamp that is committed with it says how far the index is. So a build can be left at
any moment, killed or not, and goes on from its last batch; and `indexing` drives every engine in the same way.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    # The query language is not on the way to the first frame; this module is.
    from tui_reader.model.papers import Paper
    from tui_reader.search.query_tree import Flag, Query
    from tui_reader.search.similarity import Nearest, Profile

Wanted = Callable[[], bool]
"""Asked now and then during slow work; False means that nobody waits for the result any more."""

Progress = Callable[[int], None]
"""Told how many papers are done so far."""

Flagged: TypeAlias = "Callable[[Flag], Collection[int]]"
"""The ids of the papers for which a flag (`is:bookmarked`, `has:note`) holds; the library's database knows.

Engines do not ask for `has:url`, which they know themselves from the paper.
"""

Ranking = Literal["relevance", "added", "year"]
"""The orders that an engine gives hits in: best first, or as `answers.Order` has it."""


class IndexUnusableError(Exception):
    """The index is missing, damaged or of another schema: start it anew."""


class SupersededError(Exception):
    """The work was given up because `Wanted` said that nobody waits for it."""


class IndexBusyError(Exception):
    """Somebody else, here or in another process, writes to the index or has just done so; it will be seen here too."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an index was built from; an index is current when its stamp equals the library's.

    An index has every paper as it was at `revision` or later. While it is on its way `toward` a later revision, it has
    the papers with an id of at most `through` as they were at that one, or later. Between two ways both are 0.
    """

    library: str
    """The library's own random name, so that an index is never used for another library."""
    revision: int = 0
    """The library's change counter: every change to what is searchable makes it larger. 0 is before the first paper."""
    toward: int = 0
    through: int = 0


@dataclass(frozen=True, slots=True)
class Hits:
    """The papers that match, in the order that was asked for."""

    ids: array[int] = field(default_factory=lambda: array("q"))
    """All of them, or those of the window that was asked for."""
    scores: array[float] = field(default_factory=lambda: array("d"))
    """As long as `ids` when the order is relevance, else empty; comparable within one answer only."""
    total: int = 0
    """How many papers match."""


@dataclass(frozen=True, slots=True)
class Window:
    """Which of the hits are asked for."""

    ranking: Ranking = "relevance"
    limit: int | None = None
    """How many at most; `None` is all."""
    offset: int = 0
    """How many to pass over."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A step from one stamp to another."""

    before: Stamp
    after: Stamp
    papers: Sequence[Paper] = ()
    """Papers as they are now; the index may have them as they were."""
    removed: Collection[int] = ()
    """Ids of papers that are no more; the index may not have them."""


class Engine(Protocol):
    """A full-text index in a directory of its own.

    Every method may be called from any thread; all but the writing ones also while another thread or process writes.
    """

    most: int
    """How many papers a batch may have; a larger one would take too long or too much memory."""

    def stamp(self) -> Stamp | None:
        """What the index on disk was built from; `None` when there is none that can be used."""

    def search(self, query: Query, flagged: Flagged, wanted: Wanted = lambda: True, window: Window = Window()) -> Hits:
        """The papers that match: those in the window, and how many there are in all.

        The order of equals is the same from one window to the next. Raises `IndexUnusableError` when the index cannot
        answer and `SupersededError` when the answer is not wanted.
        """

    def count(self, query: Query, flagged: Flagged, wanted: Wanted = lambda: True) -> int:
        """How many papers match. Raises as `search` does."""

    def alike(self, word: str, limit: int = 10, wanted: Wanted = lambda: True) -> Sequence[tuple[str, int]]:
        """Words of the papers that `word` may be a slip of the finger for, each with the number of its papers.

        `word` is one word of the analysis. Nearest first, more papers first among equally near ones; `word` itself is
        the first if it is there. At most `limit`. Raises as `search` does.
        """

    def similar(
        self, like: Profile, without: Collection[int] = (), limit: int = 20, wanted: Wanted = lambda: True
    ) -> Nearest:
        """The papers that are most like a profile, but for some; at most `limit`.

        The order of equals is always the same. Raises as `search` does.
        """

    def start(self, library: str) -> Stamp:
        """Puts an empty index of a library in the place of whatever is there; its stamp.

        Raises `IndexBusyError`, or `OSError` when the directory cannot be written.
        """

    def update(self, batch: Batch, progress: Progress = lambda _: None, wanted: Wanted = lambda: True) -> None:
        """Makes the index hold the papers of a batch as they are now, all of them or none, and moves its stamp.

        `progress` is told how many of the batch are done. Raises `IndexBusyError` when the stamp is not `batch.before`
        any more or somebody else writes, `IndexUnusableError` when there is no sound index, `SupersededError`, or
        `OSError` when the directory cannot be written.
        """

    def close(self) -> None:
        """Lets go of files and processes; the next call opens what it needs again."""

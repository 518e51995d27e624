"""The interface of every search engine: what the packages `whoosh` and `tantivy` implement.

An index is a cache of the library. Everything in it can be computed again from the papers, so a change of schema or
damage leads to a rebuild, never to a migration. An engine knows papers by their integer ids only.

Building an index is the same work as updating an empty one. Papers come in batches; each batch is one commit, which
searches see whole or not at all, and the stamp committed with it says how far the index is. A build can therefore be
interrupted at any moment, also by SIGKILL, and continues after its last batch. `indexing` drives every engine this way.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    # The query language is not on the way to the first frame; this module is.
    from tui_reader.model.papers import Paper
    from tui_reader.search.query_tree import Query, StoreFilter
    from tui_reader.search.similarity import Nearest, Profile

Wanted = Callable[[], bool]
"""The cancellation callback: asked every few milliseconds of slow work; False means that the result is not needed."""

Progress = Callable[[int], None]
"""Called with the number of papers done so far."""

Flagged: TypeAlias = "Callable[[StoreFilter], Collection[int]]"
"""Reads the ids of the papers with a flag or a fact (`is:bookmarked`, `kind:article`) from the library's database.

It is asked for the flags whose row in `filters` says so; the others are in the index.
"""

Ranking = Literal["relevance", "added", "year"]
"""The orders that an engine sorts by: best score first, latest added first, latest year first."""


class IndexUnusableError(Exception):
    """The index is missing, damaged or of another schema; `Engine.start` replaces it."""


class SupersededError(Exception):
    """The work was cancelled because `Wanted` returned False."""


class IndexBusyError(Exception):
    """Another thread or process is writing to the index, or has changed it since its stamp was read."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which state of a library an index was built from; it is current when its stamp equals the library's.

    During an incremental update, `target_revision` is the revision being indexed and every paper with
    id <= `indexed_through` is already at it. Both are 0 when no update is running.
    """

    library: str
    """The library's random name, so that an index is never used for another library."""
    revision: int = 0
    """The library's change counter, which every change to searchable text increases. Every indexed paper is at this
    revision or a later one; 0 is before the first paper."""
    target_revision: int = 0
    indexed_through: int = 0


@dataclass(frozen=True, slots=True)
class Hits:
    """The papers that match, in the order asked for."""

    ids: array[int] = field(default_factory=lambda: array("q"))
    """The ids in the window that was asked for."""
    scores: array[float] = field(default_factory=lambda: array("d"))
    """One score for each id if the order is relevance, else empty. Not comparable between two queries."""
    total: int = 0
    """How many papers match, inside the window and outside."""


@dataclass(frozen=True, slots=True)
class Window:
    """The order of the hits, and which slice of them is asked for."""

    ranking: Ranking = "relevance"
    limit: int | None = None
    """The maximum number of hits; None means all."""
    offset: int = 0
    """How many hits to skip."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The changes that bring an index from one stamp to another."""

    before: Stamp
    after: Stamp
    papers: Sequence[Paper] = ()
    """New and changed papers. The index may hold an older version of them, which is replaced."""
    removed: Collection[int] = ()
    """Ids of deleted papers. The index may lack them already."""


class Engine(Protocol):
    """A full-text index in a directory of its own.

    Every method may be called from any thread; those that read also work while another thread or process writes.
    """

    max_batch: int
    """The maximum number of papers in a batch; larger ones would take too long between two commits or too much memory.
    """

    def stamp(self) -> Stamp | None:
        """The stamp of the index on disk; None when there is no usable index."""

    def search(self, query: Query, flagged: Flagged, wanted: Wanted = lambda: True, window: Window = Window()) -> Hits:
        """The papers that match: those in the window, and the number of all.

        Ties are in the same order in every window. Raises `IndexUnusableError` when the index cannot answer and
        `SupersededError` when `wanted` returned False.
        """

    def count(self, query: Query, flagged: Flagged, wanted: Wanted = lambda: True) -> int:
        """The number of papers that match. Raises as `search` does."""

    def alike(self, word: str, limit: int = 10, wanted: Wanted = lambda: True) -> Sequence[tuple[str, int]]:
        """Indexed words within the edit distance `analysis.edits(word)`, each with its document frequency.

        `word` is one word of the analysis. Sorted by distance, then by descending frequency; `word` itself comes first
        if it is indexed. At most `limit`. Raises as `search` does.
        """

    def similar(
        self, like: Profile, without: Collection[int] = (), limit: int = 20, wanted: Wanted = lambda: True
    ) -> Nearest:
        """The papers most similar to a profile, except the ids in `without`; at most `limit`.

        Ties are always in the same order. Raises as `search` does.
        """

    def start(self, library: str) -> Stamp:
        """Replaces whatever is there by an empty index of a library, and returns its stamp.

        Raises `IndexBusyError`, or `OSError` when the directory cannot be written.
        """

    def update(self, batch: Batch, progress: Progress = lambda _: None, wanted: Wanted = lambda: True) -> None:
        """Commits a batch, completely or not at all.

        `progress` is called with the number of the batch's papers that are done. Raises `IndexBusyError` when the stamp
        is not `batch.before` any more or another process is writing, `IndexUnusableError` when there is no sound index,
        `SupersededError`, or `OSError` when the directory cannot be written.
        """

    def close(self) -> None:
        """Closes files and ends processes; the next call opens what it needs again."""

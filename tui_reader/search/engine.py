"""What a search engine promises, whichever library does the work.

An engine is a cache of the library: everything in it can be made again from the papers, so a schema change or damage
means "rebuild", never "migrate". It knows papers only by their integer ids.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    # The query language is not on the way to the first frame; this module is.
    from tui_reader.papers import Paper
    from tui_reader.search.query import Flag, Query

Wanted = Callable[[], bool]
"""Asked now and then during slow work; False means that nobody waits for the result any more."""

Progress = Callable[[int], None]
"""Told how many papers are done so far."""

Flagged: TypeAlias = "Callable[[Flag], Collection[int]]"
"""The ids of the papers for which a flag (`is:bookmarked`, `has:note`) holds; the library's database knows."""


class IndexUnusableError(Exception):
    """The index is missing, damaged or of another schema: rebuild it."""


class SupersededError(Exception):
    """The work was given up because `Wanted` said that nobody waits for it."""


class IndexBusyError(Exception):
    """Somebody else, here or in another process, is writing to the index; what it writes will be visible here too."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an index was built from; an index is current when its stamp equals the library's."""

    library: str
    """The library's own random name, so that an index is never used for another library."""
    revision: int
    """The library's change counter: every change to what is searchable makes it larger."""


@dataclass(frozen=True, slots=True)
class Hits:
    """The papers that match, best first."""

    ids: array[int] = field(default_factory=lambda: array("q"))
    scores: array[float] = field(default_factory=lambda: array("d"))
    """As long as `ids`; comparable within one answer only."""


class Engine(Protocol):
    """A full-text index in a directory of its own.

    Every method may be called from any thread; `search` and `stamp` also while another thread or process writes.
    """

    def stamp(self) -> Stamp | None:
        """What the index on disk was built from; `None` when there is none that can be used."""

    def search(self, query: Query, flagged: Flagged, wanted: Wanted = lambda: True) -> Hits:
        """All papers that match.

        Raises `IndexUnusableError` when the index cannot answer and `SupersededError` when the answer is not wanted.
        """

    def rebuild(
        self, papers: Iterable[Paper], stamp: Stamp, progress: Progress = lambda _: None, wanted: Wanted = lambda: True
    ) -> None:
        """Puts a new index of these papers in the place of whatever is there, all at once or not at all.

        Raises `IndexBusyError`, `SupersededError`, or `OSError` when the directory cannot be written.
        """

    def update(self, papers: Iterable[Paper], stamp: Stamp, removed: Collection[int] = ()) -> None:
        """Makes the index hold these papers as they are now (by id), not hold removed ones, and moves its stamp.

        Raises `IndexUnusableError` when there is no sound index of this library to update, and `IndexBusyError`.
        """

    def close(self) -> None:
        """Lets go of files."""

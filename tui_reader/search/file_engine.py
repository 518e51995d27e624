"""What engines share whose index is files: the stamp, the snapshot in force, who may write, and how damage is told."""

from __future__ import annotations

import contextlib
import threading
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Generic, TypeVar

from tui_reader.search.engine import IndexBusyError, IndexUnusableError, SupersededError, Wanted
from tui_reader.search.query_tree import And, Flag, Not, Or, Query

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tui_reader.search.engine import Flagged, Stamp
    from tui_reader.search.index_files import IndexFiles, Record

Opened = TypeVar("Opened")
"""An index as it was at one commit, for reading."""


class StoredEngine(ABC, Generic[Opened]):
    """The stamp and the snapshot of an index that is a directory of files."""

    def __init__(self, files: IndexFiles) -> None:
        self._files = files
        self._reading = threading.RLock()
        self._snapshot: Opened | None = None
        self._signature: tuple[int, ...] = ()

    @abstractmethod
    def _opened(self, record: Record, before: Opened | None) -> Opened:
        """A snapshot of the index that a stamp names; what it has in common with the one before can be taken over."""

    def stamp(self) -> Stamp | None:
        """What the index on disk was built from; `None` when there is none, or its bytes are not what was written."""
        try:
            with self._reading:
                return self._files.record().stamp
        except IndexUnusableError:
            return None

    def _current(self, wanted: Wanted) -> Opened:
        """The snapshot of the index in force."""
        if not wanted():
            raise SupersededError
        with self._reading:
            while self._snapshot is None or self._signature != self._files.signature():
                before, self._snapshot = self._snapshot, None
                signature = self._files.signature()
                try:
                    self._snapshot = self._opened(self._files.record(), before)
                except IndexUnusableError:
                    # The files of an older stamp vanish when another process puts a newer one in force.
                    if signature == self._files.signature():
                        raise
                self._signature = signature
            return self._snapshot

    @contextlib.contextmanager
    def _step_from(self, before: Stamp) -> Iterator[Record]:
        """Holds the lock for a change of the index in force, whose stamp has to be `before`.

        Raises `IndexBusyError` when it is not, or somebody else writes, and `IndexUnusableError` when there is no
        sound index.
        """
        if not self._files.directory.is_dir():
            raise IndexUnusableError("There is no index.")
        with self._files.writing():
            with self._reading:
                record = self._files.record()
            if record.stamp != before:
                raise IndexBusyError("Somebody else has written to the index.")
            yield record


def answered(query: Query, flagged: Flagged) -> dict[Flag, Collection[int]]:
    """What the library knows of the flags in a query."""
    return {flag: flagged(flag) for flag in _flags(query) - {Flag.URL}}


def _flags(query: Query) -> set[Flag]:
    match query:
        case Flag():
            return {query}
        case And(parts) | Or(parts):
            return set().union(*map(_flags, parts))
        case Not(part):
            return _flags(part)
        case _:
            return set()


@contextlib.contextmanager
def damage_told() -> Iterator[None]:
    """Turns whatever comes out of a damaged index into `IndexUnusableError`."""
    try:
        yield
    except (IndexUnusableError, IndexBusyError, SupersededError):
        raise
    except Exception as error:
        # Anything can come out of damaged bytes: of 120 random corruptions of an index 101 raised, and in eight ways,
        # none of them an OSError (pickle, zlib, struct, KeyError, IndexError, MemoryError, bare Exception, …).
        raise IndexUnusableError(f"The index is damaged: {error!r}") from error

"""What both engines share, as their indexes are files: stamp, open snapshot, write lock, errors of damaged files."""

from __future__ import annotations

import contextlib
import threading
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from tui_reader.search.engine import IndexBusyError, IndexUnusableError, SupersededError, Wanted
from tui_reader.search.filters import IN_INDEX
from tui_reader.search.query_tree import And, Not, Or, Query, StoreFilter

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tui_reader.search.engine import Flagged, Stamp
    from tui_reader.search.index_files import IndexFiles, Manifest


class Closable(Protocol):
    """An index as it was at one commit, open for reading."""

    def close(self) -> None:
        """Closes the files of the index that are open."""


Opened = TypeVar("Opened", bound=Closable)


class FileEngine(ABC, Generic[Opened]):
    """The stamp and the snapshot of an index that is a directory of files."""

    def __init__(self, files: IndexFiles) -> None:
        self._files = files
        self._reading = threading.RLock()
        self._snapshot: Opened | None = None
        self._signature: tuple[int, ...] = ()

    @abstractmethod
    def _opened(self, manifest: Manifest, before: Opened | None) -> Opened:
        """Opens the index that a manifest names.

        `before` is the snapshot that is replaced and that belongs to the callee from now on: what both have in common
        is taken over, the rest of it is closed, also when this raises.
        """

    def stamp(self) -> Stamp | None:
        """The stamp of the index on disk; None when there is none, or its files are not as they were written."""
        try:
            with self._reading:
                return self._files.manifest().stamp
        except IndexUnusableError:
            return None

    def close(self) -> None:
        """Closes the index files; the next search opens them again."""
        with self._reading:
            if self._snapshot:
                self._snapshot.close()
            self._snapshot = None

    def _current(self, wanted: Wanted) -> Opened:
        """The snapshot of the active index, opened again if there was a commit. Raises as `Engine.search` does."""
        if not wanted():
            raise SupersededError
        with self._reading:
            while self._snapshot is None or self._signature != self._files.signature():
                signature = self._files.signature()
                try:
                    manifest = self._files.manifest()
                    before, self._snapshot = self._snapshot, None
                    self._snapshot = self._opened(manifest, before)
                except IndexUnusableError:
                    # A commit of another process deletes the files of the stamp that was just read: read the new one.
                    if signature == self._files.signature():
                        self.close()
                        raise
                else:
                    self._signature = signature
            return self._snapshot

    @contextlib.contextmanager
    def _step_from(self, before: Stamp) -> Iterator[Manifest]:
        """Holds the write lock for a change of the active index, whose stamp has to be `before`.

        Raises `IndexBusyError` when it is not, or another process is writing, and `IndexUnusableError` when there is no
        sound index.
        """
        if not self._files.directory.is_dir():
            raise IndexUnusableError("There is no index.")
        with self._files.writing():
            with self._reading:
                manifest = self._files.manifest()
            if manifest.stamp != before:
                raise IndexBusyError("Another process has changed the index.")
            yield manifest


def flag_ids(query: Query, flagged: Flagged) -> dict[StoreFilter, Collection[int]]:
    """For each filter of a query that the library's database answers, the ids of its papers."""
    return {flag: flagged(flag) for flag in _store_filters(query) - IN_INDEX}


def _store_filters(query: Query) -> set[StoreFilter]:
    if isinstance(query, StoreFilter):
        return {query}
    match query:
        case And(parts) | Or(parts):
            return set().union(*map(_store_filters, parts))
        case Not(part):
            return _store_filters(part)
        case _:
            return set()


@contextlib.contextmanager
def damage_as_unusable() -> Iterator[None]:
    """Raises `IndexUnusableError` instead of whatever a damaged index makes a library raise."""
    try:
        yield
    except (IndexUnusableError, IndexBusyError, SupersededError):
        raise
    except Exception as error:
        # Damaged bytes can raise anything: of 120 random corruptions of an index 101 raised, exceptions of eight types,
        # none of them an OSError (pickle, zlib, struct, KeyError, IndexError, MemoryError, bare Exception, …).
        raise IndexUnusableError(f"The index is damaged: {error!r}") from error

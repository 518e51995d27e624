"""What appears in directories: lists of papers, once they are wholly written."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tui_reader.errors import BusyError, ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_ARCHIVES = (".zip", ".tar", ".tgz", ".tar.gz", ".tar.xz", ".tar.bz2")
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", "~")
"""What programs put behind the names of files that they are still writing."""

MOST_TRIES = 5
"""How often a file is given out that could not be read for a reason that may pass."""

_State = tuple[int, int]
"""The size in bytes, and the time of the last change in nanoseconds."""


class FolderWatch:
    """Looks into directories, again and again, for files of kinds that can be imported; not into those within."""

    def __init__(self, directories: Iterable[Path]) -> None:
        self._directories = tuple(directories)
        self._before: dict[Path, _State] = {}
        """The files as the last look found them."""
        self._given: dict[Path, _State] = {}
        """The files as they were when they were given out."""
        self._tries: dict[tuple[Path, _State], int] = {}
        """How often files were given out again."""

    def ready(self) -> list[Path]:
        """The files that are new or changed since they were given out, and as they were at the last look.

        Raises ReaderError when a directory cannot be read.
        """
        now = dict(self._files())
        ready = [path for path, state in now.items() if self._before.get(path) == state != self._given.get(path)]
        self._given = {path: state for path, state in self._given.items() if path in now}
        self._given |= {path: now[path] for path in ready}
        self._before = now
        return sorted(ready)

    def again(self, path: Path, error: ReaderError) -> bool:
        """Whether a file whose import failed is given out again, because the reason may pass; `MOST_TRIES` in all."""
        state = self._given.get(path)
        if state is None or not (isinstance(error, BusyError) or isinstance(error.__context__, OSError)):
            return False
        tries = self._tries[path, state] = self._tries.get((path, state), 1) + 1
        if tries > MOST_TRIES:
            return False
        self._given.pop(path, None)
        return True

    def state(self, path: Path) -> tuple[int, int] | None:
        """The size and the time of change with which a file was given out last; `None` if it waits."""
        return self._given.get(path)

    @property
    def is_waiting(self) -> bool:
        """Whether a file was seen that was not given out yet."""
        return any(self._given.get(path) != state for path, state in self._before.items())

    def _files(self) -> Iterator[tuple[Path, _State]]:
        from tui_reader.importers.formats import could_be_papers

        for directory in self._directories:
            try:
                with os.scandir(directory) as entries:
                    for entry in entries:
                        name = entry.name.lower()
                        is_wanted = name.endswith(_ARCHIVES) or could_be_papers(name)
                        if name.startswith((".", "#")) or name.endswith(_UNFINISHED) or not is_wanted:
                            continue
                        if (state := _state(entry)) is not None:
                            yield directory / entry.name, state
            except OSError as error:
                raise ReaderError(
                    f"The directory {directory} cannot be read: {error.strerror or error}.", "Check its path."
                ) from error


def _state(entry: os.DirEntry[str]) -> _State | None:
    """The state of a file; `None` for an empty one, for what is no file, and for one that is gone by now."""
    try:
        found = entry.stat()
        return (found.st_size, found.st_mtime_ns) if entry.is_file() and found.st_size else None
    except OSError:
        return None

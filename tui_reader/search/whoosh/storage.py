"""The files of a Whoosh index, opened for reading without memory maps.

A mapped file that another program cuts short ends the process with SIGBUS when a lost page is touched, before Python
can raise anything. Reading costs next to nothing here: at 10,000 papers a key takes 2 % longer than with maps when term
dictionaries are held in memory, and 11 % longer when they are read entry by entry.
"""
# mypy: allow-untyped-calls
# Whoosh is typed in parts only, and 2.7.4 not at all.

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC

from tui_reader.search.whoosh.whoosh_schema import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

NAME = "MAIN"
"""Whoosh's name of the index; file names begin with it."""

_IN_MEMORY = (W3Codec.TERMS_EXT, ".seg")
"""Endings of files that are read whole: term dictionaries, which a query reads in hundreds of places, and segments of
few papers."""

_pread: Callable[[int, int, int], bytes] | None = getattr(os, "pread", None)
"""Reads at an offset in one system call; Windows has no such call."""


class InMemoryFile(StructFile):
    """A file whose content was read when it was opened."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(io.BytesIO(content), name=name)
        self._content = content
        # A BytesIO has a `fileno` that raises; Whoosh would use it to fill arrays from the file descriptor.
        self.is_real = False

    def get(self, position: int, length: int) -> bytes:
        """The bytes at an offset; fewer than `length` where the file ends."""
        return self._content[position : position + length]

    def subset(self, position: int, length: int, name: str | None = None) -> InMemoryFile:
        """A part of the file as a file: Whoosh keeps the files of a small segment in one."""
        return InMemoryFile(self.get(position, length), name or str(self))


class UnbufferedFile(StructFile):
    """A file that is read from disk at each access."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        super().__init__(file, name=name)
        self._descriptor = file.fileno()

    def get(self, position: int, length: int) -> bytes:
        """The bytes at an offset; fewer than `length` where the file ends."""
        if _pread:
            return _pread(self._descriptor, length, position)
        self.seek(position)
        found: bytes = self.read(length)
        return found


class StampedStorage(FileStorage):
    """The files that one stamp names, whatever else a killed process left in the directory.

    Other files stay until another stamp replaces it: a process that reads the stamp at that moment still needs them.
    """

    def __init__(self, directory: Path, files: Collection[str]) -> None:
        # Without this Whoosh would map the files of small segments by itself.
        super().__init__(str(directory), supports_mmap=False)
        self._files = frozenset(files)

    def list(self) -> list[str]:
        """The names of the files; of tables of contents only the stamp's own."""
        return [name for name in super().list() if name in self._files or not name.endswith(".toc")]

    def open_file(self, name: str, **_options: object) -> StructFile:
        """A file for reading. Raises OSError."""
        path = Path(self.folder, name)
        if name.endswith(_IN_MEMORY):
            return InMemoryFile(path.read_bytes(), name)
        if name.endswith(".toc"):
            return StructFile(path.open("rb"), name=name)
        return UnbufferedFile(path.open("rb", buffering=0), name)

    def contents(self) -> TOC:
        """The table of contents."""
        found: TOC = TOC.read(self, NAME, schema=schema())
        return found


def create(directory: Path) -> set[str]:
    """Makes an index without papers in an empty directory; the names of its files."""
    storage = FileStorage(str(directory))
    TOC.create(storage, schema(), NAME)
    return set(storage.list())

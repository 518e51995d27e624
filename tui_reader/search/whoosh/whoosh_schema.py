"""How an index is laid out in Whoosh: its fields, its columns, and its files.

Postings are computed before they come to Whoosh (`postings`), so there are no analyzers. All of this is API that both
`whoosh` 2.7.4 and `whoosh3` have.
"""
# mypy: allow-untyped-calls
# Whoosh is typed in parts only, and 2.7.4 not at all.

from __future__ import annotations

import mmap
from typing import TYPE_CHECKING, Any

from whoosh.columns import FixedBytesColumn, VarBytesColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.formats import Existence
from whoosh.index import TOC

from tui_reader.search.query_tree import Field

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

NAME = "MAIN"
"""What Whoosh calls the index, in the names of its files too."""

POOL = "pool"
STARTS = "starts"
"""One- and two-letter starts of the words that a reader thinks of first (`postings.starts`)."""
BEGINNINGS = "beginnings"
"""Those of all words (`postings.beginnings`)."""
VOCABULARY = "vocabulary"
"""A field with one term, whose masks are the words of the pool and how many papers each has."""
INDEXED = (POOL, STARTS, BEGINNINGS, *(str(field) for field in Field if field.exact))

SEQUENCE = "sequence"
"""A column of the stems of each document, as `postings.pooled` lines them up."""
FACTS = "facts"
FACTS_OF_A_PAPER = 4
"""Its id, when it was added, its year (0 when there is none), whether it has an address: 64 bits each."""

COLUMNS = {
    FACTS: FixedBytesColumn(8 * FACTS_OF_A_PAPER),
    SEQUENCE: VarBytesColumn(write_offsets_cutoff=0),
}


def schema() -> Schema:
    """The fields of an index. Whoosh is given them whenever it opens one, so the pickled ones are never loaded."""
    no_analyzer: Any = None
    indexed = FieldType(Existence(), no_analyzer)
    columns = {name: COLUMN(column) for name, column in COLUMNS.items()}
    return Schema(**dict.fromkeys((*INDEXED, VOCABULARY), indexed), **columns)


class MappedFile(StructFile):
    """A file for reading that lies in memory as far as it is read."""

    def get(self, position: int, length: int) -> bytes:
        """The bytes at a place."""
        mapped: Any = self.file
        found: bytes = mapped[position : position + length]
        return found


class StampedStorage(FileStorage):
    """The files of an index as one stamp knows them, whatever a killed process left beside them.

    They stay until another stamp is in force: a process that reads the stamp at that moment still needs them.
    """

    def __init__(self, directory: Path, files: Collection[str]) -> None:
        super().__init__(str(directory))
        self._files = frozenset(files)

    def list(self) -> list[str]:
        """The names of the files, with only the stamp's own table of contents."""
        return [name for name in super().list() if name in self._files or not name.endswith(".toc")]

    def open_file(self, name: str, **kwargs: Any) -> StructFile:  # noqa: ANN401 - Whoosh's signature
        """A file for reading."""
        opened: StructFile = super().open_file(name, **kwargs)
        if name.endswith((".toc", ".seg")):
            return opened
        with opened:
            file: Any = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        return MappedFile(file, name=name)

    def contents(self) -> TOC:
        """The table of contents."""
        found: TOC = TOC.read(self, NAME, schema=schema())
        return found


def create(directory: Path) -> set[str]:
    """Makes an index without papers in an empty directory; the names of its files."""
    storage = FileStorage(str(directory))
    TOC.create(storage, schema(), NAME)
    return set(storage.list())

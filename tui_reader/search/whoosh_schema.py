"""How an index is laid out in Whoosh: its fields, and how postings come in.

Postings are computed before they come to Whoosh (`postings`), so there are no analyzers. All of this is API that both
`whoosh` 2.7.4 and `whoosh3` have.
"""
# mypy: allow-untyped-calls
# Whoosh is typed in parts only, and 2.7.4 not at all.

from __future__ import annotations

import contextlib
import struct
import sys
from array import array
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from whoosh.codec.whoosh3 import W3Codec
from whoosh.columns import FixedBytesColumn, VarBytesColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Format
from whoosh.index import FileIndex

from tui_reader.search import postings
from tui_reader.search.engine import SupersededError, Wanted
from tui_reader.search.nodes import Field

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from whoosh.writing import SegmentWriter

    from tui_reader.papers import Paper

FACTS_OF_A_PAPER = 5
"""Its id, when it was added, its year (0 when there is none), how many words it has, whether it has an address."""

POOL = "pool"
STARTS = "starts"
SEQUENCE = "sequence"
_ID = "id"
_FACTS = "facts"
_FACT = struct.Struct(f"<{FACTS_OF_A_PAPER}q")
_POSTING = struct.Struct("<Ifc")
_TERMS_BETWEEN_QUESTIONS = 200


class Computed(Format):
    """A format whose values are postings already, each with one byte."""

    posting_size = 1

    def word_values(self, value: Any, analyzer: Any, **_: Any) -> Any:  # noqa: ANN401, ARG002 - Whoosh's signature
        """The value."""
        return value


def schema() -> Schema:
    """The fields of an index. Whoosh is given them whenever it opens one, so the pickled ones are never loaded."""
    no_analyzer: Any = None
    indexed = FieldType(Computed(), no_analyzer)
    exact = {str(field): indexed for field in Field if field.exact}
    columns = {_FACTS: COLUMN(FixedBytesColumn(_FACT.size)), SEQUENCE: COLUMN(VarBytesColumn())}
    return Schema(**{_ID: indexed, POOL: indexed, STARTS: indexed, **exact, **columns})


class GatheredPostings:
    """Takes the place of Whoosh's pool, which sorts all postings at once and so stops every other thread for seconds.

    Here only the terms are sorted, postings are packed (9 bytes each, nothing goes to temporary files), and
    writing them out stops when nobody wants the index any more.
    """

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._lists: defaultdict[tuple[str, bytes], bytearray] = defaultdict(bytearray)

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """Takes a posting: field, term, document, weight, mask. Documents of a term come in order."""
        field, term, document, weight, mask = item
        self._lists[field, term] += _POSTING.pack(document, weight, mask)

    def iter_postings(self) -> Iterator[tuple[str, bytes, int, float, bytes]]:
        """Gives the postings back in the order of an index, and forgets them."""
        for count, (field, term) in enumerate(sorted(self._lists)):
            if not count % _TERMS_BETWEEN_QUESTIONS and not self._wanted():
                raise SupersededError
            for document, weight, mask in _POSTING.iter_unpack(self._lists.pop((field, term))):
                yield field, term, document, weight, mask

    def cleanup(self) -> None:
        """Forgets everything."""
        self._lists.clear()


class StampedStorage(FileStorage):
    """The files of an index as one stamp knows them, whatever a killed process left beside them.

    They stay until another stamp is in force: Whoosh deletes its older files when it commits, but a process that reads
    the stamp at that moment still needs them.
    """

    def __init__(self, directory: Path, files: Collection[str]) -> None:
        super().__init__(str(directory))
        self._files = frozenset(files)
        self.outdated: set[str] = set()
        """Files of the stamp that Whoosh has no more use for."""

    def list(self) -> list[str]:
        """The names of the files, with only the stamp's own table of contents."""
        return [name for name in super().list() if name in self._files or not name.endswith(".toc")]

    def delete_file(self, name: str) -> None:
        """Deletes a file that the stamp does not know."""
        if name in self._files:
            self.outdated.add(name)
        else:
            super().delete_file(name)


def opened(storage: StampedStorage) -> FileIndex:
    """The index in a storage."""
    return FileIndex(storage, schema=schema())


def create(directory: Path) -> None:
    """Makes an index without papers in an empty directory."""
    FileIndex.create(FileStorage(str(directory)), schema())


def writer(index: FileIndex, wanted: Wanted = lambda: True) -> SegmentWriter:
    """A writer for one more segment."""
    codec = W3Codec()
    # Whoosh would look up each document's length for each of its postings; ours is a fact.
    codec.length_stats = False
    into: Any = index.writer(codec=codec)
    into.pool = GatheredPostings(wanted)
    segment: SegmentWriter = into
    return segment


@contextlib.contextmanager
def cancelled_on_error(writer: SegmentWriter) -> Iterator[SegmentWriter]:
    """The writer, which lets go of its files and its lock if what is done with it fails."""
    try:
        yield writer
    except BaseException:
        # A commit that fails closes the writer in whoosh3 but not in 2.7.4, and its files in neither.
        for part in (writer.perdocwriter, writer.fieldwriter):
            if not part.is_closed:
                part.close()
        if not writer.is_closed:
            writer.cancel()
        raise


def add(to: SegmentWriter, paper: Paper) -> None:
    """Adds a paper that the index does not have."""
    pool, sequence, length = postings.pooled(paper)
    exact = {str(field): postings.exact(paper, field) for field in Field if field.exact}
    address = bool(paper.url or paper.doi or paper.arxiv)
    facts = _FACT.pack(paper.id, paper.added, max(paper.year or 0, 0), length, address)
    indexed = {_ID: [_id(paper.id)], POOL: pool, STARTS: postings.starts(paper), **exact}
    to.add_document(**indexed, **{_FACTS: facts, SEQUENCE: sequence})


def remove(from_: SegmentWriter, ids: list[int]) -> None:
    """Removes papers; those that the index does not have are not missed."""
    with from_.searcher() as searcher:
        for number in ids:
            from_.delete_by_term(_ID, _id(number)[0], searcher=searcher)


def facts(reader: Any) -> array[int]:  # noqa: ANN401 - a reader of one segment
    """The facts of each document of a segment, deleted ones too, one after the other."""
    found = array("q", b"".join(reader.column_reader(_FACTS)))
    if sys.byteorder == "big":
        found.byteswap()
    return found


def _id(number: int) -> postings.Posting:
    return str(number), 1, 1.0, b"\0"

"""How a segment keeps its posting lists: each as three arrays, read and written at once.

Whoosh's own codec pickles blocks of 128 postings and takes and gives them one by one, which is most of the time of
building and of searching. Here a list is a header, then documents, weights and masks; nothing of it is pickled. Terms,
columns and segments are Whoosh's.
"""
# mypy: allow-untyped-calls, allow-subclassing-any
# Whoosh is typed in parts only, and 2.7.4 not at all.

from __future__ import annotations

import struct
from array import array
from typing import Any, NamedTuple

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermInfo
from whoosh.filedb.filetables import HashWriter, OrderedHashWriter
from whoosh.matching.mcore import ListMatcher

from tui_reader.search.postings import UNIT

_HEADER = struct.Struct("<IIB")
_NARROW = 1 << 16
_CRC32 = 1


class Postings(NamedTuple):
    """Where a term is in a segment, deleted documents too."""

    documents: array[int]
    """Rising."""
    weights: array[int]
    """In units."""
    masks: bytes
    """For each document, in which parts of it (`postings.MASKS`)."""


class ArrayCodec(W3Codec):
    """Whoosh's codec but for the posting lists."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> ArrayFieldWriter:  # noqa: ANN401 - Whoosh's signature
        """A writer of terms and their lists."""
        return ArrayFieldWriter(self, storage, segment)

    def postings_reader(
        self,
        dbfile: Any,  # noqa: ANN401
        terminfo: W3TermInfo,
        format_: Any,  # noqa: ANN401
        term: Any = None,  # noqa: ANN401
        scorer: Any = None,  # noqa: ANN401
    ) -> ListMatcher:
        """The list of a term as a Whoosh matcher."""
        found = postings_at(dbfile, terminfo.extent()[0])
        masks = [bytes((mask,)) for mask in found.masks]
        weights = [weight / UNIT for weight in found.weights]
        return ListMatcher(list(found.documents), weights, masks, format_, scorer=scorer, term=term, terminfo=terminfo)


class _Terms(OrderedHashWriter):
    """Whoosh's table of terms with a quicker one of its hash functions."""

    def __init__(self, dbfile: Any) -> None:  # noqa: ANN401 - a Whoosh file
        super().__init__(dbfile)
        dbfile.seek(0)
        HashWriter.__init__(self, dbfile, hashtype=_CRC32)


class ArrayFieldWriter(W3FieldWriter):
    """A writer of terms with whole posting lists."""

    def __init__(self, codec: ArrayCodec, storage: Any, segment: Any) -> None:  # noqa: ANN401 - Whoosh's signature
        super().__init__(codec, storage, segment)
        self._tindex = _Terms(self._tindex.dbfile)
        self._fieldmap = self._tindex.extras["fieldmap"] = {}
        self._number = b""
        self._at = 0

    def start(self, fieldname: str) -> None:
        """Begins with the terms of a field; fields come once each."""
        self._fieldmap[fieldname] = number = len(self._fieldmap)
        self._number = struct.pack("!H", number)

    def write(self, term: str, postings: Postings) -> None:
        """Writes a term, greater than the one before it, and its list."""
        documents, weights, masks = postings
        first, last, count = documents[0], documents[-1], len(documents)
        narrow = last < _NARROW
        ids = array("H", documents) if narrow else documents
        packed = b"".join((_HEADER.pack(count, len(masks), narrow), ids, weights, masks))
        self._postfile.write(packed)
        info = W3TermInfo(weight=count, df=count, maxweight=max(weights) / UNIT, minid=first, maxid=last)
        info.set_extent(self._at, len(packed))
        self._at += len(packed)
        self._tindex.add(self._number + term.encode(), info.to_bytes())


def postings_at(file: Any, offset: int) -> Postings:  # noqa: ANN401 - a Whoosh file
    """The list that begins here. Raises ValueError when the file ends before the list does."""
    count, tail, narrow = _HEADER.unpack(file.get(offset, _HEADER.size))
    documents, weights = array("H" if narrow else "I"), array("H")
    size = count * documents.itemsize
    length = size + count * weights.itemsize + tail
    content = file.get(offset + _HEADER.size, length)
    if len(content) != length:
        raise ValueError("The list is cut off.")
    documents.frombytes(content[:size])
    weights.frombytes(content[size : size + count * weights.itemsize])
    return Postings(documents, weights, content[size + count * weights.itemsize :])

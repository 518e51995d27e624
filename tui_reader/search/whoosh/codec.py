"""A Whoosh codec whose posting lists are three arrays, read and written as a whole.

    header      number of postings (u32), bytes of masks (u32), 1 if documents are 16 bits wide (u8); little-endian
    documents   u16 or u32 each, ascending; native byte order, as are weights
    weights     u16 each, in units of 1 / `postings.UNIT`
    masks       u8 each: in which parts of the paper the term occurs

Whoosh's own codec pickles blocks of 128 postings and hands them out one by one, which takes most of the time of
indexing and of searching. Term dictionaries, columns and segments are Whoosh's.
"""
# mypy: allow-untyped-calls, allow-subclassing-any
# Whoosh is typed in parts only, and 2.7.4 not at all.

from __future__ import annotations

import struct
from array import array
from typing import Any, NamedTuple, Protocol

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermInfo
from whoosh.filedb.filetables import HashWriter, OrderedHashWriter
from whoosh.matching.mcore import ListMatcher

from tui_reader.search.postings import UNIT

_HEADER = struct.Struct("<IIB")
_NARROW = 1 << 16
_CRC32 = 1
"""Whoosh's number for a hash function that is computed in C; its default is written in Python."""


class ReadableAt(Protocol):
    """A file that is read at offsets."""

    def get(self, position: int, length: int, /) -> bytes:
        """The bytes at an offset; fewer where the file ends."""


class Postings(NamedTuple):
    """The posting list of a term in a segment, deleted documents included."""

    documents: array[int]
    """Ascending."""
    weights: array[int]
    """In units of 1 / `postings.UNIT`, one for each document."""
    masks: bytes
    """One byte for each document: the parts of it that have the term (`postings.MASKS`)."""


class ArrayCodec(W3Codec):
    """Whoosh's codec with other posting lists."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> ArrayFieldWriter:  # noqa: ANN401 - Whoosh's signature
        """The writer of the term dictionary and the posting lists of a segment."""
        return ArrayFieldWriter(self, storage, segment)

    def postings_reader(
        self,
        dbfile: Any,  # noqa: ANN401
        terminfo: W3TermInfo,
        format_: Any,  # noqa: ANN401
        term: Any = None,  # noqa: ANN401
        scorer: Any = None,  # noqa: ANN401
    ) -> ListMatcher:
        """The posting list of a term as a Whoosh matcher."""
        found = postings_at(dbfile, terminfo.extent()[0])
        masks = [bytes((mask,)) for mask in found.masks]
        weights = [weight / UNIT for weight in found.weights]
        return ListMatcher(list(found.documents), weights, masks, format_, scorer=scorer, term=term, terminfo=terminfo)


class _Terms(OrderedHashWriter):
    """Whoosh's on-disk term dictionary with a faster hash function."""

    def __init__(self, dbfile: Any) -> None:  # noqa: ANN401 - a Whoosh file
        super().__init__(dbfile)
        dbfile.seek(0)
        HashWriter.__init__(self, dbfile, hashtype=_CRC32)


class ArrayFieldWriter(W3FieldWriter):
    """Writes the terms of each field in ascending order, each with its whole posting list."""

    def __init__(self, codec: ArrayCodec, storage: Any, segment: Any) -> None:  # noqa: ANN401 - Whoosh's signature
        super().__init__(codec, storage, segment)
        self._tindex = _Terms(self._tindex.dbfile)
        self._fieldmap = self._tindex.extras["fieldmap"] = {}
        self._number = b""
        self._at = 0

    def start(self, fieldname: str) -> None:
        """Starts a field; each field is started once."""
        self._fieldmap[fieldname] = number = len(self._fieldmap)
        self._number = struct.pack("!H", number)

    def write(self, term: str, postings: Postings) -> None:
        """Writes a term, greater than the one before it, and its posting list."""
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


def postings_at(file: ReadableAt, offset: int) -> Postings:
    """The posting list at an offset. Raises ValueError or struct.error when the file ends before the list does."""
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

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
from whoosh.matching.mcore import ListMatcher

UNIT = 500
"""Weights are kept as whole numbers of this part of 1."""
HEAVIEST = 65_535
_HEADER = struct.Struct("<IIB")
_NARROW = 1 << 16


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


class ArrayFieldWriter(W3FieldWriter):
    """A writer of terms with whole posting lists."""

    def start(self, fieldname: str) -> None:
        """Begins with the terms of a field; fields come once each."""
        self._fieldmap[fieldname] = number = len(self._fieldmap)
        self._number = struct.pack("!H", number)

    def write(self, term: str, postings: Postings) -> None:
        """Writes a term, greater than the one before it, and its list."""
        documents, weights, masks = postings
        info = W3TermInfo(
            weight=len(documents),
            df=len(documents),
            maxweight=max(weights) / UNIT,
            minid=documents[0],
            maxid=documents[-1],
        )
        file = self._postfile
        at = file.tell()
        narrow = documents[-1] < _NARROW
        ids = array("H", documents) if narrow else documents
        file.write(_HEADER.pack(len(documents), len(masks), narrow) + ids.tobytes() + weights.tobytes() + masks)
        info.set_extent(at, file.tell() - at)
        self._tindex.add(self._number + term.encode(), info.to_bytes())


def postings_at(file: Any, offset: int) -> Postings:  # noqa: ANN401 - a Whoosh file
    """The list that begins here."""
    count, tail, narrow = _HEADER.unpack(file.get(offset, _HEADER.size))
    documents, weights = array("H" if narrow else "I"), array("H")
    size = count * documents.itemsize
    content = file.get(offset + _HEADER.size, size + count * weights.itemsize + tail)
    documents.frombytes(content[:size])
    weights.frombytes(content[size : size + count * weights.itemsize])
    return Postings(documents, weights, content[size + count * weights.itemsize :])

"""An index as it was at one commit, for reading with tantivy. Any number of threads may ask it at the same time."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import string
from array import array
from typing import TYPE_CHECKING

import tantivy

from tui_reader.search.analysis import edits, within
from tui_reader.search.engine import Hits, IndexUnusableError, SupersededError, Wanted
from tui_reader.search.file_engine import damage_told
from tui_reader.search.tantivy.tantivy_schema import ID, ORDERS, WORDS, id_in, prepared

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tui_reader.search.engine import Ranking, Window

_AT_A_TIME = 20_000
"""How many hits are taken from tantivy in one go: it holds up all other threads for some milliseconds."""
_KEPT = 1_000
_LETTERS = string.ascii_lowercase + string.digits
_AGREED = 3


@contextlib.contextmanager
def panics_told() -> Iterator[None]:
    """Turns whatever tantivy raises over a damaged index into `IndexUnusableError`."""
    try:
        with damage_told():
            yield
    except BaseException as error:
        # A panic in Rust, whose class cannot be imported and is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise IndexUnusableError(f"The index is damaged: {error!r}") from error


@contextlib.contextmanager
def refusal_told() -> Iterator[None]:
    """Turns what tantivy raises over a directory that cannot be written into `OSError`, all else as `panics_told`."""
    try:
        with panics_told():
            yield
    except IndexUnusableError as error:
        if number := re.search(r"os error (\d+)", str(error)):
            raise OSError(int(number[1]), os.strerror(int(number[1]))) from error
        if "writer was killed" in str(error):
            # All that is left of an error in the thread that writes a segment.
            raise OSError(errno.EIO, os.strerror(errno.EIO)) from error
        raise


class TantivySnapshot:
    """An index as it was at one commit."""

    def __init__(self, directory: Path) -> None:
        with panics_told():
            index = prepared(tantivy.Index.open(str(directory)))
            # The files of an index in force never change, so tantivy need not watch them.
            index.config_reader("Manual")
            self._searcher = index.searcher()
            self.schema = index.schema
        self.papers = self._searcher.num_docs
        self._begun: dict[tuple[str, str, int | None], list[tuple[str, int]]] = {}

    def count(self, asked: tantivy.Query) -> int:
        """How many papers match."""
        with panics_told():
            found = self._searcher.aggregate(asked, {"papers": {"value_count": {"field": ID}}})
        return int(found["papers"]["value"])

    def hits(self, asked: tantivy.Query, window: Window, wanted: Wanted) -> Hits:
        """The papers of a window on those that match."""
        ids, scores = array("q"), array("d")
        total, left = 0, window.limit
        while left is None or left > 0:
            if not wanted():
                raise SupersededError
            size = _AT_A_TIME if left is None else min(left, _AT_A_TIME)
            before = len(ids)
            with panics_told():
                found = self._read(asked, (window.offset + before, size), window.ranking, (ids, scores))
            total = total or found
            left = None if left is None else left - size
            if len(ids) - before < size:
                break
        return Hits(ids, scores, total or self.count(asked))

    def _read(
        self, asked: tantivy.Query, span: tuple[int, int], ranking: Ranking, into: tuple[array[int], array[float]]
    ) -> int:
        """Takes some hits, and gives how many there are; that is only counted on the way to the first ones."""
        (offset, size), (ids, scores) = span, into
        counted = not ids
        if ranking == "relevance":
            found = self._searcher.search(asked, size, counted, offset=offset)
            addresses = [address for _, address in found.hits]
            ids.extend(map(int, self._searcher.fast_field_values(ID, addresses)))  # type: ignore[arg-type]  # all have it
            scores.extend(score for score, _ in found.hits)
        else:
            found = self._searcher.search(asked, size, counted, ORDERS[ranking], offset)
            ids.extend(id_in(order) for order, _ in found.hits)
        return int(found.count or 0)  # type: ignore[attr-defined]  # the stub leaves it out

    def best(self, asked: tantivy.Query, limit: int) -> tuple[array[int], array[float]]:
        """The papers that match best, with their scores; quicker than `hits`, because it does not count them."""
        with panics_told():
            found = self._searcher.search(asked, limit, count=False)
            ids = self._searcher.fast_field_values(ID, [address for _, address in found.hits])
        return array("q", map(int, ids)), array("d", (score for score, _ in found.hits))  # type: ignore[arg-type]  # all have it

    def frequency(self, name: str, word: str) -> int:
        """How many papers have a word in a field; those that were updated since the last merge are counted twice."""
        with panics_told():
            return self._searcher.doc_freq(name, word)

    def begun(self, name: str, start: str, limit: int | None = None) -> Sequence[tuple[str, int]]:
        """The words of a field that begin like this, the most frequent ones first, each with its number of papers.

        Papers that were updated since the last merge are counted twice.
        """
        known = self._begun.get((name, start, limit))
        if known is None:
            with panics_told():
                known = self._searcher.terms_with_prefix(name, start, limit=limit)
            if limit is not None:
                if len(self._begun) >= _KEPT:
                    self._begun.clear()
                self._begun[name, start, limit] = known
        return known

    def near(self, name: str, word: str, wanted: Wanted) -> list[tuple[str, int]]:
        """The words of a field that a word may be a slip of the finger for, each with how far it is.

        Of words that begin with none of its first letters and have a second error besides, only those are found that
        have it further on: for the others all words would have to be looked at.
        """
        slips = edits(word)
        found: dict[str, int] = {}
        for start in _near_starts(word):
            if not wanted():
                raise SupersededError
            for other, _ in self.begun(name, start):
                if abs(len(other) - len(word)) <= slips and other not in found and within(word, other, slips):
                    found[other] = next(d for d in range(slips + 1) if within(word, other, d))
        return list(found.items())

    def alike(self, word: str, limit: int, wanted: Wanted) -> list[tuple[str, int]]:
        """The words that a word may be a slip of the finger for, nearest first, each with how many papers have it."""
        found = []
        for other, distance in self.near(WORDS, word, wanted):
            if not wanted():
                raise SupersededError
            if papers := self.count(tantivy.Query.term_query(self.schema, WORDS, other, "freq")):
                found.append((distance, -papers, other))
        return [(other, -papers) for _, papers, other in sorted(found)[:limit]]


def _near_starts(word: str) -> list[str]:
    """Beginnings that words have which are near this one; none is the beginning of another."""
    slips = edits(word)
    if not slips:
        return [word]
    same = dict.fromkeys(word[: slips + 1])
    agreed = len(word) if slips == 1 else _AGREED
    others = [
        letter + rest
        for letter in _LETTERS
        if letter not in same
        for rest in dict.fromkeys((word[1:][:agreed], word[:agreed]))
    ]
    return [*same, *others]

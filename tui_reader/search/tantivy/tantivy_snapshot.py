"""A tantivy index as it was at one commit, open for reading. Thread-safe."""

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
from tui_reader.search.file_engine import damage_as_unusable
from tui_reader.search.tantivy.tantivy_schema import ID, ORDERS, WORDS, id_in, prepared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from tui_reader.search.engine import Ranking, Window

_AT_A_TIME = 20_000
"""Hits read from tantivy in one call, which holds the interpreter lock for some milliseconds."""
_CACHED_PREFIXES = 1_000
_LETTERS = string.ascii_lowercase + string.digits
_AGREED = 3
"""Letters that a fuzzy match with another first letter and edit distance 2 has in common with the word after it."""


@contextlib.contextmanager
def panics_as_unusable() -> Iterator[None]:
    """Raises `IndexUnusableError` instead of whatever a damaged index makes tantivy raise, Rust panics included."""
    try:
        with damage_as_unusable():
            yield
    except BaseException as error:
        # The class of a panic in Rust derives from BaseException and cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise IndexUnusableError(f"The index is damaged: {error!r}") from error


@contextlib.contextmanager
def write_errors_as_oserror() -> Iterator[None]:
    """Raises `OSError` when tantivy could not write to the directory, else as `panics_as_unusable` does."""
    try:
        with panics_as_unusable():
            yield
    except IndexUnusableError as error:
        if number := re.search(r"os error (\d+)", str(error)):
            raise OSError(int(number[1]), os.strerror(int(number[1]))) from error
        if "writer was killed" in str(error):
            # The message of every error in the thread that writes a segment; its cause is lost.
            raise OSError(errno.EIO, os.strerror(errno.EIO)) from error
        raise


class TantivySnapshot:
    """An index as it was at one commit."""

    def __init__(self, directory: Path, sizes: Mapping[str, int]) -> None:
        """Opens the index in a directory; `sizes` are the bytes of its files."""
        self._sizes = [(str(directory / name), size) for name, size in sizes.items()]
        with panics_as_unusable():
            index = prepared(tantivy.Index.open(str(directory)))
            self._searcher = index.searcher()
            self.schema = index.schema
        self.papers = self._searcher.num_docs
        self._with_prefix: dict[tuple[str, str, int | None], list[tuple[str, int]]] = {}

    def close(self) -> None:
        """Does nothing: another thread may be searching. Tantivy closes the files with the last reference."""

    def check_sizes(self) -> None:
        """Raises `IndexUnusableError` when a file is shorter or longer than it was written, or gone.

        Tantivy maps its files into memory, and touching a page that a cut file has lost ends the process with SIGBUS.
        Asked before each query (1.5 µs a file), this leaves the few milliseconds of the query itself.
        """
        try:
            for path, size in self._sizes:
                if os.stat(path).st_size != size:  # noqa: PTH116 - twice as fast as with a Path
                    raise IndexUnusableError(f"{path} has another size than it was written with")
        except OSError as error:
            raise IndexUnusableError(f"The index cannot be read: {error}") from error

    def count(self, asked: tantivy.Query) -> int:
        """The number of papers that match."""
        with panics_as_unusable():
            found = self._searcher.aggregate(asked, {"papers": {"value_count": {"field": ID}}})
        return int(found["papers"]["value"])

    def hits(self, asked: tantivy.Query, window: Window, wanted: Wanted) -> Hits:
        """The papers that match, those in the window. Raises `SupersededError`."""
        ids, scores = array("q"), array("d")
        total, left = 0, window.limit
        while left is None or left > 0:
            if not wanted():
                raise SupersededError
            size = _AT_A_TIME if left is None else min(left, _AT_A_TIME)
            before = len(ids)
            with panics_as_unusable():
                found = self._read(asked, (window.offset + before, size), window.ranking, (ids, scores))
            total = total or found
            left = None if left is None else left - size
            if len(ids) - before < size:
                break
        return Hits(ids, scores, total or self.count(asked))

    def _read(
        self, asked: tantivy.Query, span: tuple[int, int], ranking: Ranking, into: tuple[array[int], array[float]]
    ) -> int:
        """Appends the hits of a span (offset, size); returns the number of all hits for the first span, else 0."""
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
        """The papers that match best, with their scores; faster than `hits`, because it does not count all."""
        with panics_as_unusable():
            found = self._searcher.search(asked, limit, count=False)
            ids = self._searcher.fast_field_values(ID, [address for _, address in found.hits])
        return array("q", map(int, ids)), array("d", (score for score, _ in found.hits))  # type: ignore[arg-type]  # all have it

    def frequency(self, name: str, word: str) -> int:
        """The document frequency of a word in a field; papers updated since the last merge are counted twice."""
        with panics_as_unusable():
            return self._searcher.doc_freq(name, word)

    def with_prefix(self, name: str, prefix: str, limit: int | None = None) -> Sequence[tuple[str, int]]:
        """The words of a field with a prefix, the most frequent ones first, each with its document frequency.

        Papers that were updated since the last merge are counted twice.
        """
        known = self._with_prefix.get((name, prefix, limit))
        if known is None:
            with panics_as_unusable():
                known = self._searcher.terms_with_prefix(name, prefix, limit=limit)
            if limit is not None:
                if len(self._with_prefix) >= _CACHED_PREFIXES:
                    self._with_prefix.clear()
                self._with_prefix[name, prefix, limit] = known
        return known

    def near(self, name: str, word: str, wanted: Wanted) -> list[tuple[str, int]]:
        """The words of a field within `edits(word)`, each with its edit distance.

        Of words with another first letter and a second edit, only those are found whose second edit is not in the first
        letters: the others would need a scan over all words.
        """
        farthest = edits(word)
        found: dict[str, int] = {}
        for start in _near_starts(word):
            if not wanted():
                raise SupersededError
            for other, _ in self.with_prefix(name, start):
                if abs(len(other) - len(word)) <= farthest and other not in found and within(word, other, farthest):
                    found[other] = next(d for d in range(farthest + 1) if within(word, other, d))
        return list(found.items())

    def alike(self, word: str, limit: int, wanted: Wanted) -> list[tuple[str, int]]:
        """Words within `edits(word)`, nearest first, each with its document frequency."""
        found = []
        for other, distance in self.near(WORDS, word, wanted):
            if not wanted():
                raise SupersededError
            if papers := self.count(tantivy.Query.term_query(self.schema, WORDS, other, "freq")):
                found.append((distance, -papers, other))
        return [(other, -papers) for _, papers, other in sorted(found)[:limit]]


def _near_starts(word: str) -> list[str]:
    """Prefixes of the words to compare with a word; none is a prefix of another."""
    farthest = edits(word)
    if not farthest:
        return [word]
    # Its first letter is one of the word's first letters unless all of them were edited ...
    same = dict.fromkeys(word[: farthest + 1])
    # ... or it was replaced, or another one inserted before it.
    agreed = len(word) if farthest == 1 else _AGREED
    others = [
        letter + rest
        for letter in _LETTERS
        if letter not in same
        for rest in dict.fromkeys((word[1:][:agreed], word[:agreed]))
    ]
    return [*same, *others]

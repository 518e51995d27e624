"""The words of the pool of a segment, as one text to look through, and the words that a slip of the finger makes.

A segment may have a hundred thousand words, so nothing is done once a word but by the interpreter's own string search.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.search.analysis import within
from tui_reader.search.engine import SupersededError, Wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_OCCURRENCES_BETWEEN_QUESTIONS = 1_000


class Vocabulary(NamedTuple):
    """Words in order."""

    counts: array[int]
    """How many papers each word has, deleted ones too."""
    lines: str
    """The words, a line end before and after each."""

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, int]]) -> Vocabulary:
        """The vocabulary of words with their counts."""
        ordered = sorted(pairs)
        lines = "\n".join(("", *(word for word, _ in ordered), ""))
        return cls(array("I", (count for _, count in ordered)), lines)

    @classmethod
    def read(cls, packed: bytes) -> Vocabulary:
        """What `packed` wrote."""
        counts = array("I")
        end = 4 + counts.itemsize * int.from_bytes(packed[:4], "little")
        counts.frombytes(packed[4:end])
        return cls(counts, packed[end:].decode())

    def packed(self) -> bytes:
        """The vocabulary in bytes."""
        return len(self.counts).to_bytes(4, "little") + self.counts.tobytes() + self.lines.encode()

    def beginning(self, start: str) -> Iterator[tuple[str, int]]:
        """The words that begin like this, in order, with their counts."""
        lines, sought = self.lines, f"\n{start}"
        first = lines.find(sought, 0, -1)
        if first < 0:
            return iter(())
        end = lines.find("\n", lines.rfind(sought, 0, -1) + 1)
        words = lines[first + 1 : end].split("\n")
        at = lines.count("\n", 0, first)
        return zip(words, self.counts[at : at + len(words)], strict=True)

    def near(self, word: str, slips: int, wanted: Wanted) -> set[str]:
        """The words that at most so many slips part from a word."""
        if not slips:
            return {word} if f"\n{word}\n" in self.lines else set()
        letters = set(word)
        return {
            other
            for other in self._candidates(word, slips, wanted)
            if len(letters.difference(other)) <= slips
            and len(set(other).difference(word)) <= slips
            and within(word, other, slips)
        }

    def _candidates(self, word: str, slips: int, wanted: Wanted) -> set[str]:
        """All words that may be so near.

        Of one piece more than there are slips, one is whole in every near word, at most so many letters from its place,
        unless a swap of neighbours is a slip in two pieces; then the word with these two swapped is nearer by one.
        """
        if len(word) <= slips:
            return set(self.lines.split())
        size, extra = divmod(len(word), slips + 1)
        found: set[str] = set()
        at = 0
        for piece in range(slips + 1):
            end = at + size + (piece < extra)
            found |= self._with_piece(word[at:end], at, len(word), slips, wanted)
            if slips and piece < slips:
                swapped = word[: end - 1] + word[end] + word[end - 1] + word[end + 1 :]
                found |= self._candidates(swapped, slips - 1, wanted)
            at = end
        return found

    def _with_piece(self, piece: str, place: int, length: int, slips: int, wanted: Wanted) -> set[str]:
        """The words of nearly this length that have a piece near this place."""
        lines, found, count = self.lines, set(), 0
        first, last = max(place - slips, 0), place + slips
        at = lines.find(piece)
        while at >= 0:
            count += 1
            if not count % _OCCURRENCES_BETWEEN_QUESTIONS and not wanted():
                raise SupersededError
            begin = lines.rfind("\n", at - last - 1 if at > last else 0, at) + 1
            if begin and first <= at - begin <= last:
                end = lines.find("\n", at)
                if abs(end - begin - length) <= slips:
                    found.add(lines[begin:end])
            at = lines.find(piece, at + 1)
        return found

"""The vocabulary of a segment: prefix and fuzzy look-ups over one long string of sorted words.

A segment may have 100,000 words, so no Python code runs for each of them: `str.find` does the scanning.
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
    """Sorted words with their document frequencies."""

    counts: array[int]
    """The document frequency of each word, deleted documents included."""
    lines: str
    """The words, with a line feed before and after each."""

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, int]]) -> Vocabulary:
        """The vocabulary of pairs of a word and its document frequency."""
        ordered = sorted(pairs)
        lines = "\n".join(("", *(word for word, _ in ordered), ""))
        return cls(array("I", (count for _, count in ordered)), lines)

    @classmethod
    def read(cls, packed: bytes) -> Vocabulary:
        """The vocabulary that `packed` serialised."""
        counts = array("I")
        end = 4 + counts.itemsize * int.from_bytes(packed[:4], "little")
        counts.frombytes(packed[4:end])
        return cls(counts, packed[end:].decode())

    def packed(self) -> bytes:
        """The number of words, their frequencies, and the words: u32, u32 each, UTF-8."""
        return len(self.counts).to_bytes(4, "little") + self.counts.tobytes() + self.lines.encode()

    def with_prefix(self, start: str) -> Iterator[tuple[str, int]]:
        """The words with this prefix, in order, with their document frequencies."""
        lines, sought = self.lines, f"\n{start}"
        first = lines.find(sought, 0, -1)
        if first < 0:
            return iter(())
        end = lines.find("\n", lines.rfind(sought, 0, -1) + 1)
        words = lines[first + 1 : end].split("\n")
        at = lines.count("\n", 0, first)
        return zip(words, self.counts[at : at + len(words)], strict=True)

    def near(self, word: str, distance: int, wanted: Wanted) -> set[str]:
        """The words within an edit distance of a word."""
        if not distance:
            return {word} if f"\n{word}\n" in self.lines else set()
        letters = set(word)
        return {
            other
            for other in self._candidates(word, distance, wanted)
            if len(letters.difference(other)) <= distance
            and len(set(other).difference(word)) <= distance
            and within(word, other, distance)
        }

    def _candidates(self, word: str, distance: int, wanted: Wanted) -> set[str]:
        """A superset of the words within `distance` edits, by the pigeonhole principle.

        Cut a word into `distance + 1` pieces. Fewer edits than pieces leave one piece whole, and it is at most
        `distance` characters from its place. Only a swap of two neighbours across a cut changes two pieces at once; the
        word with these two swapped is one edit nearer, and is looked for on its own.
        """
        if len(word) <= distance:
            return set(self.lines.split())
        size, extra = divmod(len(word), distance + 1)
        found: set[str] = set()
        at = 0
        for piece in range(distance + 1):
            end = at + size + (piece < extra)
            found |= self._with_piece(word[at:end], at, len(word), distance, wanted)
            if distance and piece < distance:
                swapped = word[: end - 1] + word[end] + word[end - 1] + word[end + 1 :]
                found |= self._candidates(swapped, distance - 1, wanted)
            at = end
        return found

    def _with_piece(self, piece: str, place: int, length: int, distance: int, wanted: Wanted) -> set[str]:
        """The words of nearly this length that have a piece near this place."""
        lines, found, count = self.lines, set(), 0
        first, last = max(place - distance, 0), place + distance
        at = lines.find(piece)
        while at >= 0:
            count += 1
            if not count % _OCCURRENCES_BETWEEN_QUESTIONS and not wanted():
                raise SupersededError
            begin = lines.rfind("\n", at - last - 1 if at > last else 0, at) + 1
            if begin and first <= at - begin <= last:
                end = lines.find("\n", at)
                if abs(end - begin - length) <= distance:
                    found.add(lines[begin:end])
            at = lines.find(piece, at + 1)
        return found

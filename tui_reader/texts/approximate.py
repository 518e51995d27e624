"""Passages that are nearly the same: the folding of what does not matter, and the edits that tell two texts apart.

The edits are counted with the bit-parallel algorithm of G. Myers, "A fast bit-vector algorithm for approximate string
matching based on dynamic programming", J. ACM 46 (1999), in the integers of Python, which have as many bits as a
passage has letters: a hundredth of the steps that a table would take, and the exact number.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PLAIN = str.maketrans({
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("$\\{}\u00ad\u200b", None),
    "~": " ",
})  # fmt: skip
"""Quotation marks and dashes of all kinds, and what LaTeX puts around letters."""


@dataclass(frozen=True, slots=True)
class Comparable:
    """A text without case, accents, kinds of quotation marks and dashes, LaTeX's braces, and runs of white space."""

    text: str
    offsets: tuple[int, ...]
    """Where each character of `text` stands in the original; one more for its end."""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the original of a passage that is not empty."""
        return self.offsets[start], self.offsets[end - 1] + 1


@lru_cache(maxsize=64)
def comparable(text: str) -> Comparable:
    """The text with everything folded that a passage may be printed with or without."""
    letters: list[str] = []
    offsets: list[int] = []
    space = True  # so that none stands at the beginning
    for at, letter in enumerate(text):
        plain = letter if letter.isascii() else _decomposed(letter)
        for each in plain.translate(_PLAIN).lower():
            if not each.isspace() or not space:
                letters.append(" " if each.isspace() else each)
                offsets.append(at)
            space = each.isspace()
    if letters and space:
        del letters[-1], offsets[-1]
    return Comparable("".join(letters), (*offsets, len(text)))


@lru_cache(maxsize=4096)
def _decomposed(letter: str) -> str:
    plain = unicodedata.normalize("NFKD", letter.translate(_PLAIN))
    return "".join(each for each in plain if not unicodedata.combining(each))


def distance(one: str, other: str) -> int:
    """How many letters have to be put in, taken out or exchanged to make one text of the other."""
    return beginnings(one, other)[-1]


def beginnings(pattern: str, text: str) -> Sequence[int]:
    """For no and for each more character of a text, how many edits away from a pattern the beginning so far is."""
    return [len(pattern), *_distances(pattern, text, anywhere=False)]


def ends(pattern: str, text: str) -> Sequence[int]:
    """For no and for each more character of a text, how many edits away from a pattern the best ending so far is."""
    return [len(pattern), *_distances(pattern, text, anywhere=True)]


def _distances(pattern: str, text: str, *, anywhere: bool) -> Iterator[int]:
    """After each character of the text, the distance of what was read, or of its best ending, from the pattern."""
    if not pattern:
        yield from (0 if anywhere else at for at in range(1, len(text) + 1))
        return
    places: dict[str, int] = {}
    for at, letter in enumerate(pattern):
        places[letter] = places.get(letter, 0) | 1 << at
    every, top = (1 << len(pattern)) - 1, 1 << (len(pattern) - 1)
    more, less, score = every, 0, len(pattern)  # vertical differences of +1, of -1, and the last cell of the column
    for letter in text:
        equal = places.get(letter, 0)
        across = (((equal & more) + more) ^ more) | equal
        up = less | (every & ~(across | more))
        down = more & across
        if up & top:
            score += 1
        elif down & top:
            score -= 1
        up = up << 1 | (not anywhere)
        vertical = equal | less
        more = ((down << 1) | ~(vertical | up)) & every
        less = up & vertical & every
        yield score

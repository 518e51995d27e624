"""What counts as a word: the one analysis behind the index, the match and the highlighting.

- A word is a run of letters and digits without accents, in lower case (`König` is `konig`, `R²` is `r2`); it keeps its
  first 64 letters.
- Hyphens and apostrophes do not matter. `state-space` is `state` followed by `space` and also `statespace`, so each
  spelling finds the others.
- Scripts that put no spaces between words (Chinese, Japanese, Thai, Khmer, …) count every character as a word; a run of
  them is found as a phrase.
- English words are compared by their Porter stem, which always keeps the first two letters.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.model.papers import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LONGEST = 64
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003ffff"
)
# `\w` leaves out marks, which Indic vowels, Hebrew, Arabic and decomposed accents are.
_MARKS = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200d\u2060\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe20-\ufe2f"
)
_JOINTS = "\\-'\u2018\u2019\u02bc\u2010\u2011"
_CHUNK = re.compile(f"[^\\W_]+(?:[{_JOINTS}][^\\W_]+|[{_MARKS}]+[^\\W_]*)*")
_RUN = re.compile(f"[^{_JOINTS}]+")


class Token(NamedTuple):
    """A word where it stands in a text."""

    word: str
    start: int
    end: int
    """Where its characters are, for slicing the text."""
    position: int
    """How many words stand before it."""
    last: int
    """The same as `position`, but for the joined spelling of a compound: that of the compound's last word."""


@cache
def _by_script() -> re.Pattern[str]:
    return re.compile(f"[{_UNSPACED}][{_MARKS}]*|[^{_UNSPACED}]+")


@cache
def _dropped() -> re.Pattern[str]:
    return re.compile(f"(?:(?![{_MARKS}])[\\W_])+|[\u00ad\u200b-\u200d\u2060]+")


@lru_cache(maxsize=1 << 16)
def _plain(raw: str) -> str:
    if raw.isascii():
        return raw.lower()[:_LONGEST]
    return _dropped().sub("", folded(raw))[:_LONGEST]


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order; after the words of a compound comes its joined spelling."""
    position = 0
    for chunk in _CHUNK.finditer(text):
        raw, start = chunk.group(), chunk.start()
        if raw.isascii() and raw.isalnum():
            yield Token(raw.lower()[:_LONGEST], start, chunk.end(), position, position)
            position += 1
            continue
        for part in (chunk,) if raw.isascii() else _by_script().finditer(raw):
            offset = 0 if part is chunk else start
            first = position
            pieces = []
            for run in _RUN.finditer(part.group()):
                if word := _plain(run.group()):
                    at = offset + part.start()
                    pieces.append(Token(word, at + run.start(), at + run.end(), position, position))
                    position += 1
            yield from pieces
            if len(pieces) > 1:
                joined = "".join(piece.word for piece in pieces)[:_LONGEST]
                yield Token(joined, pieces[0].start, pieces[-1].end, first, position - 1)


def words(text: str) -> list[str]:
    """The words of a text in order, compounds taken apart."""
    return next(iter(readings(text)), [])


def readings(text: str) -> list[list[str]]:
    """The sequences of words that a text stands for: compounds taken apart and, if it has any, compounds joined.

    The same words as those of `tokens`, in a fifth of the time.
    """
    chunks = _CHUNK.findall(text)
    words = [_WORDS[chunk] for chunk in chunks]
    if "" not in words:
        return [words] if words else []
    apart: list[str] = []
    joined: list[str] = []
    for chunk, word in zip(chunks, words, strict=True):
        for pieces in ((word,),) if word else _pieces(chunk):
            apart += pieces
            joined.append("".join(pieces)[:_LONGEST])
    if not apart:
        return []
    return [apart] if len(joined) == len(apart) else [apart, joined]


def _pieces(chunk: str) -> list[list[str]]:
    """The words of a chunk, those of each compound together."""
    parts = (chunk,) if chunk.isascii() else _by_script().findall(chunk)
    found = ([word for run in _RUN.findall(part) if (word := _plain(run))] for part in parts)
    return [pieces for pieces in found if pieces]


class _Words(dict[str, str]):
    """The word that each chunk is; "" if it is none or more than one. What was seen is kept."""

    def __missing__(self, chunk: str) -> str:
        if len(self) >= _KEPT_WORDS:
            self.clear()
        if chunk.isascii() and chunk.isalnum():
            word = chunk.lower()[:_LONGEST]
        else:
            pieces = _pieces(chunk)
            word = pieces[0][0] if len(pieces) == len(pieces[0] if pieces else ()) == 1 else ""
        self[chunk] = word
        return word


_KEPT_WORDS = 1 << 16
_WORDS = _Words()


@cache
def _porter() -> Callable[[str], str]:
    from whoosh.lang import porter

    stemmed: Callable[[str], str] = porter.stem
    return stemmed


def stems(words: list[str]) -> str:
    """The stems of these words, with spaces between them."""
    return " ".join(map(_STEMS.__getitem__, words))


class _Stems(dict[str, str]):
    """The stem of each word. What was seen is kept."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _KEPT_WORDS:
            self.clear()
        found = self[word] = stem(word)
        return found


_STEMS = _Stems()


@lru_cache(maxsize=1 << 12)
def stem(word: str) -> str:
    """The Porter stem of an English word; any other word as it is. It shares the word's first two letters."""
    if len(word) <= 2 or not (word.isascii() and word.isalpha()):  # noqa: PLR2004 - Porter leaves shorter words alone
        return word
    short = _porter()(word)
    return short if len(short) > 1 and short[:2] == word[:2] else word


def edits(word: str) -> int:
    """How many slips of the finger `word~` forgives: none up to two letters, one up to seven, two from eight on."""
    return (len(word) > 2) + (len(word) > 7)  # noqa: PLR2004 - the docstring names the numbers


def within(word: str, other: str, distance: int) -> bool:
    """Whether at most so many insertions, deletions, replacements and swaps of neighbours part two words."""
    if abs(len(word) - len(other)) > distance:
        return False
    if word == other:
        return True
    start, end = 0, min(len(word), len(other))
    while start < end and word[start] == other[start]:
        start += 1
    end -= start
    same = 0
    while same < end and word[-1 - same] == other[-1 - same]:
        same += 1
    word, other = word[start : len(word) - same], other[start : len(other) - same]
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        earlier, before, row = before, row, [i]
        for j, candidate in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != candidate))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == candidate:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > distance:
            return False
    return row[-1] <= distance

"""Tokenization, stemming and edit distance: the analyzer shared by indexing, matching and highlighting.

- A word is a run of letters and digits, lower-cased, without accents (`König` is `konig`, `R²` is `r2`), cut after 64
  characters.
- Hyphens and apostrophes join words: `state-space` gives `state`, `space` and, over both positions, `statespace`, so
  that each spelling finds the others.
- In scripts without spaces between words (Chinese, Japanese, Thai, Khmer, …) each character is a word; several of them
  in a query match as a phrase.
- English words are compared by their Porter stem. It always keeps the first two letters, so that a stem can be looked
  for by the prefix of a word.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.model.papers import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LONGEST = 64
# Thai and Lao, Myanmar, Khmer; ideographic iteration marks, kana, Bopomofo; CJK ideographs, half-width kana.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003ffff"
)
# Combining marks (decomposed accents, Hebrew and Arabic points, Indic vowels) and invisible joiners: they stand inside
# words, and `\w` does not match them.
_MARKS = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200d\u2060\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe20-\ufe2f"
)
_JOINTS = "\\-'\u2018\u2019\u02bc\u2010\u2011"
# Runs of letters and digits (`\w` without the underscore), together with the marks in them and one joint between two:
# everything that may become one word or compound.
_CHUNK = re.compile(f"[^\\W_]+(?:[{_JOINTS}][^\\W_]+|[{_MARKS}]+[^\\W_]*)*")
# The words between the joints of a chunk.
_RUN = re.compile(f"[^{_JOINTS}]+")


class Token(NamedTuple):
    """A word and its place in a text."""

    word: str
    start: int
    end: int
    """Character offsets, for slicing the text."""
    position: int
    """The number of words before it."""
    last: int
    """The position of its last word: `position`, except for the joined spelling of a compound."""


@cache
def _by_script() -> re.Pattern[str]:
    """Splits a chunk into single characters of scripts without spaces and runs of everything else."""
    return re.compile(f"[{_UNSPACED}][{_MARKS}]*|[^{_UNSPACED}]+")


@cache
def _dropped() -> re.Pattern[str]:
    """Matches what is no part of a word after folding: punctuation and invisible joiners, but no marks."""
    return re.compile(f"(?:(?![{_MARKS}])[\\W_])+|[\u00ad\u200b-\u200d\u2060]+")


@lru_cache(maxsize=1 << 16)
def _plain(raw: str) -> str:
    """The lower-case word without accents; "" if nothing is left."""
    if raw.isascii():
        return raw.lower()[:_LONGEST]
    return _dropped().sub("", folded(raw))[:_LONGEST]


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order; the joined spelling of a compound comes after its words."""
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
    """The words of a text in order, compounds split."""
    return next(iter(readings(text)), [])


def readings(text: str) -> list[list[str]]:
    """The text as sequences of words: one with compounds split and, if it has any, one with compounds joined.

    The same words as those of `tokens`, without their places and five times as fast. Empty for a text without words.
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
    """The words of a chunk, one list for each compound in it."""
    parts = (chunk,) if chunk.isascii() else _by_script().findall(chunk)
    found = ([word for run in _RUN.findall(part) if (word := _plain(run))] for part in parts)
    return [pieces for pieces in found if pieces]


class _Words(dict[str, str]):
    """A cache from chunks to words: "" for a chunk with no word or with several."""

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
"""Entries of a cache; a full one is emptied, which is cheaper on average than tracking what was used last."""
_WORDS = _Words()


@cache
def _porter() -> Callable[[str], str]:
    from whoosh.lang import porter

    stemmed: Callable[[str], str] = porter.stem
    return stemmed


class _Stems(dict[str, str]):
    """A cache from words to stems."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _KEPT_WORDS:
            self.clear()
        found = self[word] = _stem(word)
        return found


_STEMS = _Stems()


def _stem(word: str) -> str:
    if len(word) <= 2 or not (word.isascii() and word.isalpha()):  # noqa: PLR2004 - Porter leaves shorter words alone
        return word
    short = _porter()(word)
    return short if len(short) > 1 and short[:2] == word[:2] else word


def stem(word: str) -> str:
    """The Porter stem of an English word; any other word unchanged. It shares the word's first two letters."""
    return _STEMS[word]


def stems(words: list[str]) -> str:
    """The stems of the words, separated by spaces."""
    return " ".join(map(_STEMS.__getitem__, words))


def edits(word: str) -> int:
    """The maximum edit distance of `word~`: 0 for one or two letters, 1 for three to seven, 2 for eight and more."""
    return (len(word) > 2) + (len(word) > 7)  # noqa: PLR2004 - the docstring names the numbers


def within(word: str, other: str, distance: int) -> bool:
    """Whether the edit distance of two words is at most `distance`.

    Edits are insertions, deletions, replacements and swaps of two neighbours, no letter being edited twice (optimal
    string alignment, the restricted Damerau-Levenshtein distance). Common prefixes and suffixes are skipped; then rows
    of the usual table are computed until one exceeds `distance` everywhere.
    """
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

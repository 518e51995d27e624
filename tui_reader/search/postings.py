"""What of a paper goes into an index: words, starts of words, exact values, and the sequence of stems for phrases.

Everything that a reader may look for is one pool of words, so a word needs one posting list whatever part it is in, and
its weight is summed over the parts before it saturates (BM25F). The mask of a posting says in which parts the word is,
so that a search in one field is a filter over the pool.

A term of the pool is the stem and the word (`specul speculative`), so that a stem is found by the beginning of its
terms, and words are still there for prefixes and typing errors.
"""

from __future__ import annotations

from collections import Counter
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from tui_reader.papers import Paper, folded
from tui_reader.search.analysis import readings, stem, words
from tui_reader.search.nodes import Field

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

SHORT = 2
"""The longest start of a word that has a posting list of its own."""
_ZERO = ord("0")
_LONGEST_VALUE = 500


class Part(IntEnum):
    """The parts of a paper that are in the pool."""

    TITLE = 0
    ABSTRACT = 1
    AUTHOR = 2
    VENUE = 3
    NOTE = 4
    TAG = 5
    LABEL = 6
    """Citation key, arXiv id and year."""


WEIGHTS = {
    Part.TITLE: 3.0,
    Part.ABSTRACT: 1.0,
    Part.AUTHOR: 2.0,
    Part.VENUE: 1.0,
    Part.NOTE: 1.5,
    Part.TAG: 2.0,
    Part.LABEL: 1.0,
}
LENGTHS = {
    Part.TITLE: (10, 0.4),
    Part.ABSTRACT: (180, 0.6),
    Part.AUTHOR: (10, 0.2),
    Part.VENUE: (2, 0.0),
    Part.NOTE: (30, 0.4),
    Part.TAG: (3, 0.0),
    Part.LABEL: (3, 0.0),
}
"""How many words a part usually has, and how much it matters (0 to 1) that it has more or fewer.

Constants instead of averages over the library, so that a posting never depends on other papers.
"""

MASKS = {field: 1 << Part[field.name] for field in Field if not field.exact}
"""The bit of each field that is a part of the pool."""


@lru_cache(maxsize=1 << 16)
def term_of(word: str) -> str:
    """The term of the pool for a word of the analysis."""
    return f"{stem(word)} {word}"


def _texts(paper: Paper) -> Iterator[tuple[Part, Iterable[str]]]:
    yield Part.TITLE, (paper.title,)
    yield Part.ABSTRACT, (paper.abstract,)
    yield Part.AUTHOR, (author.name for author in paper.authors)
    yield Part.VENUE, (paper.venue or "",)
    yield Part.NOTE, (paper.note,)
    yield Part.TAG, paper.tags
    yield Part.LABEL, (paper.key, paper.arxiv or "", str(paper.year or ""))


def pooled(paper: Paper) -> tuple[dict[str, float], dict[str, int], bytes]:
    """The weight of each word of a paper, in which parts it is, and the sequence of the paper's stems.

    The sequence has a line for each text: the number of its part, then its stems, a space before and after each. A text
    with compounds has a second line, with the compounds joined.
    """
    weights: dict[str, float] = {}
    masks: dict[str, int] = {}
    lines = []
    for part, texts in _texts(paper):
        counts: Counter[str] = Counter()
        length = 0
        for text in texts:
            sequences = readings(text)
            lines += [f"{part:d} {' '.join(map(stem, sequence))} " for sequence in sequences]
            if not sequences:
                continue
            length += len(sequences[0])
            if len(sequences) == 1:
                counts.update(sequences[0])
            else:
                counts += Counter(sequences[1]) | Counter(sequences[0])
        usual, share = LENGTHS[part]
        factor, bit = WEIGHTS[part] / (1 - share + share * length / usual), 1 << part
        for word, count in counts.items():
            if word in masks:
                weights[word] += factor * count
                masks[word] |= bit
            else:
                weights[word] = factor * count
                masks[word] = bit
    return weights, masks, "\n".join(lines).encode()


def occurrences(sequence: bytes, first: bytes, last: Collection[bytes] | None, field: Field | None) -> float:
    """How much weight the places have where a phrase begins in a sequence of stems.

    `first` are the stems of all words but the last, a space before and after each; `last` are the stems that the last
    word may have, and None is any.
    """
    total: dict[Part, float] = {}
    counts: Counter[int] = Counter()
    at = sequence.find(first)
    while at >= 0:
        start = at + len(first)
        if last is None or sequence[start : sequence.find(b" ", start)] in last:
            counts[sequence.rfind(b"\n", 0, at) + 1] += 1
        at = sequence.find(first, at + 1)
    for line, count in counts.items():
        part = Part(sequence[line] - _ZERO)
        if field is None or part.name == field.name:
            total[part] = max(total.get(part, 0.0), count * WEIGHTS[part])
    return sum(total.values())


def starts(paper: Paper) -> tuple[dict[str, float], dict[str, int]]:
    """One- and two-letter starts of the words that a reader thinks of first: title, family names, venue, tags, key."""
    weights: dict[str, float] = {}
    masks: dict[str, int] = {}
    for part, text in (
        (Part.TITLE, paper.title),
        (Part.AUTHOR, " ".join(author.family for author in paper.authors)),
        (Part.VENUE, paper.venue or ""),
        (Part.TAG, " ".join(paper.tags)),
        (Part.LABEL, paper.key),
    ):
        weight, bit = WEIGHTS[part], 1 << part
        for word in words(text):
            for start in {word[:1], word[:SHORT]}:
                weights[start] = weights.get(start, 0.0) + weight
                masks[start] = masks.get(start, 0) | bit
    return weights, masks


def exact(paper: Paper, field: Field) -> set[str]:
    """The values of an exact field, without case and accents; a nested tag is found by its parents too."""
    values: set[str] = set()
    if field is Field.TAG:
        for tag in paper.tags:
            levels = plain_value(tag).split("/")
            values.update("/".join(levels[: depth + 1]) for depth in range(len(levels)))
    elif value := {Field.KEY: paper.key, Field.ARXIV: paper.arxiv, Field.DOI: paper.doi}[field]:
        values.add(plain_value(value))
    return values - {""}


def plain_value(value: str) -> str:
    """The value of an exact field as it is compared."""
    return " ".join(folded(value).split()).encode(errors="backslashreplace").decode()[:_LONGEST_VALUE]

"""What of a paper goes into an index: words, starts of words, exact values, and the sequence of stems for phrases.

Everything that a reader may look for is one pool of words, so a word needs one posting list whatever part it is in, and
its weight is summed over the parts before it saturates (BM25F). A posting is `(term, count, weight, mask)`; the mask
says in which parts the word is, so that a search in one field is a filter over the pool.

A term of the pool is the stem and the word (`specul speculative`), so that a stem is found by the beginning of its
terms, and words are still there for prefixes and typing errors.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from tui_reader.papers import Paper, folded
from tui_reader.search.analysis import readings, stem, words
from tui_reader.search.nodes import Field

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

Posting = tuple[str, int, float, bytes]

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
MASKS = {field: 1 << Part[field.name] for field in Field if not field.exact}
"""The bit of each field that is a part of the pool."""


@lru_cache(maxsize=1 << 16)
def term_of(word: str) -> str:
    """The term of the pool for a word of the analysis."""
    return f"{stem(word)} {word}"


def texts_of(paper: Paper) -> Iterator[tuple[Part, Iterable[str]]]:
    """The texts that each part of a paper has."""
    yield Part.TITLE, (paper.title,)
    yield Part.ABSTRACT, (paper.abstract,)
    yield Part.AUTHOR, (author.name for author in paper.authors)
    yield Part.VENUE, (paper.venue or "",)
    yield Part.NOTE, (paper.note,)
    yield Part.TAG, paper.tags
    yield Part.LABEL, (paper.key, paper.arxiv or "", str(paper.year or ""))


def pooled(paper: Paper) -> tuple[list[Posting], bytes, int]:
    """The postings of all words of a paper, its sequence of stems, and how many words it has.

    The sequence has a line for each text: the number of its part, then its stems, a space before and after each. A text
    with compounds has a second line, with the compounds joined.
    """
    weights: defaultdict[str, float] = defaultdict(float)
    masks: defaultdict[str, int] = defaultdict(int)
    lines = []
    length = 0
    for part, texts in texts_of(paper):
        weight, bit = WEIGHTS[part], 1 << part
        counts: Counter[str] = Counter()
        for text in texts:
            sequences = readings(text)
            lines += [f"{part:d} {' '.join(map(stem, sequence))} " for sequence in sequences]
            if sequences:
                apart = Counter(sequences[0])
                length += len(sequences[0])
                counts += Counter(sequences[-1]) | apart
        for word, count in counts.items():
            weights[word] += weight * count
            masks[word] |= bit
    found = [(term_of(word), 1, weight, bytes((masks[word],))) for word, weight in weights.items()]
    return found, "\n".join(lines).encode(), length


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


def starts(paper: Paper) -> list[Posting]:
    """One- and two-letter starts of the words that a reader thinks of first: title, family names, venue, tags, key."""
    weights: defaultdict[str, float] = defaultdict(float)
    masks: defaultdict[str, int] = defaultdict(int)
    for part, text in (
        (Part.TITLE, paper.title),
        (Part.AUTHOR, " ".join(author.family for author in paper.authors)),
        (Part.VENUE, paper.venue or ""),
        (Part.TAG, " ".join(paper.tags)),
        (Part.LABEL, paper.key),
    ):
        for word in words(text):
            for size in range(1, min(SHORT, len(word)) + 1):
                weights[word[:size]] += WEIGHTS[part]
                masks[word[:size]] |= 1 << part
    return [(start, 1, weight, bytes((masks[start],))) for start, weight in weights.items()]


def exact(paper: Paper, field: Field) -> list[Posting]:
    """The values of an exact field, without case and accents; a nested tag is found by its parents too."""
    values: set[str] = set()
    if field is Field.TAG:
        for tag in paper.tags:
            levels = plain_value(tag).split("/")
            values.update("/".join(levels[: depth + 1]) for depth in range(len(levels)))
    elif value := {Field.KEY: paper.key, Field.ARXIV: paper.arxiv, Field.DOI: paper.doi}[field]:
        values.add(plain_value(value))
    return [(value, 1, 1.0, b"\0") for value in values if value]


def plain_value(value: str) -> str:
    """The value of an exact field as it is compared."""
    return " ".join(folded(value).split()).encode(errors="backslashreplace").decode()[:_LONGEST_VALUE]

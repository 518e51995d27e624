"""What is indexed of a paper: words, short prefixes, exact values, and the sequence of stems for phrases.

The words of all parts of a paper share one field, the pool. So a word has one posting list, and its weights in the
parts are summed before they saturate, which is BM25F (Robertson, Zaragoza, Taylor 2004). The mask of a posting says
which parts have the word: a search in one field filters the pool by it.

A term of the pool is a stem and a word (`specul speculative`). All words of a stem are found by a prefix of terms, and
the words themselves serve prefix and fuzzy queries.
"""

from __future__ import annotations

import math
from collections import Counter
from enum import IntEnum
from typing import TYPE_CHECKING

from tui_reader.model.papers import Paper, folded
from tui_reader.search.analysis import readings, stems, words
from tui_reader.search.query_tree import Field
from tui_reader.texts.greek import with_names
from tui_reader.texts.typeset import may_have_latex, typeset

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

Values = dict[str, int]
"""Posting values by term, 32 bits: the weight, in units, in the upper half, the mask of parts in the lower."""

UNIT = 500
"""Weights are stored as integers in units of 1 / 500."""
_MASK_BITS = 16
_MASK = (1 << _MASK_BITS) - 1
_GREATEST = (1 << 32) - 1
_HEAVIEST = _GREATEST & ~_MASK
SHORT = 2
"""Letters of the longest prefix that has a posting list of its own: expanding it to words would take too long."""
_ZERO = ord("0")
_LONGEST_VALUE = 500
"""Characters of an exact value; what is beyond is not compared."""


class Part(IntEnum):
    """The parts of a paper whose words are in the pool, numbered as the bits of a mask."""

    TITLE = 0
    ABSTRACT = 1
    AUTHOR = 2
    VENUE = 3
    NOTE = 4
    TAG = 5
    LABEL = 6
    """Citation key, arXiv id and year."""


# Title, author and tag words count twice: they name what a paper is about. A note is the reader's own description.
WEIGHTS = {
    Part.TITLE: 2.0,
    Part.ABSTRACT: 1.0,
    Part.AUTHOR: 2.0,
    Part.VENUE: 1.0,
    Part.NOTE: 1.5,
    Part.TAG: 2.0,
    Part.LABEL: 1.0,
}
_WEIGHTS = [WEIGHTS[part] for part in Part]

LENGTHS = {
    Part.TITLE: (10, 0.8),
    Part.ABSTRACT: (180, 0.95),
    Part.AUTHOR: (10, 0.2),
    Part.VENUE: (2, 0.0),
    Part.NOTE: (30, 0.4),
    Part.TAG: (3, 0.0),
    Part.LABEL: (3, 0.0),
}
"""The usual number of words of a part, and b of BM25: how much (0 to 1) its length counts.

Lengths under half of the usual one count as half. Constants stand for the averages over the library, so that a posting
never depends on other papers and an update changes no other posting.
"""

_SHORTEST = 0.5
MASKS = {field: 1 << Part[field.name] for field in Field if not field.exact}
"""The bit of each field whose words are in the pool."""


def term_of(word: str) -> str:
    """The term of the pool for a word of the analysis."""
    return f"{stems([word])} {word}"


def texts_of(paper: Paper) -> Iterator[tuple[Part, Iterable[str]]]:
    """The parts of a paper, each with its texts."""
    yield Part.ABSTRACT, (paper.abstract,)
    yield Part.TITLE, (paper.title,)
    yield Part.AUTHOR, (author.name for author in paper.authors)
    yield Part.VENUE, (paper.venue or "",)
    yield Part.NOTE, (paper.note,)
    yield Part.TAG, paper.tags
    yield Part.LABEL, (paper.key, paper.arxiv or "", str(paper.year or ""))


def spellings(text: str) -> list[list[str]]:
    """The text as sequences of words (`readings`) in all its spellings, without duplicates.

    The typeset text comes first, as its length is the length of the text; then the one with Greek letters as names,
    then the LaTeX source.
    """
    latex = may_have_latex(text)
    if not latex and text.isascii():
        return readings(text)
    read = typeset(text).text if latex else text
    named = read if read.isascii() else with_names(read).text
    found = readings(read)
    for other in (named, text):
        if other is not read:
            found = [*found, *(sequence for sequence in readings(other) if sequence not in found)]
    return found


def pooled(paper: Paper) -> tuple[Values, bytes]:
    """The posting values of all words of a paper, and its stem sequence, UTF-8.

    The stem sequence has one line for each spelling of each text: the digit of its part, a space, and its stems, with a
    space after each. Lines of the title come first.
    """
    values: Values = {}
    lines: list[str] = []
    for part, texts in texts_of(paper):
        counts: Counter[str] = Counter()
        length = 0
        for text in texts:
            sequences = spellings(text)
            new = [f"{part:d} {stems(sequence)} " for sequence in sequences]
            lines = new + lines if part is Part.TITLE else lines + new
            if sequences:
                length += len(sequences[0])
                counts.update(sequences[0])
                known = set(sequences[0]) if len(sequences) > 1 else set()
                for sequence in sequences[1:]:
                    other = [word for word in sequence if word not in known]
                    counts.update(other)
                    known.update(other)
        usual, share = LENGTHS[part]
        factor, bit = _value(WEIGHTS[part] / (1 - share + share * max(length / usual, _SHORTEST))), 1 << part
        if not values:
            values = {word: factor * count | bit for word, count in counts.items()}
            continue
        for word, count in counts.items():
            values[word] = values.get(word, 0) + factor * count | bit
    return _limited(values), "\n".join(lines).encode()


def idf(papers: int, frequency: int) -> float:
    """The inverse document frequency of BM25, in the variant that is never negative, for a word in so many papers.

    `frequency` may exceed `papers`, because deleted and replaced documents count until segments are merged.
    """
    return math.log(1 + (papers - min(frequency, papers) + 0.5) / (frequency + 0.5))


def weight_of(value: int) -> float:
    """The weight in a posting's value."""
    return (value >> _MASK_BITS) / UNIT


def _limited(values: Values) -> Values:
    """The values with weights of more than 16 bits cut to the largest one."""
    if not values or max(values.values()) <= _GREATEST:
        return values
    return {term: value if value <= _GREATEST else _HEAVIEST | value & _MASK for term, value in values.items()}


def _value(weight: float) -> int:
    """A weight as a posting's value without a mask."""
    return int(weight * UNIT + 0.5) << _MASK_BITS


def occurrences(sequence: bytes, first: bytes, last: Collection[bytes] | None, field: Field | None) -> float:
    """The weight of a phrase in a stem sequence: its occurrences, times the weights of the parts that have them.

    `first` are the stems of all words but the last, with a space before and after each; `last` are the possible stems
    of the last word, None for any. Of several spellings of one part, the one with most occurrences counts.
    """
    at = sequence.find(first)
    if at < 0:
        return 0.0
    counts: dict[int, int] = {}
    while at >= 0:
        start = at + len(first)
        if last is None or sequence[start : sequence.find(b" ", start)] in last:
            line = sequence.rfind(b"\n", 0, at) + 1
            counts[line] = counts.get(line, 0) + 1
        at = sequence.find(first, at + 1)
    total: dict[int, float] = {}
    wanted = MASKS[field] if field else _MASK
    for line, count in counts.items():
        part = sequence[line] - _ZERO
        if wanted >> part & 1:
            total[part] = max(total.get(part, 0.0), count * _WEIGHTS[part])
    return sum(total.values())


def starts(paper: Paper) -> Values:
    """The one- and two-letter prefixes of the words of title, family names, venue, tags and citation key."""
    values: Values = {}
    for part, text in (
        (Part.TITLE, paper.title),
        (Part.AUTHOR, " ".join([author.surname for author in paper.authors])),
        (Part.VENUE, paper.venue or ""),
        (Part.TAG, " ".join(paper.tags)),
        (Part.LABEL, paper.key),
    ):
        weight, bit = _value(WEIGHTS[part]), 1 << part
        for word in words(typeset(text).text):
            for start in (word[:1], word[:SHORT])[: len(word)]:
                values[start] = values.get(start, 0) + weight | bit
    return _limited(values)


def beginnings(pool: Values) -> Values:
    """The one- and two-letter prefixes of all words of a paper, with the sums of the words' weights."""
    values: Values = {}
    for word, value in pool.items():
        weight, mask = value & ~_MASK, value & _MASK
        for start in (word[:1], word[:SHORT])[: len(word)]:
            values[start] = values.get(start, 0) + weight | mask
    return _limited(values)


def exact(paper: Paper, field: Field) -> set[str]:
    """The values of an exact field, folded; a nested tag (`ml/nlp`) also has those of its parents (`ml`)."""
    values: set[str] = set()
    if field is Field.TAG:
        for tag in paper.tags:
            levels = plain_value(tag).split("/")
            values.update("/".join(levels[: depth + 1]) for depth in range(len(levels)))
    elif value := {Field.KEY: paper.key, Field.ARXIV: paper.arxiv, Field.DOI: paper.doi}[field]:
        values.add(plain_value(value))
    return values - {""}


def plain_value(value: str) -> str:
    """The value of an exact field in the form that is compared: without case, accents and repeated spaces."""
    return " ".join(folded(value).split()).encode(errors="backslashreplace").decode()[:_LONGEST_VALUE]

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
from typing import TYPE_CHECKING

from tui_reader.model.papers import Paper, folded
from tui_reader.search.analysis import readings, stems, words
from tui_reader.search.query_tree import Field
from tui_reader.texts.greek import with_names
from tui_reader.texts.typeset import may_have_latex, typeset

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

Values = dict[str, int]
"""For each term what a posting says of a paper: a weight in units in the upper 16 of 32 bits, a mask in the lower."""

UNIT = 500
"""Weights are kept as whole numbers of this part of 1."""
_MASK_BITS = 16
_MASK = (1 << _MASK_BITS) - 1
_GREATEST = (1 << 32) - 1
_HEAVIEST = _GREATEST & ~_MASK
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
"""How many words a part usually has, and how much it matters (0 to 1) that it has more or fewer.

Nothing counts as shorter than half of that. Constants instead of averages over the library, so that a posting never
depends on other papers.
"""

_SHORTEST = 0.5
MASKS = {field: 1 << Part[field.name] for field in Field if not field.exact}
"""The bit of each field that is a part of the pool."""


def term_of(word: str) -> str:
    """The term of the pool for a word of the analysis."""
    return f"{stems([word])} {word}"


def texts_of(paper: Paper) -> Iterator[tuple[Part, Iterable[str]]]:
    """The texts that each part of a paper has."""
    yield Part.ABSTRACT, (paper.abstract,)
    yield Part.TITLE, (paper.title,)
    yield Part.AUTHOR, (author.name for author in paper.authors)
    yield Part.VENUE, (paper.venue or "",)
    yield Part.NOTE, (paper.note,)
    yield Part.TAG, paper.tags
    yield Part.LABEL, (paper.key, paper.arxiv or "", str(paper.year or ""))


def spellings(text: str) -> list[list[str]]:
    """The sequences of words that a text stands for, as `readings` gives them.

    As it is read comes first, so that the words of macros do not make a text longer than it is. With Greek letters
    those with their names come next, and with LaTeX those of its source.
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
    """The values of all words of a paper, and the sequence of its stems.

    The sequence has a line for each text: the number of its part, then its stems, a space before and after each. A text
    with compounds has a second line, with the compounds joined; one with LaTeX has lines for its source too. The title
    comes first.
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


def weight_of(value: int) -> float:
    """The weight in a value."""
    return (value >> _MASK_BITS) / UNIT


def _limited(values: Values) -> Values:
    if not values or max(values.values()) <= _GREATEST:
        return values
    return {term: value if value <= _GREATEST else _HEAVIEST | value & _MASK for term, value in values.items()}


def _value(weight: float) -> int:
    return int(weight * UNIT + 0.5) << _MASK_BITS


def occurrences(sequence: bytes, first: bytes, last: Collection[bytes] | None, field: Field | None) -> float:
    """How much weight the places have where a phrase begins in a sequence of stems.

    `first` are the stems of all words but the last, a space before and after each; `last` are the stems that the last
    word may have, and None is any.
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
    """One- and two-letter starts of the words that a reader thinks of first: title, family names, venue, tags, key."""
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
    """One- and two-letter starts of all words of a paper; of the weights of words that begin alike, the sum."""
    values: Values = {}
    for word, value in pool.items():
        weight, mask = value & ~_MASK, value & _MASK
        for start in (word[:1], word[:SHORT])[: len(word)]:
            values[start] = values.get(start, 0) + weight | mask
    return _limited(values)


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

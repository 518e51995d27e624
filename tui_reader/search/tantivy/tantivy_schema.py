"""How a paper is laid out for tantivy, which gets words that are taken apart already.

All words of a paper are one text, in which those of titles, authors and tags stand twice. So tantivy's BM25 over that
one field is BM25F, and a word needs one posting list. The text is there as stems (`POOL`), and as words (`WORDS`) for
beginnings and typing errors. Each part of a paper has fields of its own besides: its stems with their positions, one
value for each reading of each text, so that no phrase goes across; and its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import tantivy

from tui_reader.search import postings
from tui_reader.search.analysis import stem
from tui_reader.search.postings import Part
from tui_reader.search.query_tree import Field

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.model.papers import Paper

ID = "id"
POOL = "pool"
WORDS = "words"
STARTS = "starts"
YEAR = "year"
URL = "url"
ORDERS = {"added": "by_added", "year": "by_year"}
"""Fields that order papers: higher first; the complement of the id in the lower half."""

REPEATED = {Part.TITLE: 2, Part.ABSTRACT: 1, Part.AUTHOR: 2, Part.VENUE: 1, Part.NOTE: 1, Part.TAG: 2, Part.LABEL: 1}
"""How often the words of a part stand in the pool.

Less often than `postings.WEIGHTS` says, because words of a title score in a field of their own besides: measured with
known papers, that finds titles better and does not drown abstracts.
"""

_SPACED = "spaced"
_WHOLE = "raw"
_HALF = 32
_LARGEST = (1 << _HALF) - 1


def stems_of(part: Part) -> str:
    """The field that has the stems of a part, with their positions."""
    return part.name.lower()


def words_of(part: Part) -> str:
    """The field that has the words of a part."""
    return f"{part.name.lower()}_words"


def value_of(field: Field) -> str:
    """The field that has the values of an exact field."""
    return f"{field}_value"


def schema() -> tantivy.Schema:
    """The fields of an index."""
    builder = tantivy.SchemaBuilder()
    # Not unsigned: tantivy deletes by signed numbers only, and says nothing when there are none of them.
    builder.add_integer_field(ID, indexed=True, fast=True)
    builder.add_unsigned_field(YEAR, fast=True)
    builder.add_unsigned_field(URL, indexed=True)
    for name in ORDERS.values():
        builder.add_unsigned_field(name, fast=True)
    for name in (POOL, WORDS, STARTS):
        builder.add_text_field(name, tokenizer_name=_SPACED, index_option="freq")
    for part in Part:
        builder.add_text_field(stems_of(part), tokenizer_name=_SPACED, index_option="position")
        builder.add_text_field(words_of(part), tokenizer_name=_SPACED, index_option="basic")
    for field in Field:
        if field.exact:
            builder.add_text_field(value_of(field), tokenizer_name=_WHOLE, index_option="basic")
    return builder.build()


def prepared(index: tantivy.Index) -> tantivy.Index:
    """The index, which now knows that words are what spaces part."""
    index.register_tokenizer(_SPACED, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


class Stems(dict[str, str]):
    """The stems of words that were met so far; for a batch, as remembering those of a whole library takes memory."""

    def __missing__(self, word: str) -> str:
        """The stem of a word that is met for the first time."""
        found = self[word] = stem(word)
        return found


def document(paper: Paper, stems: Stems) -> tantivy.Document:
    """What of a paper goes into an index."""
    made = tantivy.Document()
    made.add_integer(ID, paper.id)
    made.add_unsigned(ORDERS["added"], _order(paper.added, paper.id))
    made.add_unsigned(ORDERS["year"], _order(paper.year or 0, paper.id))
    if paper.year and paper.year > 0:
        made.add_unsigned(YEAR, paper.year)
    if paper.url or paper.doi or paper.arxiv:
        made.add_unsigned(URL, 1)
    _add_words(made, paper, stems.__getitem__)
    begun = ((start, postings.weight_of(value)) for start, value in postings.starts(paper).items())
    made.add_text(STARTS, " ".join(start for start, weight in begun for _ in range(int(weight))))
    for field in Field:
        if field.exact:
            for value in postings.exact(paper, field):
                made.add_text(value_of(field), value)
    return made


def _add_words(made: tantivy.Document, paper: Paper, stemmed: Callable[[str], str]) -> None:
    pool_of_stems: list[str] = []
    pool_of_words: list[str] = []
    for part, texts in postings.texts_of(paper):
        words: set[str] = set()
        for text in texts:
            for number, sequence in enumerate(postings.spellings(text)):
                stems = " ".join(map(stemmed, sequence))
                made.add_text(stems_of(part), stems)
                if number:
                    # Only the compounds are new in the joined reading, and the names of macros in a source.
                    sequence = [word for word in sequence if word not in words]  # noqa: PLW2901 - what is left of it
                    stems = " ".join(map(stemmed, sequence))
                words.update(sequence)
                pool_of_stems += [stems] * REPEATED[part]
                pool_of_words += [" ".join(sequence)] * REPEATED[part]
        if words:
            made.add_text(words_of(part), " ".join(words))
    made.add_text(POOL, " ".join(pool_of_stems))
    made.add_text(WORDS, " ".join(pool_of_words))


def _order(first: int, number: int) -> int:
    return min(max(first, 0), _LARGEST) << _HALF | _LARGEST - number


def id_in(order: int) -> int:
    """The id of the paper that has this value in a field of `ORDERS`."""
    return _LARGEST - (order & _LARGEST)

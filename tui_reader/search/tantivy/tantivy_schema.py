"""The fields of a tantivy index, and a paper as a tantivy document. Words are tokenized here, not by tantivy.

All words of a paper are one text, in which those of titles, authors and tags are repeated. So tantivy's BM25 over that
one field approximates BM25F, and a word needs one posting list. The text is indexed as stems (`POOL`) and as words
(`WORDS`, for prefix and fuzzy queries). Each part of a paper has two fields besides: its stems with positions, one
value for each spelling of each text, so that no phrase matches across two; and its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import tantivy

from tui_reader.search import postings
from tui_reader.search.analysis import stems
from tui_reader.search.postings import Part
from tui_reader.search.query_tree import Field

if TYPE_CHECKING:
    from tui_reader.model.papers import Paper

ID = "id"
POOL = "pool"
WORDS = "words"
STARTS = "starts"
YEAR = "year"
URL = "url"
ORDERS = {"added": "by_added", "year": "by_year"}
"""The fields to sort by, highest first: 64 bits, the fact in the upper half, the complement of the id in the lower."""

REPEATED = {Part.TITLE: 2, Part.ABSTRACT: 1, Part.AUTHOR: 2, Part.VENUE: 1, Part.NOTE: 1, Part.TAG: 2, Part.LABEL: 1}
"""How often the words of a part are repeated in the pool.

Titles and notes less often than `postings.WEIGHTS` says, as title words score in a field of their own besides: measured
with known-item searches, that ranks titles better and abstracts no worse.
"""

_SPACED = "spaced"
_WHOLE = "raw"
_HALF = 32
_LARGEST = (1 << _HALF) - 1


def stems_of(part: Part) -> str:
    """The field of the stems of a part, with positions."""
    return part.name.lower()


def words_of(part: Part) -> str:
    """The field of the words of a part."""
    return f"{part.name.lower()}_words"


def value_of(field: Field) -> str:
    """The field of the values of an exact field."""
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
    """The same index, with the tokenizer of its schema registered, which tantivy does not store, and without a watcher.

    By default a thread of tantivy's reads `meta.json` twice a second and opens the segments again when it has changed.
    An active index never changes; and if its files are cut, that thread would end the process with SIGBUS. (It opens
    them once when it starts, some milliseconds after `Index.open`, which cannot be prevented here.)
    """
    index.config_reader("Manual")
    index.register_tokenizer(_SPACED, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def document(paper: Paper) -> tantivy.Document:
    """A paper as a document."""
    made = tantivy.Document()
    made.add_integer(ID, paper.id)
    made.add_unsigned(ORDERS["added"], _order(paper.added, paper.id))
    made.add_unsigned(ORDERS["year"], _order(paper.year or 0, paper.id))
    if paper.year and paper.year > 0:
        made.add_unsigned(YEAR, paper.year)
    if paper.url or paper.doi or paper.arxiv:
        made.add_unsigned(URL, 1)
    _add_words(made, paper)
    prefixes = ((start, postings.weight_of(value)) for start, value in postings.starts(paper).items())
    made.add_text(STARTS, " ".join(start for start, weight in prefixes for _ in range(int(weight))))
    for field in Field:
        if field.exact:
            for value in postings.exact(paper, field):
                made.add_text(value_of(field), value)
    return made


def _add_words(made: tantivy.Document, paper: Paper) -> None:
    pool_of_stems: list[str] = []
    pool_of_words: list[str] = []
    for part, texts in postings.texts_of(paper):
        words: set[str] = set()
        for text in texts:
            for number, sequence in enumerate(postings.spellings(text)):
                stemmed = stems(sequence)
                made.add_text(stems_of(part), stemmed)
                if number:
                    # Other spellings repeat most words of the first one; only joined compounds and macros are new.
                    sequence = [word for word in sequence if word not in words]  # noqa: PLW2901 - the rest of it
                    stemmed = stems(sequence)
                words.update(sequence)
                pool_of_stems += [stemmed] * REPEATED[part]
                pool_of_words += [" ".join(sequence)] * REPEATED[part]
        if words:
            made.add_text(words_of(part), " ".join(words))
    made.add_text(POOL, " ".join(pool_of_stems))
    made.add_text(WORDS, " ".join(pool_of_words))


def _order(first: int, number: int) -> int:
    """The value of a field of `ORDERS`: papers sort by descending `first`, then by ascending id."""
    return min(max(first, 0), _LARGEST) << _HALF | _LARGEST - number


def id_in(order: int) -> int:
    """The paper id in a value of a field of `ORDERS`."""
    return _LARGEST - (order & _LARGEST)

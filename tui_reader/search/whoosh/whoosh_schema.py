"""The fields and columns of a Whoosh index.

Postings are computed before they come to Whoosh (`postings`), so there are no analyzers. Only API is used that both
`whoosh` 2.7.4 and `whoosh3` have.
"""
# mypy: allow-untyped-calls
# Whoosh is typed in parts only, and 2.7.4 not at all.

from __future__ import annotations

from typing import Any

from whoosh.columns import FixedBytesColumn, VarBytesColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Existence

from tui_reader.search.query_tree import Field

POOL = "pool"
"""The field of all words of a paper; its terms are those of `postings.term_of`."""
STARTS = "starts"
"""One- and two-letter prefixes of the words of titles, family names, venues, tags and keys (`postings.starts`)."""
BEGINNINGS = "beginnings"
"""One- and two-letter prefixes of all words (`postings.beginnings`)."""
VOCABULARY = "vocabulary"
"""A field with the one term "words", whose masks hold a serialised `Vocabulary`: each word and its document frequency.
"""
INDEXED = (POOL, STARTS, BEGINNINGS, *(str(field) for field in Field if field.exact))

SEQUENCE = "sequence"
"""The column of the stem sequences of each document, for phrases (`postings.pooled`)."""
FACTS = "facts"
FACTS_OF_A_PAPER = 4
"""The numbers in the column `facts`, 64 bits each: paper id, time of adding, year (0 for none), 1 if it has a URL."""

COLUMNS = {
    FACTS: FixedBytesColumn(8 * FACTS_OF_A_PAPER),
    SEQUENCE: VarBytesColumn(write_offsets_cutoff=0),
}


def schema() -> Schema:
    """The fields of an index. Whoosh is given them whenever it opens one, so the pickled ones are never loaded."""
    no_analyzer: Any = None  # Whoosh's signature asks for an analyzer; fields that are never analyzed need none
    indexed = FieldType(Existence(), no_analyzer)
    columns = {name: COLUMN(column) for name, column in COLUMNS.items()}
    return Schema(**dict.fromkeys((*INDEXED, VOCABULARY), indexed), **columns)

"""The query language: text in, a tree of values out, and never an error.

Bare words must all be there; `"a phrase"`, `OR`, `NOT` or `-`, parentheses, `word*`, `word~`; `field:word` and
`field:"a phrase"` for the fields of `Field`; `year:2020`, `year:2018..2022`, `year:>=2020`; the flags of `Flag`.
Operators are upper case, names of fields and flags may be either. This module is the door to the language: its values
are in `nodes`, how it is read in `parsing` and `filters`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.search.nodes import (
    And,
    Everything,
    Field,
    Flag,
    Match,
    Not,
    Or,
    Phrase,
    Query,
    Word,
    Years,
    both,
    either,
    flags_only,
    negated,
    terms,
    to_text,
)
from tui_reader.search.parsing import LEXEME, Parsed, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "And",
    "Everything",
    "Field",
    "Flag",
    "Match",
    "Not",
    "Or",
    "Parsed",
    "Phrase",
    "Query",
    "Word",
    "Years",
    "both",
    "either",
    "flags_only",
    "negated",
    "parse",
    "terms",
    "to_text",
    "toggled",
]


def toggled(text: str, term: str) -> str:
    """The query text with a filter such as `is:bookmarked` added in front, or without it if all results have it now.

    In front, because the last word may still be growing.
    """
    spans = list(_top_level(text))
    pieces = [text[start:end] for start, end in spans]
    either_or = "OR" in pieces
    found = [
        i
        for i, piece in enumerate(pieces)
        if piece.lower() == term.lower() and not either_or and pieces[max(i - 1, 0)] not in {"NOT", "-"}
    ]
    if not found:
        return f"{term} ({text.strip()})" if either_or else f"{term} {text.lstrip()}" if text.strip() else term
    for i in reversed(found):
        first = i - 1 if i and pieces[i - 1] == "AND" else i
        last = i + 1 if first == i and pieces[i + 1 : i + 2] == ["AND"] else i
        before, after = text[: spans[first][0]], text[spans[last][1] :]
        text = before + (after.lstrip() if not before or before[-1].isspace() else after)
    return text


def _top_level(text: str) -> Iterator[tuple[int, int]]:
    """Where each lexeme outside all parentheses begins and ends."""
    depth = 0
    for lexeme in LEXEME.finditer(text):
        if lexeme["close"]:
            depth = max(depth - 1, 0)
        elif lexeme["open"]:
            depth += 1
        elif not depth:
            start = lexeme.start() + len(lexeme.group()) - len(lexeme.group().lstrip())
            yield start, start + 1 if lexeme["minus"] else lexeme.end()

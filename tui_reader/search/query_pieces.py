"""The text of a query as pieces that can be added and taken away: each filter on the screen is one.

The values that a query means are in `query_tree`; how a text is read into them is in `parser`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.search.parser import LEXEME

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEADING_AND = re.compile(r"\s*AND\s+")


def toggled(text: str, term: str) -> str:
    """The query text with a filter such as `is:bookmarked` or `-tag:ml` added in front, or without it if it is there.

    In front, because the last word may still be growing. A filter and the same one negated take each other's place.
    """
    pieces = list(_pieces(text))
    if any(piece.text == "OR" for piece in pieces):
        return f"{term} ({text.strip()})"
    term = term.strip()
    opposite = term[1:] if term.startswith("-") else f"-{term}"
    there = any(piece.text.lower() == term.lower() for piece in pieces)
    for piece in reversed(pieces):
        if piece.text.lower() in {term.lower(), opposite.lower()}:
            before, after = text[: piece.start], text[piece.end :]
            text = before + (after.lstrip() if not before or before[-1].isspace() else after)
    text = text[match.end() :] if (match := _LEADING_AND.match(text)) else text
    return text if there else f"{term} {text.lstrip()}" if text.strip() else term


def filters(text: str) -> list[str]:
    """The pieces of a query that all results have to satisfy, as they are typed (`word`, `tag:ml`, `-year:2020`)."""
    pieces = [piece.text for piece in _pieces(text)]
    return [] if "OR" in pieces else pieces


class _Piece(NamedTuple):
    """Something outside all parentheses that a query asks for, with the operators that belong to it."""

    start: int
    end: int
    text: str
    """As it would be typed alone, a negated one with one hyphen."""


def _pieces(text: str) -> Iterator[_Piece]:
    """What stands outside all parentheses, from left to right; an AND belongs to what follows it."""
    waiting: int | None = None
    odd = False
    for start, end in _top_level(text):
        piece = text[start:end]
        if piece in {"AND", "NOT", "-"}:
            waiting = start if waiting is None else waiting
            odd ^= piece != "AND"
        else:
            yield _Piece(start if waiting is None else waiting, end, f"-{piece}" if odd and piece != "OR" else piece)
            waiting, odd = None, False


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

"""Edits the text of a query: adds and removes one condition, as the filter panel of the screen does.

A text is edited instead of its tree so that everything else stays as it was typed. Tokens are those of `lexemes`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.search.lexemes import LEXEME

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERAL = frozenset({"author", "category", "kind", "year", "venue"})
"""The filters of which several values are one of them; several tags are all of them."""
_LEADING_AND = re.compile(r"\s*AND\s+")


def toggled(text: str, term: str) -> str:
    """The query text with a filter such as `is:bookmarked` or `-tag:ml` added in front, or without it if it is there.

    In front, because the last word may still be growing. A filter and the same one negated take each other's place. A
    second author, category, kind, year or venue joins the first: `author:(a OR b)`.
    """
    pieces = list(_pieces(text))
    if any(piece.text == "OR" for piece in pieces):
        return f"{term} ({text.strip()})"
    term = term.strip()
    if (joined := _joined(text, pieces, term)) is not None:
        return joined
    opposite = term[1:] if term.startswith("-") else f"-{term}"
    there = any(piece.text.lower() == term.lower() for piece in pieces)
    for piece in reversed(pieces):
        if piece.text.lower() in {term.lower(), opposite.lower()}:
            before, after = text[: piece.start], text[piece.end :]
            text = before + (after.lstrip() if not before or before[-1].isspace() else after)
    text = text[match.end() :] if (match := _LEADING_AND.match(text)) else text
    return text if there else f"{term} {text.lstrip()}" if text.strip() else term


def _joined(text: str, pieces: list[_Piece], term: str) -> str | None:
    """The text with a value added to those of its name, or taken from several; `None` where there is none to join."""
    name, _, value = term.partition(":")
    if name not in SEVERAL or any(piece.text.lower() == term.lower() for piece in pieces):
        return None
    for piece in pieces:
        named, _, _ = piece.text.partition(":")
        if named.lower() != name or not (there := values(piece.text)):
            continue
        kept = [one for one in there if one.lower() != value.lower()]
        chosen = kept if len(kept) < len(there) else [*there, value]
        together = f"({' OR '.join(chosen)})" if len(chosen) > 1 else chosen[0]
        return f"{text[: piece.start]}{name}:{together}{text[piece.end :]}"
    return None


def without_values(text: str) -> Iterator[tuple[str, str]]:
    """Each filter of `SEVERAL` that the query has, with the query without it: what other values are chosen from."""
    for piece in filters(text):
        name = piece.partition(":")[0].lower()
        if name in SEVERAL and values(piece):
            yield name, toggled(text, piece)


def values(piece: str) -> list[str]:
    """The values of a filter: `a` and `"b c"` of `author:(a OR "b c")`; none of what is no list of values."""
    _, _, value = piece.partition(":")
    if not value.startswith("("):
        return [value] if value else []
    parts = [part.text for part in _pieces(value[1:-1])]
    return [] if parts[1::2] != ["OR"] * (len(parts) // 2) or "OR" in parts[::2] else parts[::2]


def filters(text: str) -> list[str]:
    """The pieces of a query that all results have to satisfy, as they are typed (`word`, `tag:ml`, `-year:2020`)."""
    pieces = [piece.text for piece in _pieces(text)]
    return [] if "OR" in pieces else pieces


class _Piece(NamedTuple):
    """A condition outside all parentheses, or a whole parenthesis, with the operators that apply to it."""

    start: int
    end: int
    text: str
    """As it would be typed alone; negated by one hyphen."""


def _pieces(text: str) -> Iterator[_Piece]:
    """The conditions from left to right; an AND belongs to the one after it."""
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
    """The spans of lexemes outside all parentheses, and of each outermost parenthesis with its name."""
    depth, opened = 0, 0
    for lexeme in LEXEME.finditer(text):
        start = lexeme.start() + len(lexeme.group()) - len(lexeme.group().lstrip())
        if lexeme["open"]:
            opened = opened if depth else start
            depth += 1
        elif lexeme["close"]:
            if depth == 1:
                yield opened, lexeme.end()
            depth = max(depth - 1, 0)
        elif not depth:
            yield start, start + 1 if lexeme["minus"] else lexeme.end()
    if depth:
        yield opened, len(text)

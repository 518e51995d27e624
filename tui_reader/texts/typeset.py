r"""Texts with the LaTeX that sources leave in them (`$\mathcal{O}(n^2)$`, `Erd\H{o}s`, `24\%`) as Unicode.

Nothing is lost and nothing is guessed: what is not known to be LaTeX, or cannot be read, stays as it is, so prices,
paths and code come out as they went in. Every place of the text is a place of the source and the other way round; a
formula or a macro is one place, the words inside `\emph{…}` keep places of their own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.texts.source_map import Group, Replacement

_KEPT = 1 << 11


@dataclass(frozen=True, slots=True)
class Typeset:
    """A text as it is read, and the source that it is made of."""

    text: str
    source: str
    _replacements: tuple[Replacement, ...] = field(default=(), repr=False)
    _at: tuple[int, ...] = field(default=(), repr=False)
    """Where each piece begins in the text."""
    _groups: tuple[Group, ...] = field(default=(), repr=False)
    """Macros with text that keeps its places, inner ones first."""

    @classmethod
    def of(cls, source: str, replacements: Sequence[Replacement], groups: Sequence[Group] = ()) -> Typeset:
        """What a source with these replacements reads as; with none, the source itself."""
        if not replacements:
            return cls(source, source)
        from tui_reader.texts.source_map import read

        at: list[int] = []
        longer = 0
        for piece in replacements:
            at.append(piece.start + longer)
            longer += len(piece.text) - (piece.end - piece.start)
        return cls(read(source, replacements, 0, len(source)), source, tuple(replacements), tuple(at), tuple(groups))

    def shown(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text a range of the source is: all characters that something of it became."""
        if not self._replacements:
            return start, max(start, end)
        first = self._to_text(start, first=True)
        return first, first if start >= end else self._to_text(end, first=False)

    def sourced(self, start: int, end: int) -> tuple[int, int]:
        """Where in the source a range of the text comes from: whole macros, and no half of a pair of braces."""
        if not self._replacements:
            return start, max(start, end)
        first = self._to_source(start, first=True)
        if start >= end:
            return first, first
        last = self._to_source(end, first=False)
        for group in self._groups:
            inside = group.inside <= first and last <= group.outside
            if not inside and first < group.end and group.start < last:
                first, last = min(first, group.start), max(last, group.end)
        return first, last

    def _to_text(self, place: int, *, first: bool) -> int:
        number = bisect_right(self._replacements, place, key=_start) - 1
        if number < 0:
            return place
        piece, at = self._replacements[number], self._at[number]
        if place >= piece.end:
            return at + len(piece.text) + place - piece.end
        return at if first or place == piece.start else at + len(piece.text)

    def _to_source(self, place: int, *, first: bool) -> int:
        number = (bisect_right if first else bisect_left)(self._at, place) - 1
        if number < 0:
            return place
        piece, after = self._replacements[number], place - self._at[number] - len(self._replacements[number].text)
        if after >= 0:
            return piece.end + after
        return piece.start if first else piece.end


def _start(piece: Replacement) -> int:
    return piece.start


def may_have_latex(text: str) -> bool:
    """Whether a text has any of the marks without which nothing is LaTeX."""
    return "\\" in text or "$" in text or "{" in text or "~" in text or "--" in text or "``" in text


def typeset(source: str) -> Typeset:
    """The text that a source reads as. Without LaTeX in it, that is the source itself."""
    return _typeset(source) if may_have_latex(source) else Typeset(source, source)


def as_read(source: str) -> str:
    """The text that a source reads as, in one line and without what could harm a terminal."""
    return one_line(typeset(source).text)


@lru_cache(maxsize=_KEPT)
def _typeset(source: str) -> Typeset:
    from tui_reader.texts.scanner import Scanner

    scanner = Scanner(source)
    scanner.scan(0, len(source))
    return Typeset.of(source, scanner.replacements, scanner.groups)

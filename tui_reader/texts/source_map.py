"""What typesetting changes of a source: replacements that read differently, and groups that hold together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Replacement:
    """A stretch of the source that reads differently; what lies between replacements is the same in both."""

    start: int
    end: int
    """Where it is in the source."""
    text: str
    """What it reads as; "" for mere markup."""


@dataclass(frozen=True, slots=True)
class Group:
    """A macro or braces around text that keeps its places."""

    start: int
    inside: int
    outside: int
    end: int
    """Where it begins, its text begins, its text ends, it ends: places in the source."""


def read(source: str, replacements: Iterable[Replacement], start: int, end: int) -> str:
    """What a part of a source with these replacements reads as."""
    parts: list[str] = []
    for piece in replacements:
        parts += (source[start : piece.start], piece.text)
        start = piece.end
    return "".join((*parts, source[start:end]))

"""Highlights: passages of an abstract that a reader marked, and how they are found again when the abstract changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Colour = Literal["yellow", "green", "blue", "pink"]

COLOURS: tuple[Colour, ...] = get_args(Colour)
"""The names of the colours, the usual one first."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage of a text as in the W3C Web Annotation model: a TextQuoteSelector and a TextPositionSelector."""

    exact: str
    """The passage itself."""
    prefix: str = ""
    """What stood before it."""
    suffix: str = ""
    """What stood after it."""
    start: int = 0
    """Where it began, in characters."""

    @property
    def end(self) -> int:
        """Where it ended, in characters: the first one after it."""
        return self.start + len(self.exact)


@dataclass(frozen=True, slots=True)
class Highlight:
    """A marked passage of a paper's abstract, as it stands in the source (with its LaTeX)."""

    id: int
    paper: int
    anchor: Anchor
    colour: Colour = COLOURS[0]
    comment: str = ""
    at: float = 0
    """When it was made, in seconds since 1970, UTC."""

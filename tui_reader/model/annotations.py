"""Highlights: passages of an abstract that a reader marked, with their colours and comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from tui_reader.texts.anchors import Anchor

Colour = Literal["yellow", "green", "blue", "pink"]

COLOURS: tuple[Colour, ...] = get_args(Colour)
"""The names of the colours, the usual one first."""


def next_colour(colour: Colour) -> Colour:
    """The colour after another, and after the last one the first."""
    return COLOURS[(COLOURS.index(colour) + 1) % len(COLOURS)]


class Highlight(NamedTuple):
    """A marked passage of a paper's abstract, as it stands in the source (with its LaTeX)."""

    id: int
    paper: int
    anchor: Anchor
    colour: Colour = COLOURS[0]
    comment: str = ""
    at: float = 0
    """When it was made, in seconds since 1970, UTC."""

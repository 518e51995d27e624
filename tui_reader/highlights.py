"""Highlights: passages of an abstract that a reader marked, and how they are found again when the abstract changes."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

Colour = Literal["yellow", "green", "blue", "pink"]

COLOURS: tuple[Colour, ...] = get_args(Colour)
"""The names of the colours, the usual one first."""


def next_colour(colour: Colour) -> Colour:
    """The colour after another, and after the last one the first."""
    return COLOURS[(COLOURS.index(colour) + 1) % len(COLOURS)]


class Anchor(NamedTuple):
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


class Highlight(NamedTuple):
    """A marked passage of a paper's abstract, as it stands in the source (with its LaTeX)."""

    id: int
    paper: int
    anchor: Anchor
    colour: Colour = COLOURS[0]
    comment: str = ""
    at: float = 0
    """When it was made, in seconds since 1970, UTC."""


WIDTH = 32
"""How much of what stands before and after a passage is kept, in characters: as much as other annotators keep."""


def anchor(text: str, start: int, end: int) -> Anchor:
    """The anchor of a passage, without the white space at its ends; of nothing at all if there is nothing else."""
    start, end = max(start, 0), min(end, len(text))
    passage = text[start:end]
    start += len(passage) - len(passage.lstrip())
    exact = passage.strip()
    end = start + len(exact)
    return Anchor(exact, text[max(start - WIDTH, 0) : start], text[end : end + WIDTH], start)


def locate(anchor: Anchor, text: str) -> tuple[int, int] | None:
    """Where the passage is in a text that may have been corrected since; None when it is gone.

    It is where it was, or else where the most of it and of its surroundings is: the same letters, the same but for
    case, white space, typography and LaTeX's braces, or nearly the same, in whole words. The more of what stood
    around it is found around a place, the more may have changed in the passage itself. A short passage has to be
    found together with some of its surroundings, for `the` is everywhere.
    """
    start, end = anchor.start, anchor.end
    if not anchor.exact:
        return None
    if (
        start >= 0
        and text.startswith(anchor.exact, start)
        and text[max(start - WIDTH, 0) : start].endswith(anchor.prefix)
        and text.startswith(anchor.suffix, end)
    ):
        return start, end
    from tui_reader.texts.relocating import relocated

    return relocated(anchor, text)


def quoted(quote: str, text: str) -> list[tuple[int, int]]:
    """Where a text has a quote, as it is or in another case, typography or spacing."""
    from tui_reader.texts.relocating import occurrences

    return occurrences(Anchor(quote.strip()), text) if quote.strip() else []


def selectors(anchor: Anchor) -> list[dict[str, str | int]]:
    """The anchor as the selectors of a W3C Web Annotation."""
    quote: dict[str, str | int] = {"exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix}
    return [
        {"type": "TextQuoteSelector", **quote},
        {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end},
    ]

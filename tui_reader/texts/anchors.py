"""Anchors: how a passage of a text is recorded so that it can be found again when the text changes."""

from __future__ import annotations

from typing import NamedTuple

WIDTH = 32
"""How much of what stands before and after a passage is kept, in characters: as much as other annotators keep."""


class Anchor(NamedTuple):
    """A passage of a text as in the W3C Web Annotation model: a TextQuoteSelector and a TextPositionSelector."""

    exact: str
    """The text of the passage, as it stood in the source."""
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


def anchor(text: str, start: int, end: int) -> Anchor:
    """The anchor of a passage, without the white space at its ends; of nothing at all if there is nothing else."""
    start, end = max(start, 0), min(end, len(text))
    passage = text[start:end]
    start += len(passage) - len(passage.lstrip())
    exact = passage.strip()
    end = start + len(exact)
    return Anchor(exact, text[max(start - WIDTH, 0) : start], text[end : end + WIDTH], start)


def selectors(anchor: Anchor) -> list[dict[str, str | int]]:
    """The anchor as the selectors of a W3C Web Annotation."""
    quote: dict[str, str | int] = {"exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix}
    return [
        {"type": "TextQuoteSelector", **quote},
        {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end},
    ]

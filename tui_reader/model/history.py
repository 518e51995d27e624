"""What was done with a library, step by step, as the screen and the command line tell of it."""

from __future__ import annotations

from typing import NamedTuple


class Step(NamedTuple):
    """Something that was done and can be undone, or was undone and can be done again."""

    words: str
    """As in "tagged 12 papers ml/inference"."""
    at: float
    """When it was done, in seconds since 1970, UTC."""


class Undone(NamedTuple):
    """What an undo or a redo did."""

    words: str
    """What was undone or done again, as in "tagged 12 papers ml/inference"."""
    papers: tuple[int, ...] | None
    """Which papers are not as they were; `None` when papers came or went."""
    searchable: bool
    """Whether the search index has to follow."""


class NoteVersion(NamedTuple):
    """A note as it was saved at some time."""

    at: float
    """When, in seconds since 1970, UTC."""
    text: str

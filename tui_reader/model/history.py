"""Steps of undo, and the notes of a paper over time."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Step(NamedTuple):
    """A change of the library that can be undone, or that was undone and can be redone."""

    words: str
    """As in "tagged 12 papers ml/inference"."""
    at: float
    """When it was done, in seconds since 1970, UTC."""


class UndoneStep(NamedTuple):
    """The result of an undo or a redo."""

    words: str
    """What was undone or redone, as in "tagged 12 papers ml/inference"."""
    papers: tuple[int, ...] | None
    """The ids of the papers that changed; `None` when papers were added to the library or removed from it."""
    searchable: bool
    """Whether indexed text changed, so that the search index has to be updated."""


class NoteVersion(NamedTuple):
    """A note as it was saved at one time."""

    at: float
    """When, in seconds since 1970, UTC."""
    text: str


class UnsavedNote(NamedTuple):
    """A note that was typed and is not on disk yet."""

    text: str
    based_on: str
    """The note on disk that it was typed into."""


class WrittenNote(NamedTuple):
    """The result of writing a note."""

    text: str
    """The note as it is on disk now; empty when there is none."""
    replaced: str
    """The note that was there before; empty when there was none."""
    concurrent: Literal["", "merged", "conflict"] = ""
    """What became of a change that another window or command had made meanwhile; empty when there was none.

    `merged`: it is in the text, beside what was written. `conflict`: it touched what was written, and `replaced` is a
    version of the note now.
    """

    def notice(self, key: str) -> str:
        """What the writer has to be told about the change of another one, in a sentence; empty for nothing."""
        if self.concurrent == "merged":
            return f"The note of {key} was changed elsewhere meanwhile; it has both changes now."
        if self.concurrent == "conflict":
            if not self.replaced:
                return f"The note of {key} was removed elsewhere meanwhile; it is here again."
            return f"The note of {key} was changed elsewhere meanwhile; what was written there is kept as a version."
        return ""


class Losses(NamedTuple):
    """How much a deletion of papers would take away."""

    papers: int
    notes: int
    highlights: int
    tags: int
    """How many different tags these papers have."""
    bookmarks: int

"""What was done with a library, step by step, as the screen and the command line tell of it."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Step(NamedTuple):
    """Something that was done and can be undone, or was undone and can be done again."""

    words: str
    """As in "tagged 12 papers ml/inference"."""
    at: float
    """When it was done, in seconds since 1970, UTC."""


class UndoneStep(NamedTuple):
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


class UnsavedNote(NamedTuple):
    """A note that was typed and is not on disk yet."""

    text: str
    based_on: str
    """The note on disk that it was typed into."""


class WrittenNote(NamedTuple):
    """What writing a note came to."""

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

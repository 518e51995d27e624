"""What widgets ask for and what work in the background reports, in the words of the domain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tui_reader.answers import Answer
    from tui_reader.clipboard import Outcome
    from tui_reader.errors import ReaderError
    from tui_reader.papers import Paper


@dataclass
class QueryTyped(Message):
    """The text in the search bar is another one now."""

    text: str

    def can_replace(self, message: Message) -> bool:
        """Only the newest query matters."""
        return isinstance(message, QueryTyped)


@dataclass
class SearchLeft(Message):
    """The reader is done typing and wants the list."""


@dataclass
class PaperHighlighted(Message):
    """The cursor of the list is on another paper, or on none."""

    paper: Paper | None

    def can_replace(self, message: Message) -> bool:
        """Only the paper where the cursor came to rest matters."""
        return isinstance(message, PaperHighlighted)


@dataclass
class PaperOpened(Message):
    """A paper of the list was chosen for reading."""

    paper: Paper


@dataclass
class NoteTyped(Message):
    """There was a pause in typing a note, or the editor is being left."""

    paper: int
    text: str


@dataclass
class NoteLeft(Message):
    """The reader is done with the note."""


@dataclass
class Answered(Message):
    """A search or the library's whole list has come."""

    answer: Answer
    anew: bool
    """Whether it answers another query than the one before, and not the same one after a change."""

    def can_replace(self, message: Message) -> bool:
        """Only the newest answer matters."""
        return isinstance(message, Answered)


@dataclass
class IndexReported(Message):
    """How far the index is; an empty text means that it is current."""

    text: str

    def can_replace(self, message: Message) -> bool:
        """Only the newest report matters."""
        return isinstance(message, IndexReported)


@dataclass
class PapersChanged(Message):
    """These papers are on disk as they are here."""

    papers: list[Paper]


@dataclass
class NoteSaved(Message):
    """A note is on disk."""

    paper: Paper


@dataclass
class NoteRefused(Message):
    """The disk did not take a note."""

    error: ReaderError


@dataclass
class Copied(Message):
    """A text went to a clipboard, or to a file when there is none."""

    text: str
    what: str
    """What the text is ("BibTeX")."""
    outcome: Outcome


@dataclass
class Failed(Message):
    """Something done in the background could not be done."""

    error: ReaderError


@dataclass
class Crashed(Message):
    """A thread met something that nobody expected."""

    error: BaseException

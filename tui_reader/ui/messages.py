"""What widgets ask for and what work in the background reports.

Nobody compares or prints a message, and writing the methods for that takes half a millisecond a class at the start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.errors import ReaderError
    from tui_reader.model.annotations import Highlight
    from tui_reader.model.history import NoteVersion, UndoneStep, WrittenNote
    from tui_reader.model.papers import Paper
    from tui_reader.model.results import Answer, Facets, Similar
    from tui_reader.search.query_tree import Query
    from tui_reader.search.suggestions import Explanation
    from tui_reader.system.clipboard import CopyResult


class Routed(Message):
    """A message that a function of `tui_reader.ui.handlers` answers, on any screen that shows papers."""

    handler: ClassVar[str]
    """`module.function`, called with the context and the message."""


class Newest(Message):
    """A message that comes in floods, and of which only the newest matters."""

    def can_replace(self, message: Message) -> bool:
        """Whether it takes the place of one that still waits: of its own kind."""
        return isinstance(message, type(self))


@dataclass(eq=False, repr=False)
class QueryTyped(Newest):
    """The text in the search bar is another one now."""

    text: str


@dataclass(eq=False, repr=False)
class SearchLeft(Routed):
    """The reader is done typing and wants the list."""

    handler: ClassVar[str] = "searching.leave"


@dataclass(eq=False, repr=False)
class QueryProposed(Routed):
    """A query was chosen instead of being typed: a way out of an empty answer, or the one that is likeliest."""

    handler: ClassVar[str] = "searching.propose"
    text: str


@dataclass(eq=False, repr=False)
class FilterToggled(Routed):
    """A filter shall be added to the query, or taken from it."""

    handler: ClassVar[str] = "filtering.toggle"
    term: str
    """As it is typed: `is:unread`, `year:2023`, `-tag:ml`."""


@dataclass(eq=False, repr=False)
class RowReached(Newest):
    """The cursor of a list is on another row, or the row is another one."""

    place: int | None
    """`None` when there are no rows."""


@dataclass(eq=False, repr=False)
class RowChosen(Message):
    """A row of a list was chosen."""

    place: int


@dataclass(eq=False, repr=False)
class PaperHighlighted(Newest):
    """The cursor of the list is on another paper, or on none."""

    paper: Paper | None


@dataclass(eq=False, repr=False)
class PaperOpened(Routed):
    """A paper of the list was chosen for reading."""

    handler: ClassVar[str] = "reading.open_paper"
    paper: Paper
    alone: bool
    """Whether without the list beside it."""


@dataclass(eq=False, repr=False)
class PaperLeft(Message):
    """The reader is done with the paper and wants the list."""


@dataclass(eq=False, repr=False)
class SelectionChanged(Routed):
    """Other papers of the list are selected than before."""

    handler: ClassVar[str] = "selecting.tell"
    count: int
    """How many papers are selected."""


@dataclass(eq=False, repr=False)
class NoteTyped(Routed):
    """There was a pause in typing a note, or the editor is being left."""

    handler: ClassVar[str] = "notes.typed"
    paper: int
    text: str
    based_on: str
    """The note on disk that the text was typed into."""


@dataclass(eq=False, repr=False)
class NoteLeft(Routed):
    """The reader is done with the note."""

    handler: ClassVar[str] = "notes.leave"


@dataclass(eq=False, repr=False)
class Answered(Newest):
    """A search or the library's whole list has come."""

    answer: Answer


@dataclass(eq=False, repr=False)
class Explained(Routed):
    """It is known why a query found nothing."""

    handler: ClassVar[str] = "searching.explain"
    text: str
    """The query as it was typed."""
    explanation: Explanation


@dataclass(eq=False, repr=False)
class SimilarFound(Newest, Routed):
    """It is known which papers are most like others, or like a text."""

    handler: ClassVar[str] = "similar.found"
    like: str
    """What they are like."""
    found: Sequence[Similar]
    query: Query | None
    """What finds the words that they share."""
    seconds: float


@dataclass(eq=False, repr=False)
class Counted(Newest, Routed):
    """It is known how the papers of an answer spread over the filters."""

    handler: ClassVar[str] = "filtering.counted"
    text: str
    """The query as it was typed."""
    facets: Facets


@dataclass(eq=False, repr=False)
class HighlightsRead(Message):
    """The highlights of the library are others than before."""

    highlights: Sequence[Highlight]
    """In their order, the newest first."""


@dataclass(eq=False, repr=False)
class TagsRead(Message):
    """The tags of the library are others than before."""

    tags: Sequence[tuple[str, int]]
    """Each with the number of its papers."""
    tag: str = ""
    """The one that was changed, as it is called now."""


@dataclass(eq=False, repr=False)
class IndexReported(Routed):
    """How far the index is; an empty text means that it is current."""

    handler: ClassVar[str] = "searching.index_reported"
    text: str
    grown: bool = False
    """Whether searches find more than before."""

    def can_replace(self, message: Message) -> bool:
        """Only the newest report matters, unless an older one has news for searches."""
        return isinstance(message, IndexReported) and (self.grown or not message.grown)


@dataclass(eq=False, repr=False)
class UnreadCounted(Newest, Routed):
    """It is known how many of the listed papers are unread."""

    handler: ClassVar[str] = "reading.unread_counted"
    count: int


@dataclass(eq=False, repr=False)
class PapersChanged(Message):
    """These papers are on disk as they are here."""

    papers: list[Paper] | None
    """`None` when they are too many to be told."""


@dataclass(eq=False, repr=False)
class Undone(Routed):
    """A change of the library is undone, or done again."""

    handler: ClassVar[str] = "history.undone"
    done: UndoneStep | None
    """`None` when there was nothing to undo."""
    again: bool


@dataclass(eq=False, repr=False)
class NoteSaved(Routed):
    """A note is on disk."""

    handler: ClassVar[str] = "notes.saved"
    paper: Paper
    sent: str
    """The text that was asked to be kept."""
    written: WrittenNote


@dataclass(eq=False, repr=False)
class NoteChangedElsewhere(Routed):
    """Another window or command changed the note that is being written here; nothing is lost."""

    handler: ClassVar[str] = "notes.changed_elsewhere"
    told: str
    """What became of both changes, in a sentence."""


@dataclass(eq=False, repr=False)
class NoteReplaced(Routed):
    """A note became another text at once, and is on disk."""

    handler: ClassVar[str] = "notes.replaced"
    paper: Paper
    told: str
    """What was done, in a sentence."""


@dataclass(eq=False, repr=False)
class NoteVersionsRead(Routed):
    """It is known what a note was."""

    handler: ClassVar[str] = "notes.show_versions"
    paper: Paper
    """With the note as it is."""
    versions: Sequence[NoteVersion]
    """In their order, the newest first."""


@dataclass(eq=False, repr=False)
class NoteRefused(Routed):
    """The disk did not take a note."""

    handler: ClassVar[str] = "notes.refused"
    error: ReaderError


@dataclass(eq=False, repr=False)
class Copied(Routed):
    """A text went to a clipboard, or to a file when there is none."""

    handler: ClassVar[str] = "citing.copied"
    text: str
    what: str
    """What the text is ("BibTeX")."""
    outcome: CopyResult


@dataclass(eq=False, repr=False)
class Exported(Routed):
    """Papers were written to a file."""

    handler: ClassVar[str] = "exporting.exported"
    text: str
    """How many, as what, and where."""


@dataclass(eq=False, repr=False)
class TextSelected(Routed):
    """A text was selected and shall be copied."""

    handler: ClassVar[str] = "citing.copy_selected"
    text: str


@dataclass(eq=False, repr=False)
class ThemeChosen(Routed):
    """Another theme is shown, and shall be in later sessions."""

    handler: ClassVar[str] = "reading.remember_theme"
    name: str


@dataclass(eq=False, repr=False)
class HistoryRead(Routed):
    """The queries that were used before are known."""

    handler: ClassVar[str] = "searching.remember"
    queries: Sequence[str]
    """In their order, the latest first."""


@dataclass(eq=False, repr=False)
class Advised(Routed):
    """Something would make the reader quicker."""

    handler: ClassVar[str] = "searching.advised"
    advice: str


@dataclass(eq=False, repr=False)
class Failed(Message):
    """Something done in the background could not be done."""

    error: ReaderError


@dataclass(eq=False, repr=False)
class Crashed(Routed):
    """A thread met something that nobody expected."""

    handler: ClassVar[str] = "history.crashed"
    error: BaseException

"""What a command may use of the screen that it runs on. The handlers know screens by these protocols only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.message import Message
    from textual.screen import Screen
    from textual.widget import AwaitMount

    from tui_reader.model.papers import Paper
    from tui_reader.model.results import Answer
    from tui_reader.ui import messages
    from tui_reader.ui.detail_follower import DetailFollower
    from tui_reader.ui.note_desk import NoteDesk
    from tui_reader.ui.query_controller import QueryController
    from tui_reader.ui.reading_mode import ReadingMode
    from tui_reader.ui.requests import Session
    from tui_reader.ui.triage_decisions import Decisions
    from tui_reader.ui.widgets.filter_panel import FilterPanel
    from tui_reader.ui.widgets.no_results import WaysOut

Result = TypeVar("Result")


class Context(Protocol):
    """A screen that shows papers: the main screen, or triage above it."""

    session: Session
    """The library, through its threads."""
    desk: NoteDesk
    """The note that is being written."""

    @property
    def screen(self) -> Screen[object]:
        """The screen itself, for its widgets and the focus."""

    @property
    def current(self) -> Paper | None:
        """The paper that a command on one paper is about."""

    @property
    def chosen_ids(self) -> list[int]:
        """The ids of the papers that a command on several is about: those selected, else the current one."""

    @property
    def is_over(self) -> bool:
        """Whether there is no paper left that a command could be about, as at the end of triage."""

    def tell(self, text: str, more: str = "") -> None:
        """Shows a line, or two, for some seconds."""

    def post_message(self, message: Message) -> bool:
        """Sends a message to the screen; from any thread."""

    def ask_screen(self, question: Screen[Result], then: Callable[[Result | None], None] | None = None) -> AwaitMount:
        """Puts a question above the screen; `then` takes its answer, which is `None` when it was left."""

    def in_background(self, job: Callable[[], None], group: str) -> None:
        """Runs a job in a thread of its own."""

    def show_changed(self, papers: list[Paper] | None) -> None:
        """Draws papers as they are now; `None` is too many to name."""

    def show_undone(self, message: messages.Undone) -> None:
        """Shows what a step of undo or redo changed beside the papers themselves."""


class MainContext(Context, Protocol):
    """The main screen."""

    queries: QueryController
    """The query, its order, and whether the list may change."""
    reading: ReadingMode
    detail: DetailFollower
    """What the detail beside the list shows, and when."""
    answer: Answer
    """What the list shows."""
    indexing: str
    """How far the index is; empty when it is current."""
    filter_panel: FilterPanel | None
    """The panel of filters; made when it is first asked for."""
    ways: WaysOut | None
    """What is shown in the place of an empty list; made with the first one."""
    guest: Context | None
    """The screen above that has to hear of changed papers too."""

    def take_answer(self, answer: Answer, *, keep: bool) -> None:
        """Shows an answer; with `keep` the cursor stays on its paper."""


class PickContext(MainContext, Protocol):
    """The main screen as a picker."""

    picked: list[int]
    """Takes the ids of the papers that were chosen."""
    is_waiting_to_pick: bool
    """Whether papers were chosen before the answer to the query that is typed had come."""


class TriageContext(Context, Protocol):
    """The screen on which papers are decided on one by one."""

    decisions: Decisions

    def go_to(self, place: int) -> None:
        """Shows the paper at a place."""

    def go_on(self) -> None:
        """Shows the next paper that is undecided or, when there is none, what came of it."""

    def finish(self) -> None:
        """Goes back to the list."""


async def chosen(context: Context) -> Sequence[Paper]:
    """The papers that a command on several is about, as they are on disk."""
    ids = context.chosen_ids
    return await context.session.read(lambda library: library.papers(ids))

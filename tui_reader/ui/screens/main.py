"""The reader's screen: search bar, list, detail, keys; it holds the state and the session, the widgets show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.reactive import var

from tui_reader.errors import ReaderError
from tui_reader.model.results import Answer
from tui_reader.ui import collector
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.detail_follower import DetailFollower
from tui_reader.ui.messages import Failed, NoteRefused, NoteSaved, PapersChanged, Undone
from tui_reader.ui.query_controller import QueryController
from tui_reader.ui.reading_mode import ReadingMode
from tui_reader.ui.requests import FIRST_PAGE, Session
from tui_reader.ui.screens.paper_screen import PaperScreen
from tui_reader.ui.screens.responsive import Room
from tui_reader.ui.widgets.key_bar import KeyBar
from tui_reader.ui.widgets.paper_detail import PaperDetail
from tui_reader.ui.widgets.paper_list import PaperList
from tui_reader.ui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.message import Message
    from textual.widget import Widget

    from tui_reader.library.library import Library
    from tui_reader.model.annotations import Highlight
    from tui_reader.model.papers import Paper
    from tui_reader.ui import messages
    from tui_reader.ui.commands.context import Context
    from tui_reader.ui.content.row_content import Highlights
    from tui_reader.ui.widgets.filter_panel import FilterPanel
    from tui_reader.ui.widgets.no_results import WaysOut

FIRST_FRAME_SECONDS = 0.1
"""How long the rest of a large library and the index wait for the first frame."""


class MainScreen(PaperScreen):
    """Everything that a reader sees most of the day."""

    AUTO_FOCUS = "#list"
    PLACES: ClassVar[tuple[str, ...]] = ("main", "papers")
    BINDINGS: ClassVar[list[BindingType]] = bindings(*PLACES)

    answer: var[Answer] = var(Answer, init=False)
    indexing: var[str] = var("", init=False)
    """How far the index is; empty when it is current."""
    paper: var[Paper | None] = var(None, init=False)
    """The paper that the detail shows: the one under the list's cursor, a moment later."""
    highlights: var[Sequence[Highlight]] = var((), init=False)
    """Those of that paper."""
    hits: var[Highlights | None] = var(None, init=False)
    """What marks the words of the answer's query."""
    paper_hits: var[Highlights | None] = var(None, init=False)
    """What marks them in the detail: the `hits` of the moment in which `paper` was changed last."""

    def __init__(self, library: Library, query: str = "") -> None:
        super().__init__(Session(library, self._deliver))
        self.queries = QueryController(self)
        self.reading = ReadingMode(self)
        self.filter_panel: FilterPanel | None = None
        self.ways: WaysOut | None = None
        self.guest: Context | None = None
        self._first_query = query
        self.detail = DetailFollower(self)

    def compose(self) -> ComposeResult:
        """Search bar, list and detail, keys."""
        self.take_size()
        yield SearchBar(id="search").data_bind(answer=MainScreen.answer, indexing=MainScreen.indexing)
        with Room(id="panes"):
            with Room(id="found"):
                yield PaperList(self.session.library.papers, id="list").data_bind(hits=MainScreen.hits)
            with Vertical(id="reading"):
                yield PaperDetail(id="detail").data_bind(
                    paper=MainScreen.paper, highlights=MainScreen.highlights, hits=MainScreen.paper_hits
                )
        yield KeyBar(id="keys", markup=False)

    def on_mount(self) -> None:
        """Shows the first papers at once; the index is looked at when they are on the screen."""
        self.query_one(PaperList).note_lines = self.session.library.config.note_lines
        try:
            self.queries.read_sorting(self.session.library.settings.get)
            self.take_answer(self.session.library.browse(self.queries.sorting.browsing, FIRST_PAGE), keep=False)
        except ReaderError as error:
            self.post_message(Failed(error))
        self.detail.show_now()
        if self._first_query:
            self.query_one(SearchBar).text = self._first_query
        # A busy thread would take the interpreter from the first frame.
        self.set_timer(FIRST_FRAME_SECONDS, self._complete)

    def on_unmount(self) -> None:
        """Waits until what was typed and changed is on disk."""
        self.desk.finish()
        self.session.close()

    @property
    def current(self) -> Paper | None:
        """The paper under the list's cursor."""
        return self.query_one(PaperList).paper

    @property
    def chosen_ids(self) -> list[int]:
        """The papers that are selected, else the one under the cursor."""
        shown = self.query_one(PaperList)
        return list(shown.selected) or ([] if shown.paper is None else [shown.paper.id])

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:  # noqa: FBT001, FBT002 Textual's interface
        """Tells reading mode where the focus goes."""
        self.reading.leave_for(widget)
        super().set_focus(widget, scroll_visible, from_app_focus)
        self.reading.look()

    # What the widgets ask for

    def on_paper_highlighted(self, message: messages.PaperHighlighted) -> None:
        """Lets the detail follow the cursor."""
        self.detail.cursor_moved(message.paper)

    def on_paper_left(self) -> None:
        """Goes back to the list, where it was."""
        self.set_focus(self.query_one(PaperList))

    def on_query_typed(self, message: messages.QueryTyped) -> None:
        """Searches for what is in the search bar."""
        self.queries.typed(message.text)

    async def on_paste(self, message: events.Paste) -> None:
        """Asks whether to import what was pasted where nothing is written."""
        message.stop()
        await self._call("importing.pasted", message.text)

    # What comes from the background

    def on_answered(self, message: messages.Answered) -> None:
        """Shows an answer, unless another query has been asked since."""
        self.queries.answered(message.answer)

    def on_papers_changed(self, message: messages.PapersChanged) -> None:
        """Draws papers as they are on disk now, and asks again where the answer depends on it."""
        papers = message.papers
        self.query_one(PaperList).refresh_papers(papers)
        now = [paper for paper in papers or filter(None, [self.current]) if self.paper and paper.id == self.paper.id]
        if now:
            self.detail.show(now[0])
        self.reading.count_unread()
        if self.queries.text.strip() or self.queries.sorting.browsing == "read":
            self.queries.ask_again()

    def show_undone(self, _message: messages.Undone) -> None:
        """Asks again: papers may be there that were not, or no more."""
        self.queries.ask_again()

    def _deliver(self, message: Message) -> None:
        """Takes what comes from the background, also for a screen above this one; from any thread."""
        guest = self.guest
        if guest is not None and isinstance(message, Undone | PapersChanged | NoteSaved | NoteRefused):
            guest.post_message(message)
            if isinstance(message, NoteSaved):
                message = PapersChanged([message.paper])
            elif isinstance(message, PapersChanged):
                message = PapersChanged(message.papers)
            else:
                return
        self.post_message(message)

    def take_answer(self, answer: Answer, *, keep: bool) -> None:
        """Shows an answer; with `keep` the cursor stays on its paper."""
        if answer.query is None or answer.query != self.answer.query:
            self.hits = _highlights(answer)
        self.set_class(not answer.ids, "-empty")
        if not answer.ids:
            _show_no_results(self, answer)
        self.query_one(PaperList).show(answer.ids, answer.total, keep=keep)
        self.answer = answer

    def _complete(self) -> None:
        collector.resume()
        if not self.queries.text.strip() and not self.answer.complete:
            self.queries.ask()
        for problem in self.session.library.config_problems:
            self.post_message(Failed(problem))
        self.session.refresh_index()
        self.session.advise()
        self.session.folders.start()


def _highlights(answer: Answer) -> Highlights | None:
    if answer.query is None:
        return None
    from tui_reader.search.hit_spans import Highlighter

    return Highlighter(answer.query)


def _show_no_results(screen: MainScreen, answer: Answer) -> None:
    """Says in the place of the list why it is empty."""
    # An answer without papers is rare: what it shows is made when there is one.
    from tui_reader.ui.widgets.no_results import WaysOut

    if screen.ways is None:
        screen.ways = WaysOut(id="empty")
        screen.query_one("#found").mount(screen.ways)
    screen.ways.show(answer, None, screen.indexing)

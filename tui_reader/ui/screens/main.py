"""The reader's screen: search bar, list, detail, keys; it holds the state and the session, the widgets show it."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.reactive import var
from textual.widgets import Static

from tui_reader.answers import Answer
from tui_reader.ui.messages import Failed
from tui_reader.ui.screens.copy_actions import CopyActions
from tui_reader.ui.screens.filter_actions import FilterActions
from tui_reader.ui.screens.listed_actions import ListedActions
from tui_reader.ui.screens.mark_actions import MarkActions
from tui_reader.ui.screens.note_actions import NoteActions
from tui_reader.ui.screens.panel_actions import PanelActions
from tui_reader.ui.screens.saved_actions import SavedActions
from tui_reader.ui.session import FIRST_PAGE, Session
from tui_reader.ui.widgets.key_bar import KeyBar
from tui_reader.ui.widgets.paper_detail import PaperDetail
from tui_reader.ui.widgets.paper_list import PaperList
from tui_reader.ui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Resize
    from textual.timer import Timer

    from tui_reader.library import Library
    from tui_reader.papers import Paper
    from tui_reader.ui import messages
    from tui_reader.ui.rows import Highlights

FIRST_FRAME_SECONDS = 0.1
"""How long the rest of a large library and the index wait for the first frame."""

DETAIL_PAUSE_SECONDS = 0.04
"""How long the cursor rests before the detail follows, when keys come faster than that."""

SMALLEST_WIDTH, SMALLEST_HEIGHT = 30, 8
WIDTHS = [(0, "-tiny"), (SMALLEST_WIDTH, "-narrow"), (100, "-wide")]
HEIGHTS = [(0, "-flat"), (SMALLEST_HEIGHT, "-short"), (20, "-tall")]
"""The classes of the screen from so many columns and lines on."""

TOO_SMALL = f"The terminal is too small: {SMALLEST_WIDTH} columns and {SMALLEST_HEIGHT} lines are needed."


class Room(Container):
    """A part of the screen without anything of its own: Textual draws it below its widgets in every frame."""

    BLANK = True


class MainScreen(FilterActions, SavedActions, ListedActions, MarkActions, NoteActions, PanelActions, CopyActions):
    """Everything that a reader sees most of the day."""

    AUTO_FOCUS = "#list"
    BLANK = True
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "Help", id="help", key_display="?", tooltip="All keys"),
        Binding("q", "app.quit", "Quit", id="quit", show=False, tooltip="Leaves; everything is saved already"),
    ]

    answer: var[Answer] = var(Answer, init=False)
    indexing: var[str] = var("", init=False)
    """How far the index is; empty when it is current."""
    paper: var[Paper | None] = var(None, init=False)
    """The paper that the detail shows: the one under the list's cursor, a moment later."""
    hits: var[Highlights | None] = var(None, init=False)
    """What marks the words of the answer's query."""
    paper_hits: var[Highlights | None] = var(None, init=False)
    """The same for the paper that the detail shows, as late as that."""

    def __init__(self, library: Library, query: str = "") -> None:
        super().__init__()
        self.session = Session(library, self.post_message)
        self._first_query = query
        self._detail_timer: Timer | None = None
        self._detail_shown = 0.0

    def compose(self) -> ComposeResult:
        """Search bar, list and detail, keys."""
        # Textual gives the classes with the first resize, which comes after a first layout without them.
        for size, breakpoints in zip(self.app.size, (WIDTHS, HEIGHTS), strict=True):
            self.add_class(max(point for point in breakpoints if point[0] <= size)[1])
        yield SearchBar(id="search").data_bind(answer=MainScreen.answer, indexing=MainScreen.indexing)
        with Room(id="panes"):
            with Room(id="found"):
                yield PaperList(self.session.library.papers, id="list").data_bind(hits=MainScreen.hits)
            with Vertical(id="reading"):
                yield PaperDetail(id="detail").data_bind(paper=MainScreen.paper, hits=MainScreen.paper_hits)
        yield KeyBar(id="keys", markup=False)

    def on_mount(self) -> None:
        """Shows the first papers at once; the index is looked at when they are on the screen."""
        self.read_sorting(self.session.library.settings.get)
        self._take_answer(self.session.library.browse(self.sorting.browsing, FIRST_PAGE), keep=False)
        self._show_detail()
        if self._first_query:
            self.query_one(SearchBar).text = self._first_query
        # A busy thread would take the interpreter from the first frame.
        self.set_timer(FIRST_FRAME_SECONDS, self._complete)

    def on_resize(self, event: Resize) -> None:
        """Says when the terminal is too small for anything else."""
        width, height = event.size
        if width < SMALLEST_WIDTH or height < SMALLEST_HEIGHT:
            if not self.query("#too-small"):
                self.mount(Static(TOO_SMALL, id="too-small", markup=False))
        else:
            self.query("#too-small").remove()

    def on_unmount(self) -> None:
        """Sees what was typed through to the disk."""
        self.finish()

    @property
    def current(self) -> Paper | None:
        """The paper under the list's cursor."""
        return self.query_one(PaperList).paper

    @property
    def chosen_ids(self) -> list[int]:
        """The papers that are selected, else the one under the cursor."""
        shown = self.query_one(PaperList)
        return list(shown.selected) or ([] if shown.paper is None else [shown.paper.id])

    @property
    def found(self) -> Answer:
        """The answer on the screen."""
        return self.answer

    # What the widgets ask for

    def on_paper_highlighted(self, message: messages.PaperHighlighted) -> None:
        """Lets the detail follow the cursor: at once, or when it rests if keys come fast."""
        if self._detail_timer is not None:
            self._detail_timer.stop()
        now = time.monotonic()
        if message.paper is None:
            self._show_detail()
        elif now - self._detail_shown > DETAIL_PAUSE_SECONDS:
            # The frame with the cursor, or the new results, goes first.
            self.call_after_refresh(self._show_detail)
        else:
            self._detail_timer = self.set_timer(DETAIL_PAUSE_SECONDS, self._show_detail)
        self._detail_shown = now

    def on_paper_opened(self) -> None:
        """Goes from the list into the detail."""
        self._show_detail()
        self.set_focus(self.query_one(PaperDetail))

    # What comes from the background

    def on_answered(self, message: messages.Answered) -> None:
        """Shows an answer, unless another question has been asked since."""
        answer = message.answer
        if answer.text == self.text:
            anew = answer.text != self.answer.text and bool(answer.text.strip())
            self._take_answer(answer, keep=not anew or self.query_one(PaperList).placed)

    def on_explained(self, message: messages.Explained) -> None:
        """Says why an answer is empty, and what has an answer."""
        if message.text == self.text and self.ways is not None and not self.answer.ids:
            self.ways.show(self.answer, message.explanation, self.indexing)

    def on_index_reported(self, message: messages.IndexReported) -> None:
        """Shows how far the index is, and asks the question again when it has more to say."""
        self.indexing = message.text
        if self.text.strip():
            if message.grown:
                self.ask()
            elif self.answer.text != self.text or self.answer.query is None:
                # Nothing has answered yet: the empty list says how far the index is, or why there is none.
                self._take_answer(Answer(of=self.answer.of, text=self.text), keep=False)

    def on_advised(self, message: messages.Advised) -> None:
        """Says once what would make the reader quicker."""
        self.tell(message.advice)

    def on_papers_changed(self, message: messages.PapersChanged) -> None:
        """Shows papers as they are on disk now."""
        self.show_changed(message.papers)

    def on_crashed(self, message: messages.Crashed) -> None:
        """Ends the program as any other defect does, instead of going on without the thread."""
        raise message.error

    # Actions

    def action_to_list(self) -> None:
        """Goes to the list."""
        self.set_focus(self.query_one(PaperList))

    def action_move(self, by: int) -> None:
        """Moves the list's cursor, from wherever the focus is."""
        self.query_one(PaperList).action_move(by)

    def action_help(self) -> None:
        """Shows all keys."""
        from tui_reader.ui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen())

    def show_changed(self, papers: list[Paper] | None) -> None:
        """Draws papers that are different now, and asks again where the query depends on it."""
        self.query_one(PaperList).refresh_papers(papers)
        now = [paper for paper in papers or filter(None, [self.current]) if self.paper and paper.id == self.paper.id]
        self.paper = now[0] if now else self.paper
        if self.text.strip() or self.sorting.browsing == "read":
            self.ask()

    def _take_answer(self, answer: Answer, *, keep: bool) -> None:
        same = answer.query is not None and answer.query == self.answer.query
        self.answer = answer
        if not same:
            self.hits = _highlights(answer)
        self.set_class(not answer.ids, "-empty")
        if not answer.ids:
            self._show_ways(answer)
        self.query_one(PaperList).show(answer.ids, answer.total, keep=keep)

    def _show_ways(self, answer: Answer) -> None:
        # An answer without papers is rare: what it shows is made when there is one.
        from tui_reader.ui.widgets.ways_out import WaysOut

        if self.ways is None:
            self.ways = WaysOut(id="empty")
            self.query_one("#found").mount(self.ways)
        self.ways.show(answer, None, self.indexing)

    def _complete(self) -> None:
        # What there is now stays until the end: without it a full collection holds up no key.
        gc.freeze()
        gc.enable()
        if not self.text.strip() and not self.answer.complete:
            self.ask()
        for problem in self.session.library.config_problems:
            self.post_message(Failed(problem))
        self.session.refresh_index()
        self.session.advise()

    def _show_detail(self) -> None:
        self.paper_hits = self.hits
        self.paper = self.current


def _highlights(answer: Answer) -> Highlights | None:
    if answer.query is None:
        return None
    from tui_reader.search.highlight import Highlighter

    return Highlighter(answer.query)

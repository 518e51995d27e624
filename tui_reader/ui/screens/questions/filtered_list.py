"""What the screens share that list a lot and let the reader narrow it down by typing."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.screens.questions.modal import Answer, Question
from tui_reader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui_reader.library.library import Library
    from tui_reader.ui import messages
    from tui_reader.ui.requests import Session


class FilteredList(Question[Answer]):
    """Rows, a line that narrows them down, and what is under the cursor in full."""

    AUTO_FOCUS = "RowList"
    LINES = 1
    """How many lines a row has."""
    KEYS = ""
    """What the keys do, in a line."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("panels")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def compose(self) -> ComposeResult:
        """What is listed, the line, the rows, one of them in full, the keys."""
        with Vertical(classes="box listing"):
            yield Static("", classes="question", markup=False)
            yield Input(placeholder="/ filters", id="narrow", compact=True)
            yield RowList(self.draw, lines=self.LINES, id="rows")
            yield Static("", id="in-full", markup=False)
            yield Static(Content(self.KEYS), classes="keys", markup=False)

    @abstractmethod
    def read(self, library: Library) -> None:
        """Reads what is listed, and posts it; called in a thread of the session."""

    @abstractmethod
    def draw(self, place: int, width: int) -> Sequence[Content]:
        """The lines of a row."""

    @abstractmethod
    def fill(self, text: str) -> None:
        """Lists what fits the text that is typed."""

    @abstractmethod
    def choose(self, place: int) -> None:
        """Answers with a row."""

    def in_full(self, place: int) -> Content:  # noqa: ARG002 not every list has more to say
        """What is under the cursor, as much as there is to say about it."""
        return Content()

    def on_mount(self) -> None:
        """Shows the title; the rows come when the library has found them."""
        self.fill("")
        self.session.look(self.read)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Lists the rows that fit what is typed."""
        event.stop()
        self.fill(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Goes to the rows that are left."""
        event.stop()
        self.action_to_rows()

    def on_row_reached(self, message: messages.RowReached) -> None:
        """Shows what is under the cursor."""
        message.stop()
        self.show_in_full()

    def on_row_chosen(self, message: messages.RowChosen) -> None:
        """Answers with the row that was chosen."""
        message.stop()
        self.choose(message.place)

    def action_narrow(self) -> None:
        """Lets the reader type."""
        self.query_one(Input).focus()

    def action_to_rows(self) -> None:
        """Gives the rows the keys."""
        self.query_one(RowList).focus()

    def action_undo(self) -> None:
        """Undoes the latest change of the library, which may have been made here."""
        self.session.undo()
        self.session.keep(self.read)

    def action_redo(self) -> None:
        """Does again what was undone last."""
        self.session.redo()
        self.session.keep(self.read)

    def action_leave(self) -> None:
        """Lists everything again or, when everything is listed, leaves."""
        line = self.query_one(Input)
        if line.has_focus or line.value:
            line.value = ""
            self.action_to_rows()
        else:
            self.dismiss(None)

    @property
    def place(self) -> int | None:
        """Where the cursor is."""
        return self.query_one(RowList).place

    def list_rows(self, count: int, title: str, place: int = 0) -> None:
        """Lists so many rows under a title."""
        self.query_one(".question", Static).update(Content(title))
        self.query_one(RowList).show(count, place)

    def show_in_full(self) -> None:
        """Shows what is under the cursor."""
        place = self.place
        text = Content() if place is None else self.in_full(place)
        shown = self.query_one("#in-full", Static)
        shown.update(text)
        shown.set_class(not text, "-none")

"""What the screens share that list a lot and let the reader narrow it down by typing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.screens.questions.modal import Answer, Question
from tui_reader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.message import Message
    from textual.style import Style

    from tui_reader.library.library import Library
    from tui_reader.ui import messages
    from tui_reader.ui.requests import Session

Chosen_co = TypeVar("Chosen_co", covariant=True)


class Rows(Protocol[Chosen_co]):
    """What is listed: everything there is, and the rows that fit what was typed."""

    def __len__(self) -> int:
        """How many rows fit."""

    def read(self, library: Library) -> Message:
        """What there is now, as a message for the panel; called in a thread of the session."""

    def fill(self, text: str) -> str:
        """Takes the rows that fit a text; the title of the list of them."""

    def draw(self, place: int, width: int, style: Callable[[str], Style]) -> Sequence[Content]:
        """The lines of a row; `style` gives that of a part (`faint`)."""

    def in_full(self, place: int, style: Callable[[str], Style]) -> Content:
        """What there is to say about a row beside its lines; empty for nothing."""

    def answer(self, place: int) -> Chosen_co:
        """What the panel answers when a row is chosen."""


class FilteredList(Question[Answer]):
    """Rows, a line that narrows them down, and what is under the cursor in full."""

    AUTO_FOCUS = "RowList"
    LINES = 1
    """How many lines a row has."""
    KEYS = ""
    """What the keys do, in a line."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("panels")

    LOOK = ""
    """What the component classes of the parts of a row begin with."""

    def __init__(self, session: Session, rows: Rows[Answer]) -> None:
        super().__init__()
        self.session = session
        self._rows = rows

    def compose(self) -> ComposeResult:
        """What is listed, the line, the rows, one of them in full, the keys."""
        with Vertical(classes="box listing"):
            yield Static("", classes="question", markup=False)
            yield Input(placeholder="/ filters", id="narrow", compact=True)
            draw = partial(self._rows.draw, style=self._style)
            yield RowList(draw, lines=self.LINES, id="rows")
            yield Static("", id="in-full", markup=False)
            yield Static(Content(self.KEYS), classes="keys", markup=False)

    def on_mount(self) -> None:
        """Shows the title; the rows come when the library has found them."""
        self.fill()
        self.session.look(self._read)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Lists the rows that fit what is typed."""
        event.stop()
        self.fill()

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
        self.dismiss(self._rows.answer(message.place))

    def action_narrow(self) -> None:
        """Lets the reader type."""
        self.query_one(Input).focus()

    def action_to_rows(self) -> None:
        """Gives the rows the keys."""
        self.query_one(RowList).focus()

    def action_undo(self) -> None:
        """Undoes the latest change of the library, which may have been made here."""
        self.session.undo()
        self.session.keep(self._read)

    def action_redo(self) -> None:
        """Does again what was undone last."""
        self.session.redo()
        self.session.keep(self._read)

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

    def fill(self, place: int = 0) -> None:
        """Lists what fits the text that is typed, with the cursor at a place."""
        title = self._rows.fill(self.query_one(Input).value)
        self.query_one(".question", Static).update(Content(title))
        self.query_one(RowList).show(len(self._rows), place)

    def show_in_full(self) -> None:
        """Shows what is under the cursor."""
        place = self.place
        text = Content() if place is None else self._rows.in_full(place, self._style)
        shown = self.query_one("#in-full", Static)
        shown.update(text)
        shown.set_class(not text, "-none")

    def _read(self, library: Library) -> None:
        self.post_message(self._rows.read(library))

    def _style(self, part: str) -> Style:
        return self.get_visual_style(f"{self.LOOK}--{part}", partial=True)

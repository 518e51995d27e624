"""The line on top: what is searched for, and how many papers that found."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Input, Static

from tui_reader.answers import Answer
from tui_reader.printable import one_line
from tui_reader.ui import rendering
from tui_reader.ui.messages import QueryTyped, SearchLeft

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Resize

STATUS_SHARE = 2
"""The status gets at most the width divided by this."""


class SearchBar(Horizontal):
    """An input for the query, and the state of its answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back to the list", id="search.leave", tooltip="Keeps the query"),
        Binding("down", "leave", "To the list", id="search.down", show=False, tooltip="Goes to the papers found"),
    ]

    answer: reactive[Answer] = reactive(Answer, init=False)
    indexing: reactive[str] = reactive("", init=False)
    """How far the index is; empty when it is current."""

    def compose(self) -> ComposeResult:
        """A prompt, the input, the status."""
        yield Static("/", id="prompt", markup=False)
        yield Input(
            placeholder="search titles, abstracts, authors, notes", id="query", select_on_focus=False, compact=True
        )
        yield Static("", id="status", markup=False)

    @property
    def text(self) -> str:
        """The query as it is typed."""
        return self.query_one(Input).value

    @text.setter
    def text(self, text: str) -> None:
        field = self.query_one(Input)
        field.value = one_line(text) + (" " if text.endswith(" ") else "")
        field.cursor_position = len(field.value)

    def watch_answer(self) -> None:
        """Shows the new answer's count, and what in the query was searched as words."""
        self.border_subtitle = Content(one_line(self.answer.hint))
        self._show_status()

    def watch_indexing(self) -> None:
        """Shows how far the index is."""
        self._show_status()

    def on_resize(self, _event: Resize) -> None:
        """Fits the status to the width."""
        self._show_status()

    def on_click(self) -> None:
        """Puts the cursor into the input, wherever on the line the click was."""
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Turns a changed input into a query."""
        event.stop()
        self.post_message(QueryTyped(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the papers that were found."""
        event.stop()
        self.post_message(SearchLeft())

    def action_leave(self) -> None:
        """Goes to the list."""
        self.post_message(SearchLeft())

    def _show_status(self) -> None:
        if self.is_mounted:
            text = rendering.status(self.answer, self.indexing, self.app.size.width // STATUS_SHARE)
            self.query_one("#status", Static).update(Content(text))

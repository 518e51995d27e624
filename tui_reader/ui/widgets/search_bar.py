"""The line on top: what is searched for, and how many papers that found."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive, var
from textual.widgets import Input, Static

from tui_reader.model.results import Answer
from tui_reader.texts.printable import one_line
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.content import styled_text
from tui_reader.ui.messages import QueryTyped, SearchLeft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Resize

STATUS_SHARE = 0.4
"""How much of the width the status has; fitting it to its text would lay out the whole screen with every key."""


class QueryInput(Input):
    """An input in which a letter does not lay out the whole screen, as the width of the text does in any other."""

    virtual_size: reactive[Size] = reactive(Size(0, 0), init=False)


class SearchBar(Horizontal):
    """An input for the query, and the state of its answer."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("search_bar")

    answer: var[Answer] = var(Answer, init=False)
    indexing: var[str] = var("", init=False)
    """How far the index is; empty when it is current."""

    def compose(self) -> ComposeResult:
        """A prompt, the input, the status."""
        yield Static("/", id="prompt", markup=False)
        yield QueryInput(
            placeholder="search titles, abstracts, authors, notes", id="query", select_on_focus=False, compact=True
        )
        yield Static("", id="status", markup=False)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 Textual's name
        super().__init__(id=id)
        self._earlier: list[str] = []
        """Queries to go back to, the latest first; what is being typed is in front of them."""
        self._place = 0
        self._told = ""

    def tell(self, text: str) -> None:
        """Says something below the query, until the next answer."""
        if text != self._told:
            self._told = text
            self.border_subtitle = Content(text)

    def remember(self, queries: Sequence[str]) -> None:
        """Takes the queries that up-arrow goes back to, the latest first."""
        self._earlier, self._place = [self.text, *queries], 0

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
        self.tell(one_line(self.answer.hint))
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
        if self._place >= len(self._earlier) or event.value != self._earlier[self._place]:
            # Typing on from an earlier query makes it the one that is being typed.
            self._earlier[:1], self._place = [event.value], 0
        self.post_message(QueryTyped(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the papers that were found."""
        event.stop()
        self.post_message(SearchLeft())

    def action_recall(self, by: int) -> None:
        """Goes back to an earlier query that begins like the one being typed, or forward again and then to the list."""
        begin = self._earlier[0].strip().casefold() if self._earlier else ""
        there = [0, *(at for at, query in enumerate(self._earlier) if at and query.casefold().startswith(begin))]
        at = there.index(self._place) + by if self._place in there else 0
        if at < 0:
            self.post_message(SearchLeft())
        elif at < len(there):
            self._place = there[at]
            self.text = self._earlier[self._place]

    def _show_status(self) -> None:
        if self.is_mounted:
            width = int(self.app.size.width * STATUS_SHARE) - 2
            text = styled_text.status(self.answer, self.indexing, width)
            self.query_one("#status", Static).update(Content(text), layout=False)

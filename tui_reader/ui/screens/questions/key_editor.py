"""The question which citation key a paper shall have."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui_reader.citations.key_rules import checked
from tui_reader.errors import ReaderError
from tui_reader.texts.printable import one_line
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.screens.questions.modal import Question

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui_reader.model.papers import Paper


class KeyEditor(Question[str | None]):
    """The key in one line."""

    AUTO_FOCUS = "Input"

    BINDINGS: ClassVar[list[BindingType]] = bindings("key_editor")

    def __init__(self, paper: Paper, made: str) -> None:
        super().__init__()
        self._paper = paper
        self._made = made

    def compose(self) -> ComposeResult:
        """The paper, the line, what the configuration would make."""
        with Vertical(classes="box"):
            yield Static(Content(one_line(self._paper.title)), classes="question", markup=False)
            yield Input(self._paper.key, placeholder="citation key", select_on_focus=False, compact=True)
            yield Static(self._hint(), id="key-hint", markup=False)
            yield Static("enter saves · tab takes the usual key · escape leaves it", classes="keys", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Says again what would be made."""
        event.stop()
        self.query_one("#key-hint", Static).update(self._hint())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answers with the key, if it can be one."""
        event.stop()
        try:
            self.dismiss(checked(event.value))
        except ReaderError as error:
            self.query_one("#key-hint", Static).update(Content(f"{error.message} {error.hint}"))

    def action_take_made(self) -> None:
        """Puts the usual key into the line."""
        field = self.query_one(Input)
        field.value = self._made
        field.cursor_position = len(field.value)

    def action_cancel(self) -> None:
        """Answers that the key stays as it is."""
        self.dismiss(None)

    def _hint(self) -> Content:
        return Content(f"The usual key is {self._made}. What cites the paper by its present key has to be changed too.")

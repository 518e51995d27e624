"""The question where the file of a paper is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui_reader.texts.printable import one_line
from tui_reader.texts.typeset import as_read
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.screens.questions.modal import Question

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class PathQuestion(Question[str | None]):
    """A line for the path; answers with the absolute path of a file that is there."""

    AUTO_FOCUS = "Input"

    BINDINGS: ClassVar[list[BindingType]] = bindings("path")

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """Whose file it is, the line, what is wrong with it, the keys."""
        with Vertical(classes="box"):
            yield Static(Content(as_read(self._title)), classes="question", markup=False)
            yield Input(placeholder="the path of a file", compact=True, id="path")
            yield Static("", classes="problem -none", markup=False)
            yield Static("enter attaches · escape leaves", classes="keys", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answers with the path, if there is a file."""
        event.stop()
        # A terminal pastes the path of a file that is dropped on it in quotation marks.
        text = event.value.strip().strip("'\"")
        try:
            path = Path(text).expanduser().absolute()
            is_file = bool(text) and path.is_file()
        except (OSError, RuntimeError, ValueError):
            is_file = False
        if is_file:
            self.dismiss(str(path))
            return
        shown = self.query_one(".problem", Static)
        shown.update(Content(f"There is no file {one_line(text)}." if text else "Type the path of a file."))
        shown.remove_class("-none")

    def action_cancel(self) -> None:
        """Answers that no file shall be attached."""
        self.dismiss(None)

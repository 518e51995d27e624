"""A text that no clipboard took: shown, to be selected and copied by the terminal's own means."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from tui_reader.texts.printable import one_line
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.screens.questions.modal import Question

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class CopiedText(Question[None]):
    """The text, and the file that has it."""

    AUTO_FOCUS = "TextArea"

    BINDINGS: ClassVar[list[BindingType]] = bindings("copied_text")

    def __init__(self, text: str, told: str) -> None:
        super().__init__()
        self._text = text
        self._told = told

    def compose(self) -> ComposeResult:
        """What happened, the text, how to leave."""
        with Vertical(classes="box"):
            yield Static(Content(one_line(self._told)), classes="question", markup=False)
            yield TextArea(self._text, read_only=True, id="copied-text")
            yield Static("escape closes", classes="keys", markup=False)

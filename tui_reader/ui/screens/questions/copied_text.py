"""A text that no clipboard took: shown, to be selected and copied by the terminal's own means."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from tui_reader.texts.printable import one_line
from tui_reader.ui.screens.questions.modal import QUESTIONS

if TYPE_CHECKING:
    from textual.app import ComposeResult


class CopiedText(ModalScreen[None]):
    """The text, and the file that has it."""

    AUTO_FOCUS = "TextArea"
    CSS_PATH = QUESTIONS

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter", "dismiss", "Close", id="copied.close")]

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

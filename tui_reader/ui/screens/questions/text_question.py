"""The question for a list of papers as text, typed or pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widgets import Static, TextArea

from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.screens.questions.modal import Question

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

MOST_SHOWN = 100_000
"""Characters. A longer paste is taken as it is: laying it out line by line would hold the screen up."""


class PastedText(TextArea):
    """A text area that hands a very long paste on."""

    async def _on_paste(self, event: events.Paste) -> None:
        """Answers the question with a paste that is too long to be edited."""
        if len(event.text) > MOST_SHOWN:
            event.stop()
            event.prevent_default()
            self.screen.dismiss(event.text)
        else:
            await super()._on_paste(event)
            event.prevent_default()


class TextQuestion(Question[str | None]):
    """The text; begins with one that could not be read before, to mend it."""

    AUTO_FOCUS = "TextArea"

    BINDINGS: ClassVar[list[BindingType]] = bindings("text_question")

    def __init__(self, begun: str = "") -> None:
        super().__init__()
        self._begun = begun

    def compose(self) -> ComposeResult:
        """The question, the text, the keys."""
        with Vertical(classes="box"):
            yield Static("Import which text? Paste or type it.", classes="question", markup=False)
            yield PastedText(self._begun, id="comment", compact=True)
            yield Static("BibTeX, RIS or any other list of papers, or the path of a file", classes="more", markup=False)
            yield Static("ctrl+s imports · escape leaves", classes="keys", markup=False)

    def action_done(self) -> None:
        """Answers with the text."""
        text = self.query_one(TextArea).text
        self.dismiss(text if text.strip() else None)

    def action_cancel(self) -> None:
        """Answers that nothing shall be imported."""
        self.dismiss(None)

"""The question what a reader has to say about a highlight."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from tui_reader.texts.typeset import as_read
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.screens.questions.modal import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType


class CommentEditor(Question[str | None]):
    """A few lines below the passage that they are about; what was typed is the answer, however the editor is left."""

    AUTO_FOCUS = "TextArea"

    BINDINGS: ClassVar[list[BindingType]] = bindings("comment")

    def __init__(self, quote: str, comment: str = "", keep: Callable[[str], object] | None = None) -> None:
        """`keep` takes what was typed when the program ends before there is an answer."""
        super().__init__()
        self._quote = quote
        self._comment = comment
        self._keep = keep
        # Held here because the text is asked for after the widgets are gone.
        self._area = TextArea(comment, id="comment", soft_wrap=True, compact=True, placeholder="why it matters")

    def compose(self) -> ComposeResult:
        """The passage, the text, how to leave."""
        with Vertical(classes="box"):
            yield Static(Content(f"“{as_read(self._quote)}”"), id="quote", markup=False)
            yield self._area
            yield Static("escape keeps it · ctrl+c leaves it as it was", classes="keys", markup=False)

    def on_mount(self) -> None:
        """Goes on where the comment ends."""
        self._area.move_cursor(self._area.document.end)

    def on_unmount(self) -> None:
        """Sees to it that nothing typed is lost when the terminal is closed."""
        if self._keep is not None and (text := self._typed) is not None:
            self._keep(text)

    def action_done(self) -> None:
        """Answers with the text, if it is another one."""
        self._keep = None
        self.dismiss(self._typed)

    def action_cancel(self) -> None:
        """Changes nothing, unless a text is selected: then the key copies it, as everywhere."""
        if self._area.selected_text:
            self._area.action_copy()
        else:
            self._keep = None
            self.dismiss(None)

    @property
    def _typed(self) -> str | None:
        """The text, if it is another one than before."""
        text = self._area.text.strip()
        return None if text == self._comment.strip() else text

"""The question whether something shall be done to many papers at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui_reader.texts.printable import one_line
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.screens.questions.modal import Question

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class Confirm(Question[bool]):
    """A question to be answered with yes or no."""

    AUTO_FOCUS = ""

    BINDINGS: ClassVar[list[BindingType]] = bindings("confirm")

    def __init__(self, question: str, yes: str, more: str = "") -> None:
        """`yes` says what yes does ("marks them"), `more` what else is worth knowing."""
        super().__init__()
        self._question = question
        self._yes = yes
        self._more = more

    def compose(self) -> ComposeResult:
        """The question, and what the keys do."""
        with Vertical(classes="box"):
            yield Static(Content(one_line(self._question)), classes="question", markup=False)
            if self._more:
                yield Static(Content(one_line(self._more)), classes="more", markup=False)
            yield Static(
                Content(f"y or enter {one_line(self._yes)} · n or escape leaves all as it is"),
                classes="keys",
                markup=False,
            )

    def action_answer(self, answer: bool) -> None:  # noqa: FBT001 an action's parameters have no names
        """Answers the question with yes or no."""
        self.dismiss(answer)

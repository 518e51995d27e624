"""The question how many stars papers shall have."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui_reader.model.papers import MOST_STARS
from tui_reader.texts.typeset import as_read
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.content.styled_text import stars
from tui_reader.ui.screens.questions.modal import Question

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class RatingQuestion(Question[int | None]):
    """What the digits do: one key is the answer."""

    AUTO_FOCUS = ""

    BINDINGS: ClassVar[list[BindingType]] = bindings("rating")

    def __init__(self, what: str, now: int | None) -> None:
        """`what` is a title or says how many papers there are; `now` is their rating, `None` when they differ."""
        super().__init__()
        self._what = what
        self._now = now

    def compose(self) -> ComposeResult:
        """What is rated, how it is rated now, the keys."""
        with Vertical(classes="box"):
            yield Static(Content(as_read(self._what)), classes="question", markup=False)
            if self._now is not None:
                now = f"Now {stars(self._now)}" if self._now else "Not rated yet"
                yield Static(now, classes="more", markup=False)
            yield Static(
                f"1 to {MOST_STARS} rates · 0 takes the stars away · escape leaves", classes="keys", markup=False
            )

    def action_rate(self, rating: int) -> None:
        """Answers with so many stars."""
        self.dismiss(rating)

    def action_cancel(self) -> None:
        """Answers that the rating stays as it is."""
        self.dismiss(None)

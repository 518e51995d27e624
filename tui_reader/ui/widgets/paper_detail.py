"""The paper that is being read: its page, the keys that move through it, and a cursor that goes by sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui_reader.model.annotations import COLOURS
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.messages import PaperLeft
from tui_reader.ui.widgets.paper_view import PaperPage

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType

    from tui_reader.model.annotations import Highlight
    from tui_reader.ui.content.paper_content import Spot


class PaperDetail(PaperPage, can_focus=True):
    """The paper under the list's cursor."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("abstract")

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "paper-detail--title",
        "paper-detail--faint",
        "paper-detail--hit",
        "paper-detail--hit-now",
        "paper-detail--mark",
        "paper-detail--cursor",
        "paper-detail--sentence",
        "paper-detail--link",
        *(f"paper-detail--{colour}" for colour in COLOURS),
        *(f"paper-detail--{colour}-edge" for colour in COLOURS),
    }

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 Textual's name
        super().__init__(id=id)
        self._cursor: int | None = None
        """The sentence that the cursor is on."""
        self._from: int | None = None
        """The sentence where a range begins that the cursor ends."""

    def begin(self) -> None:
        """Takes the cursor off the page."""
        self._cursor = self._from = None

    @property
    def sentence(self) -> Spot | None:
        """The sentence under the cursor, or the whole range of sentences."""
        if self._cursor is None or self._page is None:
            return None
        there = self._page.sentences
        first, last = sorted((self._cursor, self._cursor if self._from is None else self._from))
        return (there[first][0], there[last][1]) if last < len(there) else None

    @property
    def passage(self) -> Spot | None:
        """What a highlight would be of: what was selected with the mouse, else what the cursor is on."""
        return self.chosen or self.sentence

    @property
    def is_several(self) -> bool:
        """Whether the reader chose more, or less, than the one sentence under the cursor."""
        return self.chosen is not None or self._from is not None

    def go_to(self, highlight: Highlight) -> None:
        """Puts the cursor on the sentence where a highlight begins, and brings it into view."""
        page = self.page
        spot = next((one.spot for one in page.passages if one.highlight.id == highlight.id), None) if page else None
        if page is None or spot is None:
            self.scroll_end(animate=False)
            return
        self._from = None
        self._cursor = next((at for at, there in enumerate(page.sentences) if there[1] > spot[0]), None)
        self._write()
        self.reveal(spot)

    def end_range(self) -> None:
        """Leaves the cursor on one sentence."""
        if self._from is not None:
            self._from = None
            self._write()

    def on_click(self, event: events.Click) -> None:
        """Puts the cursor on the sentence that was clicked."""
        _, offset = self.screen.get_widget_and_offset_at(event.screen_x, event.screen_y)
        page = self.page
        if page is None or offset is None or self.chosen is not None:
            return
        at = self._place(offset) - page.abstract_at
        clicked = next((number for number, spot in enumerate(page.sentences) if spot[0] <= at < spot[1]), None)
        if clicked is not None:
            self._cursor = clicked
            self._write()

    def action_leave(self) -> None:
        """Ends a range or, when there is none, leaves the page."""
        if self._from is not None:
            self.end_range()
            return
        if self._cursor is not None:
            self.begin()
            self._write()
        self.post_message(PaperLeft())

    def action_sentence(self, by: int) -> None:
        """Moves the cursor by sentences; at first it comes to the first sentence in view."""
        page = self.page
        if page is None or not page.sentences:
            return
        if self._cursor is None:
            top = self.first_in_view()
            last = len(page.sentences) - 1
            self._cursor = next((at for at, spot in enumerate(page.sentences) if spot[0] >= top), last)
        else:
            self._cursor = max(0, min(self._cursor + by, len(page.sentences) - 1))
        self._write()
        if (spot := self.sentence) is not None:
            there = page.sentences[self._cursor]
            self.reveal(there if self._from is not None else spot)

    def action_range(self) -> None:
        """Begins a range at the cursor, or ends it."""
        if self._from is not None:
            self.end_range()
            return
        if self._cursor is None:
            self.action_sentence(1)
        self._from = self._cursor
        self._write()

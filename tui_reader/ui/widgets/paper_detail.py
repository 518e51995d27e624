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

    def on_click(self, event: events.Click) -> None:
        """Puts the cursor on the sentence that was clicked."""
        _, offset = self.screen.get_widget_and_offset_at(event.screen_x, event.screen_y)
        if offset is not None:
            self.sentences.go_to_place(self.written.place_at(*offset))

    def action_leave(self) -> None:
        """Ends a range or, when there is none, leaves the page."""
        if self.sentences.has_range:
            self.sentences.end_range()
            return
        if self.sentences.is_on:
            self.sentences.clear()
            self.write()
        self.post_message(PaperLeft())

    def action_sentence(self, by: int) -> None:
        """Moves the cursor by sentences."""
        self.sentences.move(by)

    def action_range(self) -> None:
        """Begins a range at the cursor, or ends it."""
        self.sentences.toggle_range()

    def action_page(self, by: int) -> None:
        """Turns pages; at once, because a page that glides is many frames for a slow line."""
        self.scroll_relative(y=by * self.scrollable_content_region.height, animate=False)

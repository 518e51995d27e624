"""Rows that somebody else draws, with a cursor: what is in view is drawn, whatever there is besides."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.content.row_content import CURSOR
from tui_reader.ui.messages import RowChosen, RowReached
from tui_reader.ui.widgets.cursor_view import CursorView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.binding import BindingType
    from textual.strip import Strip

    Draw = Callable[[int, int], Sequence[Content]]
    """Draws a row, by its place, in lines of at most so many cells."""

FAR = 1_000_000_000


class RowList(CursorView, can_focus=True):
    """Rows of some lines each."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("rows")

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row-list--row", "row-list--cursor"}

    def __init__(self, draw: Draw, *, lines: int = 1, id: str | None = None) -> None:  # noqa: A002 Textual's name
        super().__init__(id=id)
        self._draw = draw
        self._lines = lines
        self._count = 0
        self._cursor = 0

    @property
    def place(self) -> int | None:
        """Where the cursor is; `None` when there are no rows."""
        return self._cursor if self._count else None

    def show(self, count: int, place: int) -> None:
        """Shows so many other rows, with the cursor on one of them."""
        self._count = count
        self._go_to(place)

    def on_resize(self) -> None:
        """Keeps the cursor in view at any size."""
        self._reveal()

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a row, a second one chooses it."""
        event.stop()
        place = self.row_at(event, self._lines)
        if 0 <= place < self._count:
            self._go_to(place)
            if event.chain > 1:
                self.action_choose()

    def action_move(self, by: int) -> None:
        """Moves the cursor by some rows."""
        self._go_to(self._cursor + by)

    def action_page(self, by: int) -> None:
        """Moves the cursor by pages."""
        self._go_to(self._cursor + by * max(1, self.scrollable_content_region.height // self._lines))

    def action_choose(self) -> None:
        """Chooses the row under the cursor."""
        if self._count:
            self.post_message(RowChosen(self._cursor))

    def render_line(self, y: int) -> Strip:
        """One line of the rows in view."""
        place, line = divmod(self.scroll_offset.y + y, self._lines)
        if place >= self._count:
            return self.blank()
        current = place == self._cursor
        base = self.get_visual_style("row-list--row") if current else self.visual_style
        width = max(self.scrollable_content_region.width - 2, 1)
        drawn = list(self._draw(place, width))
        text = drawn[line].truncate(width, ellipsis=True) if line < len(drawn) else Content()
        bar = (CURSOR, self.get_visual_style("row-list--cursor", partial=True)) if current else " "
        return self.finished(Content.assemble(bar, " ", text).render_segments(base), base.rich_style)

    def _go_to(self, place: int) -> None:
        self._cursor = max(0, min(place, self._count - 1))
        self._reveal()
        self.refresh()
        self.post_message(RowReached(self.place))

    def _reveal(self) -> None:
        if self.size.height:
            self.set_row_count(self._count, self._lines)
            self.reveal_row(self._cursor, self._lines)

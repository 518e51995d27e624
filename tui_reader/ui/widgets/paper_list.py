"""The list of papers: a cursor that stays on its paper, a selection, and the keys for both.

It never changes a paper: `refresh_papers` is told when one is different.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.messages import PaperOpened
from tui_reader.ui.widgets.paper_pages import PAGE
from tui_reader.ui.widgets.paper_rows import LINES, PaperRows
from tui_reader.ui.widgets.selection import place_of

if TYPE_CHECKING:
    from array import array

    from textual import events
    from textual.binding import BindingType

NEAR = 1_000
"""How far from its place a paper is looked for that takes the place of one that is gone."""


class PaperList(PaperRows, can_focus=True):
    """Papers by id, with a cursor."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("list")

    ALLOW_SELECT = False

    placed: int | None = None
    """The paper that the reader has put the cursor on, which comes back to it after answers without that paper.

    `None` lets the cursor start at the first row of the next answer, which is to something else.
    """

    def show(self, ids: array[int], total: int, *, keep: bool = False) -> None:
        """Replaces all rows by the first ones of so many.

        With `keep` the cursor stays on its paper or, if that is gone, on the first one after it that is still there,
        and both stay where they are on the screen; else the cursor goes to the first row.
        """
        above = self.cursor * LINES - self.scroll_offset.y if keep else 0
        place = _place_in(ids, self.ids, self.cursor, self.placed) if keep else 0
        self.ids, self._total = ids, total
        self._pages.clear()
        self.redraw()
        self.set_reactive(PaperRows.cursor, place)
        if self.size.height:
            self.scroll_to(y=max(0, place * LINES - above), animate=False, immediate=True)
        self.reveal_row(self.cursor, LINES)
        self._tell()

    def watch_cursor(self, old: int, new: int) -> None:
        """Draws the rows that the cursor left and reached, in view."""
        top = self.scroll_offset.y
        self.reveal_row(self.cursor, LINES)
        if self.scroll_offset.y == top:
            for place in (old, new):
                self.refresh_lines(place * LINES, LINES)
        else:
            self.refresh()
        self._tell()

    def validate_cursor(self, row: int) -> int:
        """Keeps the cursor on a row."""
        return max(0, min(row, len(self.ids) - 1))

    def on_resize(self, _event: events.Resize) -> None:
        """Keeps the cursor in view at any size."""
        self.redraw()
        self.reveal_row(self.cursor, LINES)

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a paper, a second one opens it."""
        event.stop()
        place = self.row_at(event, LINES)
        if 0 <= place < len(self.ids):
            self._go_to(place)
            if event.chain > 1:
                self.action_open(alone=True)

    def action_move(self, by: int) -> None:
        """Moves the cursor by some papers."""
        self._go_to(self.cursor + by)

    def action_half(self, halves: int) -> None:
        """Moves the cursor by half pages."""
        self._go_to(self.cursor + halves * max(1, self.scrollable_content_region.height // LINES // 2))

    def action_open(self, alone: bool) -> None:  # noqa: FBT001 an action's parameter
        """Chooses the paper for reading."""
        if (paper := self.paper) is not None:
            self.post_message(PaperOpened(paper, alone))

    def go_to(self, number: int) -> bool:
        """Puts the cursor on a paper; whether it is listed. When it is not, it goes there as soon as it is."""
        place = place_of(number, self.ids)
        if place is not None:
            self._go_to(place)
        self.placed = number
        return place is not None

    def _go_to(self, place: int) -> None:
        self.cursor = place
        self.placed = self.ids[self.cursor] if self.ids else None


def _place_in(ids: array[int], before: array[int], cursor: int, placed: int | None) -> int:
    """Where the cursor goes among other ids: to its paper, or to the first one after it that is there."""
    near = max(cursor - NEAR, 0), cursor + NEAR
    now = before[cursor] if before else None
    for number in (placed, *before[cursor : cursor + PAGE]):
        if number is not None:
            place = place_of(number, ids, *(() if number in (placed, now) else near))
            if place is not None:
                return place
    return max(min(cursor, len(ids) - 1), 0)

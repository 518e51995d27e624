"""Lines with a cursor: rows of some lines each, of which one is current and stays in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Region

from tui_reader.ui.widgets.line_view import LineView

if TYPE_CHECKING:
    from textual import events


class CursorView(LineView):
    """Lines of which some are one row; Textual draws them anew when the focus comes here or goes elsewhere."""

    def row_at(self, event: events.Click, lines: int) -> int:
        """Which row, of so many lines each, a click is on, whether there is one or not."""
        return (event.y + self.scroll_offset.y) // lines

    def set_row_count(self, count: int, lines: int) -> None:
        """Lets there be so many rows to scroll through."""
        # An odd line at the end, or the lowest place to scroll to would show a part of a row on top.
        self.set_line_count(count * lines + self.scrollable_content_region.height % lines)

    def reveal_row(self, place: int, lines: int) -> None:
        """Brings a row into view, once the widget has a size."""
        if not self.size.height:
            return
        region = Region(0, place * lines, 1, lines)
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if region.y < top or region.bottom > top + height or top > self.max_scroll_y:
            target = region.y if region.y < top else region.bottom - height
            # At the beginning of a row: any other offset would show a part of one on top.
            self.scroll_to(y=max(0, target + -target % lines), animate=False, immediate=True)

"""The smallest Textual apps that do one thing which the reader does too: take keys, or go through a long list.

python tests/benchmarks/smallest.py input|list
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.app import App
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

MARKER = "one line of text"
CURSOR = "▌"
ROWS = 1_000_000


class Rows(ScrollView, can_focus=True):
    """Numbered rows, drawn when they are in view, with a cursor that `j` moves down."""

    BINDINGS: ClassVar = [("j", "down", "Down")]

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._cursor = 0
        self.show(rows)

    def show(self, rows: int) -> None:
        """Replaces all rows."""
        self.virtual_size = Size(0, rows)
        self.refresh()

    def action_down(self) -> None:
        """Moves the cursor to the next row."""
        self._cursor += 1
        self.scroll_to_region(Region(0, self._cursor, 1, 1), animate=False)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row in view."""
        row = self.scroll_offset.y + y
        text = f"{CURSOR if row == self._cursor else ' '} row {row}"
        return Strip([Segment(text.ljust(self.size.width))])


class Smallest(App[None]):
    """An app with one widget."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self._widget = widget

    def compose(self) -> ComposeResult:
        """The widget."""
        yield self._widget


def main(what: str) -> None:
    """Runs one of them."""
    widget = Input(placeholder=MARKER, compact=True) if what == "input" else Rows(ROWS)
    Smallest(widget).run()


if __name__ == "__main__":
    main(sys.argv[1])

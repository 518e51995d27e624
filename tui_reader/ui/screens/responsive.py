"""A screen that is laid out by the size of the terminal, from the first frame on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container
from textual.screen import Screen
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.events import Resize

SMALLEST_WIDTH, SMALLEST_HEIGHT = 30, 8
WIDTHS = [(0, "-tiny"), (SMALLEST_WIDTH, "-narrow"), (100, "-wide")]
HEIGHTS = [(0, "-flat"), (SMALLEST_HEIGHT, "-short"), (20, "-tall")]
"""The classes of the screen from so many columns and lines on."""

TOO_SMALL = f"The terminal is too small: {SMALLEST_WIDTH} columns and {SMALLEST_HEIGHT} lines are needed."


class Room(Container):
    """A part of the screen without anything of its own: Textual draws it below its widgets in every frame."""

    BLANK = True


class SizedScreen(Screen[None]):
    """A screen with a class for its width and one for its height."""

    BLANK = True
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def take_size(self) -> None:
        """Takes the classes before the first layout; Textual gives them with the first resize, which comes after."""
        for size, breakpoints in zip(self.app.size, (WIDTHS, HEIGHTS), strict=True):
            self.add_class(max(point for point in breakpoints if point[0] <= size)[1])

    def on_resize(self, event: Resize) -> None:
        """Covers everything with a message when the terminal is too small; the widgets below keep the focus."""
        width, height = event.size
        if width < SMALLEST_WIDTH or height < SMALLEST_HEIGHT:
            if not self.query("#too-small"):
                self.mount(Static(TOO_SMALL, id="too-small", markup=False))
        else:
            self.query("#too-small").remove()

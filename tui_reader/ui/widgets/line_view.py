"""What is drawn line by line, at the cost of its lines alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.segment import Segment
    from rich.style import Style
    from textual.color import Color
    from textual.filter import LineFilter
    from textual.geometry import Region


class LineView(ScrollView):
    """Lines that come ready to be shown from `render_line`, as wide as the widget.

    Textual's own way makes half a dozen strips of each line, for borders, padding, opacity and filters. Here there are
    none of the first three, the filters have been applied by `finished`, and a frame costs a third. The scroll bar is
    always there (`overflow-y: scroll`), so that the number of lines changes without laying out the whole screen.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 Textual's name
        super().__init__(id=id)
        self._finish: tuple[Sequence[LineFilter], Color] | None = None
        self._blank: Strip | None = None

    def notify_style_update(self) -> None:
        """Draws with the colours of the new theme from now on."""
        super().notify_style_update()
        self._finish = self._blank = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in view."""
        start, end = crop.column_span
        whole = not start and end == self.outer_size.width
        lines = map(self.render_line, crop.line_range)
        return list(lines) if whole else [line.crop(start, end) for line in lines]

    def finished(self, segments: Iterable[Segment], style: Style) -> Strip:
        """A line of the widget's width from what it shows; what is left of it is in a style."""
        if self._finish is None:
            # Working out a widget's background takes as long as a line.
            self._finish = self.get_line_filters(), self.background_colors[1]
        filters, background = self._finish
        shown = list(segments)
        for line_filter in filters:
            shown = line_filter.apply(shown, background)
        return Strip(shown).adjust_cell_length(self.outer_size.width, style)

    def blank(self) -> Strip:
        """A line of the widget's width without text."""
        width = self.outer_size.width
        if self._blank is None or self._blank.cell_length != width:
            self._blank = Strip.blank(width, self.rich_style)
        return self._blank

    def set_line_count(self, count: int) -> None:
        """Lets there be so many lines to scroll through."""
        # Assigning virtual_size lays the whole screen out again; only the bar has to know.
        self.set_reactive(LineView.virtual_size, Size(self.scrollable_content_region.width, count))
        self.vertical_scrollbar.window_virtual_size = count

"""The text of a paper's page as it is wrapped: the line of each place of the abstract, and the place of each line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

if TYPE_CHECKING:
    from tui_reader.ui.content.paper_content import Page, Spot

NO_TEXT = Content()


class PageText(NamedTuple):
    """A page as it was written for lines of some width. Places are characters of the abstract."""

    page: Page | None = None
    text: Content = NO_TEXT
    width: int = 0
    """Cells a line."""

    def line_of(self, place: int) -> int:
        """The line on which the character before a place is."""
        # The text up to there is as high as the line is deep.
        return Content(self.text.plain[: self._start + place]).get_height({}, self.width) - 1

    def place_at(self, column: int, line: int) -> int:
        """The place of a column in a line of the text, which is not wrapped; negative above the abstract."""
        lines = self.text.plain.split("\n")
        return sum(len(one) + 1 for one in lines[:line]) + column - self._start

    def first_from(self, line: int) -> int:
        """The first place that is on a wrapped line or below it."""
        if self.page is None or line == 0:
            return 0
        low, high = 0, len(self.page.abstract)
        while low < high:
            middle = (low + high) // 2
            if self.line_of(middle + 1) < line:
                low = middle + 1
            else:
                high = middle
        return low

    def within(self, start: int | None, end: int | None) -> Spot | None:
        """The part of the abstract between two places of which `None` is its beginning or end; `None` when empty."""
        length = 0 if self.page is None else len(self.page.abstract)
        spot = max(start or 0, 0), length if end is None else min(end, length)
        return spot if spot[0] < spot[1] else None

    @property
    def _start(self) -> int:
        return 0 if self.page is None else self.page.abstract_at

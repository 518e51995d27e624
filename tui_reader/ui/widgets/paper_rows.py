"""The rows of a list of papers: what is in view is fetched and drawn, whatever there is besides.

Only ids are held. Papers come by the page when their rows are drawn, so a million papers cost as much as a screenful.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, ClassVar

from textual.reactive import var

from tui_reader.ui.messages import Failed, PaperHighlighted, SelectionChanged
from tui_reader.ui.widgets.cursor_view import CursorView
from tui_reader.ui.widgets.paper_pages import PaperPages
from tui_reader.ui.widgets.row_painter import RowPainter
from tui_reader.ui.widgets.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from textual.strip import Strip

    from tui_reader.model.papers import Paper
    from tui_reader.ui.content.row_content import Highlights

LINES = 2
"""How many lines a paper has."""


class PaperRows(CursorView):
    """Papers by id, two lines each; one of them is current."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "paper-list--row",
        "paper-list--cursor",
        "paper-list--title",
        "paper-list--faint",
        "paper-list--hit",
        "paper-list--mark",
    }

    hits: var[Highlights | None] = var(None, init=False)
    """What marks the query's words in the rows."""

    cursor: var[int] = var(0, init=False)
    """The current row; 0 also when there are no rows."""

    def __init__(self, fetch: Callable[[Sequence[int]], list[Paper]], *, id: str | None = None) -> None:  # noqa: A002 Textual's name
        super().__init__(id=id)
        self.ids: array[int] = array("q")
        """The papers of the rows; of very many only the first ones at first."""
        self.selected = Selection(self._tell_selection)
        self.reasons: Mapping[int, Sequence[str]] = {}
        """Why papers are listed, by id, where it is for the words that they share with others."""
        self.note_lines = False
        """Whether rows show the first lines of notes."""
        self._total = 0
        self._pages = PaperPages(fetch, lambda error: self.post_message(Failed(error)))
        self._painter = RowPainter(self)

    @property
    def paper(self) -> Paper | None:
        """The paper under the cursor; `None` when there are no rows."""
        return self.paper_at(self.cursor) if self.ids else None

    def paper_at(self, place: int) -> Paper | None:
        """The paper of a row; `None` when it is gone, or when the library cannot be read."""
        return self._pages.paper(self.ids, place)

    def redraw(self) -> None:
        """Draws all rows in view anew, in the size that the widget has now."""
        self._painter.forget()
        self.set_row_count(self._total, LINES)
        self.refresh()

    def refresh_papers(self, papers: Iterable[Paper] | None) -> None:
        """Draws these papers as they are now; `None` is too many to name, all are asked for again."""
        if papers is None:
            self._pages.clear()
        else:
            self._pages.update(papers)
        self.redraw()
        self._tell()

    def _tell(self) -> None:
        """Posts which paper is under the cursor now."""
        self.post_message(PaperHighlighted(self.paper))

    def _tell_selection(self, count: int) -> None:
        self.refresh()
        self.post_message(SelectionChanged(count))

    def watch_hits(self) -> None:
        """Draws the rows in view with other words marked; their number stays."""
        self._painter.forget()
        self.refresh()

    def notify_style_update(self) -> None:
        """Draws the rows in the theme's new colours."""
        super().notify_style_update()
        self._painter.forget_styles()

    def render_line(self, y: int) -> Strip:
        """One line of the rows in view."""
        place, line = divmod(self.scroll_offset.y + y, LINES)
        return self._painter.lines(place)[line] if place < len(self.ids) else self.blank()

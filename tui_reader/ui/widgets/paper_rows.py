"""The rows of a list of papers: what is in view is fetched and drawn, whatever there is besides.

Only ids are held. Papers come by the page when their rows are drawn, so a million papers cost as much as a screenful.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from typing import TYPE_CHECKING, ClassVar, get_args

from rich.segment import Segment
from textual.reactive import var

from tui_reader.errors import ReaderError
from tui_reader.ui.content.row_content import Highlights, Part, Piece, Row, fitted, row
from tui_reader.ui.messages import Failed, SelectionChanged
from tui_reader.ui.widgets.cursor_view import CursorView
from tui_reader.ui.widgets.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from rich.style import Style as RichStyle
    from textual.strip import Strip

    from tui_reader.model.papers import Paper

LINES = 2
"""How many lines a paper has."""

PAGE = 64
"""Papers fetched at once."""

PAGES_KEPT = 8
STRIPS_KEPT = 512


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
        self._fetch = fetch
        self._total = 0
        self._pages: OrderedDict[int, dict[int, Paper]] = OrderedDict()
        self._strips: dict[tuple[int, bool, bool, bool], tuple[Strip, Strip]] = {}
        self._styles_by_state: dict[tuple[bool, bool], dict[Part, RichStyle]] = {}

    @property
    def paper(self) -> Paper | None:
        """The paper under the cursor; `None` when there are no rows."""
        return self._paper(self.cursor) if self.ids else None

    def set_rows(self, ids: array[int], total: int) -> None:
        """Replaces all rows by the first ones of so many."""
        self.ids, self._total = ids, total
        self._pages.clear()
        self.redraw()

    def redraw(self) -> None:
        """Draws all rows in view anew, in the size that the widget has now."""
        self._strips.clear()
        self.set_row_count(self._total, LINES)
        self.refresh()

    def refresh_papers(self, papers: Iterable[Paper] | None) -> None:
        """Draws these papers as they are now; `None` is too many to name, all are asked for again."""
        if papers is None:
            self._pages.clear()
        for paper in papers or ():
            for page in self._pages.values():
                if paper.id in page:
                    page[paper.id] = paper
        self.redraw()

    def _tell_selection(self, count: int) -> None:
        self.refresh()
        self.post_message(SelectionChanged(count))

    def watch_hits(self) -> None:
        """Draws the rows in view with other words marked; their number stays."""
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Draws the rows in the theme's new colours."""
        super().notify_style_update()
        self._strips.clear()
        self._styles_by_state.clear()

    def render_line(self, y: int) -> Strip:
        """One line of the rows in view."""
        place, line = divmod(self.scroll_offset.y + y, LINES)
        if place >= len(self.ids):
            return self.blank()
        current = place == self.cursor
        number = self.ids[place]
        key = (number, current, self.has_focus, number in self.selected)
        strips = self._strips.get(key)
        if strips is None:
            if len(self._strips) >= STRIPS_KEPT:
                self._strips.clear()
            strips = self._strips[key] = self._draw(place, current=current)
        return strips[line]

    def _draw(self, place: int, *, current: bool) -> tuple[Strip, Strip]:
        paper, width = self._paper(place), self.scrollable_content_region.width
        if paper is None:
            return self.blank(), self.blank()
        styles = self._styles_of(current=current)
        terms = self.reasons.get(paper.id, ())
        where = Row(current, paper.id in self.selected, width, terms, self.note_lines)
        first, second = row(paper, self.hits, where)
        return self._strip(first, width, styles), self._strip(second, width, styles)

    def _strip(self, pieces: list[Piece], width: int, styles: dict[Part, RichStyle]) -> Strip:
        return self.finished((Segment(text, styles[part]) for text, part in fitted(pieces, width)), styles["title"])

    def _styles_of(self, *, current: bool) -> dict[Part, RichStyle]:
        """The styles of the parts of a row, on the background that the row has now."""
        key = (current, self.has_focus)
        if key not in self._styles_by_state:
            base = self.get_visual_style("paper-list--row") if current else self.visual_style
            self._styles_by_state[key] = {
                part: (base + self.get_visual_style(f"paper-list--{part}", partial=True)).rich_style
                for part in get_args(Part)
            }
        return self._styles_by_state[key]

    def _paper(self, place: int) -> Paper | None:
        number = place // PAGE
        page = self._pages.get(number)
        if page is None:
            ids = self.ids[number * PAGE : (number + 1) * PAGE]
            page = self._pages[number] = {paper.id: paper for paper in self._fetched(ids)}
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return page.get(self.ids[place])

    def _fetched(self, ids: Sequence[int]) -> list[Paper]:
        """A page of papers; none, and a message, when the library cannot be read."""
        try:
            return self._fetch(ids)
        except ReaderError as error:
            self.post_message(Failed(error))
            return []

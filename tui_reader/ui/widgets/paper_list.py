"""The list of papers: two lines each, any number of them.

The widget holds ids only. Papers come by the page when their rows are drawn, so a million papers cost as much as a
screenful. It never changes a paper: `refresh_papers` is told when one is different.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from typing import TYPE_CHECKING, ClassVar, get_args

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.reactive import var

from tui_reader.ui.messages import PaperHighlighted, PaperOpened
from tui_reader.ui.rows import Highlights, Part, Piece, row
from tui_reader.ui.widgets.line_view import LineView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.style import Style as RichStyle
    from textual import events
    from textual.strip import Strip

    from tui_reader.papers import Paper

LINES = 2
"""Lines a paper."""

PAGE = 64
"""Papers fetched at once."""

NEAR = 1_000
"""How far from its place a paper is looked for that takes the place of one that is gone."""

PAGES_KEPT = 8
STRIPS_KEPT = 512


class PaperList(LineView, can_focus=True):
    """Papers by id, with a cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Down", id="list.down", show=False, tooltip="The next paper"),
        Binding("k,up", "move(-1)", "Up", id="list.up", show=False, tooltip="The previous paper"),
        Binding("g,home", "first", "First", id="list.first", show=False, tooltip="The first paper"),
        Binding("G,end", "last", "Last", id="list.last", show=False, tooltip="The last paper"),
        Binding("ctrl+d", "half(1)", "Half page down", id="list.half_down", show=False, tooltip="Half a page down"),
        Binding("ctrl+u", "half(-1)", "Half page up", id="list.half_up", show=False, tooltip="Half a page up"),
        Binding("pagedown", "half(2)", "Page down", id="list.page_down", show=False, tooltip="A page down"),
        Binding("pageup", "half(-2)", "Page up", id="list.page_up", show=False, tooltip="A page up"),
        Binding("enter,l", "open", "Read", id="list.open", tooltip="Goes into the abstract of the paper"),
    ]

    ALLOW_SELECT = False

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
    """The row under the cursor; 0 also when there are no rows."""

    def __init__(self, fetch: Callable[[Sequence[int]], list[Paper]], *, id: str | None = None) -> None:  # noqa: A002 Textual's name
        super().__init__(id=id)
        self._fetch = fetch
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, dict[int, Paper]] = OrderedDict()
        self._strips: dict[tuple[int, bool, bool], tuple[Strip, Strip]] = {}
        self._styles_by_state: dict[tuple[bool, bool], dict[Part, RichStyle]] = {}
        self._total = 0
        self._chosen: int | None = None
        """The paper that the reader has put the cursor on. It comes back to it after answers without that paper."""

    @property
    def placed(self) -> bool:
        """Whether the reader has put the cursor on a paper."""
        return self._chosen is not None

    def unplace(self) -> None:
        """Forgets where the reader has put the cursor: what comes next is something else."""
        self._chosen = None

    @property
    def paper(self) -> Paper | None:
        """The paper under the cursor."""
        return self._paper(self.cursor) if self._ids else None

    def show(self, ids: array[int], total: int, *, keep: bool = False) -> None:
        """Replaces all rows by the first ones of so many.

        With `keep` the cursor stays on its paper or, if that is gone, on the first one after it that is still there,
        and both stay where they are on the screen; else the cursor goes to the first row.
        """
        above = self.cursor * LINES - self.scroll_offset.y if keep else 0
        place = self._place_in(ids) if keep else 0
        self._ids, self._total = ids, total
        self._forget()
        self._resize_rows()
        self.set_reactive(PaperList.cursor, place)
        if self.size.height:
            self.scroll_to(y=max(0, place * LINES - above), animate=False, immediate=True)
        self._reveal()
        self.refresh()
        self._tell()

    def refresh_papers(self, papers: Iterable[Paper]) -> None:
        """Draws these papers as they are now."""
        for paper in papers:
            for page in self._pages.values():
                if paper.id in page:
                    page[paper.id] = paper
        self._strips.clear()
        self.refresh()
        self._tell()

    def watch_cursor(self, old: int, new: int) -> None:
        """Follows the cursor."""
        top = self.scroll_offset.y
        self._reveal()
        if self.scroll_offset.y == top:
            for place in (old, new):
                self.refresh_lines(place * LINES, LINES)
        else:
            self.refresh()
        self._tell()

    def validate_cursor(self, row: int) -> int:
        """Keeps the cursor on a row."""
        return max(0, min(row, len(self._ids) - 1))

    def watch_hits(self) -> None:
        """Draws the rows with other words marked."""
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Draws the rows in the theme's new colours."""
        super().notify_style_update()
        self._strips.clear()
        self._styles_by_state.clear()

    def on_resize(self, _event: events.Resize) -> None:
        """Keeps the cursor in view at any size."""
        self._strips.clear()
        self._resize_rows()
        self._reveal()

    def on_focus(self, _event: events.Focus) -> None:
        """Draws the cursor as active."""
        self.refresh()

    def on_blur(self, _event: events.Blur) -> None:
        """Draws the cursor as waiting."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a paper, a second one opens it."""
        event.stop()
        place = (event.y + self.scroll_offset.y) // LINES
        if 0 <= place < len(self._ids):
            self._go_to(place)
            if event.chain > 1:
                self.action_open()

    def action_move(self, by: int) -> None:
        """Moves the cursor by some papers."""
        self._go_to(self.cursor + by)

    def action_half(self, halves: int) -> None:
        """Moves the cursor by half pages."""
        self._go_to(self.cursor + halves * max(1, self._rows_in_view // 2))

    def action_first(self) -> None:
        """Goes to the first paper."""
        self._go_to(0)

    def action_last(self) -> None:
        """Goes to the last paper."""
        self._go_to(len(self._ids) - 1)

    def action_open(self) -> None:
        """Chooses the paper for reading."""
        if (paper := self.paper) is not None:
            self.post_message(PaperOpened(paper))

    def render_line(self, y: int) -> Strip:
        """One line of the rows in view."""
        place, line = divmod(self.scroll_offset.y + y, LINES)
        if place >= len(self._ids):
            return self.blank()
        current = place == self.cursor
        key = (self._ids[place], current, self.has_focus)
        strips = self._strips.get(key)
        if strips is None:
            if len(self._strips) >= STRIPS_KEPT:
                self._strips.clear()
            width = self.scrollable_content_region.width
            strips = self._strips[key] = self._draw(place, width, current=current)
        return strips[line]

    def _go_to(self, place: int) -> None:
        self.cursor = place
        self._chosen = self._ids[self.cursor] if self._ids else None

    def _place_in(self, ids: array[int]) -> int:
        """Where the paper under the cursor, or the first one after it that is there, is among other ids."""
        near = max(self.cursor - NEAR, 0), self.cursor + NEAR
        now = self._ids[self.cursor] if self._ids else None
        for number in (self._chosen, *self._ids[self.cursor : self.cursor + PAGE]):
            if number is not None:
                place = _place_of(number, ids, *(() if number in (self._chosen, now) else near))
                if place is not None:
                    return place
        return max(min(self.cursor, len(ids) - 1), 0)

    @property
    def _rows_in_view(self) -> int:
        return self.scrollable_content_region.height // LINES

    def _draw(self, place: int, width: int, *, current: bool) -> tuple[Strip, Strip]:
        styles = self._styles_of(current=current)
        paper = self._paper(place)
        if paper is None:
            return self.blank(), self.blank()
        first, second = row(paper, self.hits, current=current, width=width)
        return self._strip(first, width, styles), self._strip(second, width, styles)

    def _strip(self, pieces: list[Piece], width: int, styles: dict[Part, RichStyle]) -> Strip:
        return self.finished((Segment(text, styles[part]) for text, part in _fitted(pieces, width)), styles["title"])

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
            ids = self._ids[number * PAGE : (number + 1) * PAGE]
            page = self._pages[number] = {paper.id: paper for paper in self._fetch(ids)}
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return page.get(self._ids[place])

    def _forget(self) -> None:
        self._pages.clear()
        self._strips.clear()

    def _resize_rows(self) -> None:
        # An odd line at the end, or the lowest place to scroll to would show half a paper on top.
        self.set_line_count(self._total * LINES + self.scrollable_content_region.height % LINES)

    def _reveal(self) -> None:
        if not self.size.height:
            return
        region = Region(0, self.cursor * LINES, 1, LINES)
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if region.y < top or region.bottom > top + height or top > self.max_scroll_y:
            target = region.y if region.y < top else region.bottom - height
            # A row is two lines: an odd offset would show half a paper on top.
            self.scroll_to(y=max(0, target + target % LINES), animate=False, immediate=True)

    def _tell(self) -> None:
        self.post_message(PaperHighlighted(self.paper))


def _fitted(pieces: list[Piece], width: int) -> list[Piece]:
    """The pieces, cut and with an ellipsis at the end if they take more than so many cells."""
    sizes = [cell_len(text) for text, _ in pieces]
    if sum(sizes) <= width:
        return pieces
    fitted, room = [], width - 1
    for (text, part), size in zip(pieces, sizes, strict=True):
        if size > room:
            fitted.append((f"{set_cell_size(text, room)}…", part))
            break
        fitted.append((text, part))
        room -= size
    return fitted


def _place_of(number: int, ids: array[int], start: int = 0, end: int | None = None) -> int | None:
    """Where a number is, looked for in the bytes: `array.index` makes an object of each of a million."""
    size, wanted, searched = ids.itemsize, array("q", (number,)).tobytes(), ids[start:end].tobytes()
    at = searched.find(wanted)
    while at >= 0 and at % size:
        at = searched.find(wanted, at + 1)
    return None if at < 0 else start + at // size

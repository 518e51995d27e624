"""The list of papers: two lines each, any number of them.

The widget holds ids only. Papers come by the page when their rows are drawn, so a million papers cost as much as a
screenful. It never changes a paper: `refresh_papers` is told when one is different.
"""

from __future__ import annotations

import contextlib
from array import array
from collections import OrderedDict
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui_reader.ui.messages import PaperHighlighted, PaperOpened
from tui_reader.ui.rendering import Highlights, Look, row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual import events
    from textual.content import Content
    from textual.style import Style

    from tui_reader.papers import Paper

LINES = 2
"""Lines a paper."""

PAGE = 64
"""Papers fetched at once."""

NEAR = 1_000
"""How far from its place a paper is looked for that takes the place of one that is gone."""

PAGES_KEPT = 8
STRIPS_KEPT = 512


class PaperList(ScrollView, can_focus=True):
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

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "paper-list--row",
        "paper-list--cursor",
        "paper-list--title",
        "paper-list--faint",
        "paper-list--hit",
        "paper-list--hit-now",
        "paper-list--mark",
    }

    hits: reactive[Highlights | None] = reactive(None, init=False)
    """What marks the query's words in the rows."""

    cursor: reactive[int] = reactive(0, init=False)
    """The row under the cursor; 0 also when there are no rows."""

    def __init__(self, fetch: Callable[[Sequence[int]], list[Paper]], *, id: str | None = None) -> None:  # noqa: A002 Textual's name
        super().__init__(id=id)
        self._fetch = fetch
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, dict[int, Paper]] = OrderedDict()
        self._strips: dict[tuple[int, bool, bool], tuple[Strip, Strip]] = {}
        self._looks: dict[tuple[bool, bool], tuple[Style, Look]] = {}
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

    def watch_cursor(self) -> None:
        """Follows the cursor."""
        self._reveal()
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
        self._looks.clear()

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
        width = self.scrollable_content_region.width
        place, line = divmod(self.scroll_offset.y + y, LINES)
        if place >= len(self._ids):
            return Strip.blank(width, self.rich_style)
        current = place == self.cursor
        key = (self._ids[place], current, self.has_focus)
        strips = self._strips.get(key)
        if strips is None:
            if len(self._strips) >= STRIPS_KEPT:
                self._strips.clear()
            strips = self._strips[key] = self._draw(place, width, current=current)
        return strips[line].apply_offsets(0, self.scroll_offset.y + y)

    def _go_to(self, place: int) -> None:
        self.cursor = place
        self._chosen = self._ids[self.cursor] if self._ids else None

    def _place_in(self, ids: array[int]) -> int:
        """Where the paper under the cursor, or the first one after it that is there, is among other ids."""
        near = max(self.cursor - NEAR, 0), self.cursor + NEAR
        now = self._ids[self.cursor] if self._ids else None
        for number in (self._chosen, *self._ids[self.cursor : self.cursor + PAGE]):
            if number is not None:
                with contextlib.suppress(ValueError):
                    return ids.index(number, *(() if number in (self._chosen, now) else near))
        return max(min(self.cursor, len(ids) - 1), 0)

    @property
    def _rows_in_view(self) -> int:
        return self.scrollable_content_region.height // LINES

    def _draw(self, place: int, width: int, *, current: bool) -> tuple[Strip, Strip]:
        base, look = self._look(current=current)
        paper = self._paper(place)
        if paper is None:
            return Strip.blank(width, base.rich_style), Strip.blank(width, base.rich_style)
        first, second = row(paper, self.hits, look, current=current, width=width)
        return self._strip(first, width, base), self._strip(second, width, base)

    def _strip(self, content: Content, width: int, base: Style) -> Strip:
        fitted = content.truncate(width, ellipsis=True)
        return Strip(fitted.render_segments(base)).adjust_cell_length(width, base.rich_style)

    def _look(self, *, current: bool) -> tuple[Style, Look]:
        key = (current, self.has_focus)
        if key not in self._looks:
            base = self.get_visual_style("paper-list--row") if current else self.visual_style
            self._looks[key] = base, Look.of(self, "paper-list")
        return self._looks[key]

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
        # Assigning virtual_size lays the whole screen out again; the bar is always there, so only it has to know.
        # An odd line at the end, or the lowest place to scroll to would show half a paper on top.
        width, height = self.scrollable_content_region.size
        size = Size(width, self._total * LINES + height % LINES)
        self.set_reactive(PaperList.virtual_size, size)
        self.vertical_scrollbar.window_virtual_size = size.height

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

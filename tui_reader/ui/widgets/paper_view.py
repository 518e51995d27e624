"""One paper as a page that is drawn line by line: its facts, its abstract, its highlights, its note.

All of it is one text that is wrapped here. Widgets of their own for its parts would have to be laid out again with
every key, which costs several times as much as drawing them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Region, Spacing
from textual.reactive import var
from textual.visual import Visual

from tui_reader.ui.content import styled_text
from tui_reader.ui.content.page_text import PageText
from tui_reader.ui.content.paper_content import Marks, Page, Pens
from tui_reader.ui.content.styled_text import Look
from tui_reader.ui.widgets.line_view import LineView
from tui_reader.ui.widgets.sentence_cursor import SentenceCursor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.selection import Selection
    from textual.strip import Strip
    from textual.style import Style
    from textual.timer import Timer

    from tui_reader.model.annotations import Highlight
    from tui_reader.model.papers import Paper
    from tui_reader.ui.content.paper_content import Spot
    from tui_reader.ui.content.row_content import Highlights

MARGIN = 2
"""Cells before the text, for signs of what is highlighted."""

NOTE_PAUSE_SECONDS = 0.1
"""How long a paper stays before its note is drawn: Markdown is read with the first one, which a cursor would feel."""


class PaperPage(LineView):
    """A paper, for reading."""

    paper: var[Paper | None] = var(None, init=False)
    highlights: var[Sequence[Highlight]] = var((), init=False)
    """Those of the paper."""
    hits: var[Highlights | None] = var(None, init=False)
    """What marks the query's words."""
    raw: var[bool] = var(default=False, init=False)
    """Whether LaTeX is shown as it stands in the source."""
    without_note: var[bool] = var(default=False, init=False)
    """Whether the note is left out, because it is being written beside."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 Textual's name
        super().__init__(id=id)
        self._note_timer: Timer | None = None
        self._note: Content | None = None
        self._hit: int | None = None
        """Which hit in the abstract the reader has gone to."""
        self._page: Page | None = None
        self._pens: Pens | None = None
        """What the page was written with."""
        self.written = PageText()
        """The page as it was written last."""
        self.sentences = SentenceCursor(self)
        self._lines: list[Strip] = []
        self._stale = False
        self._width = 0
        """The width for which the lines were drawn."""

    def watch_paper(self, old: Paper | None, new: Paper | None) -> None:
        """Shows another paper from its beginning, or the same one as it is now."""
        if old is None or new is None or old.id != new.id:
            self.scroll_to(y=0, animate=False, immediate=True)
            self._hit = None
            self.sentences.clear()
        self._note = None
        if self._note_timer is not None:
            self._note_timer.stop()
        if new is not None and (note := new.note):

            def show_note() -> None:
                from tui_reader.ui.content.note_content import note_content

                self._note = note_content(note, self.app.console, max(self._measure, 1))
                self.write()

            self._note_timer = self.set_timer(NOTE_PAUSE_SECONDS, show_note)
        self._page = None
        self._write_soon()

    def watch_highlights(self) -> None:
        """Marks the passages of the new highlights."""
        self._page = None
        self._write_soon()

    def watch_raw(self) -> None:
        """Shows LaTeX as Unicode, or as it is."""
        self.sentences.clear()
        self._page = None
        self._write_soon()

    def watch_hits(self) -> None:
        """Marks the words of the new query."""
        self._hit = None
        self._write_soon()

    def watch_without_note(self) -> None:
        """Shows the note, or leaves it out."""
        self._write_soon()

    def notify_style_update(self) -> None:
        """Draws the paper in the theme's new colours."""
        super().notify_style_update()
        if self.is_mounted:
            self.write()

    def on_resize(self) -> None:
        """Fits the text to the width."""
        if self._width != self.outer_size.width:
            self.write()

    @property
    def page(self) -> Page | None:
        """The paper as it is now, drawn or about to be."""
        if self._stale:
            self.write()
        return self._page

    def go_to_hit(self, by: int) -> str:
        """Brings the next or the previous hit of the abstract into view; which one of how many it is, in words."""
        page = self.page
        spans = page.spots(self.hits) if self.hits and page else ()
        if not spans:
            return "No word of the query is in the abstract." if self.paper else ""
        last = len(spans) - 1
        self._hit = (0 if by > 0 else last) if self._hit is None else (self._hit + by) % len(spans)
        self.write()
        self.reveal(spans[self._hit])
        return f"hit {self._hit + 1} of {len(spans)}"

    def reveal(self, spot: Spot) -> None:
        """Brings a place of the abstract into view, its end first."""
        last = self.written.line_of(spot[1])
        height = min(last - self.written.line_of(spot[0] + 1) + 1, max(self.size.height - 4, 1))
        region = Region(0, last - height + 1, 1, height)
        self.scroll_to_region(region, spacing=Spacing(2, 0, 2, 0), animate=False, force=True)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in view. The first frame is drawn before anybody hears of the widget's size."""
        if self._width != self.outer_size.width:
            self.write()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of the text in view."""
        place = self.scroll_offset.y + y
        if place >= len(self._lines):
            return self.blank()
        return self._lines[place]

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What was selected with the mouse."""
        return selection.extract(self.written.text.plain), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Marks what is being selected."""
        super().selection_updated(selection)
        self._draw()

    @property
    def _measure(self) -> int:
        return min(self.scrollable_content_region.width - MARGIN, styled_text.MEASURE)

    def _write_soon(self) -> None:
        def write_if_stale() -> None:
            if self._stale:
                self.write()

        # A new answer brings another paper and other hits: both are drawn at once.
        self._stale = True
        self.call_later(write_if_stale)

    def write(self) -> None:
        """Puts the text together and draws it."""
        self._stale = False
        if self._page is None and self.paper is not None:
            self._page = Page(self.paper, self.highlights, raw=self.raw)
        text = Content()
        if self._page is not None:
            # The cursor's place is that on the page which is about to be drawn.
            self.written = self.written._replace(page=self._page)
            marks = Marks(self.hits, self._hit, self.sentences.spot)
            note = None if self.without_note else self._note
            look, self._pens = Look.of(self, "paper-detail"), Pens.of(self, "paper-detail")
            text = self._page.text(look, self._pens, marks, note, self._measure)
        self.written = PageText(self._page, text, self._measure)
        self._draw()

    def _draw(self) -> None:
        if self._measure <= 0:
            return
        self.written = self.written._replace(width=self._measure)
        self._width, style = self.outer_size.width, self.visual_style
        strips = Visual.to_strips(self, self.written.text, self._measure, None, style)
        margin = {} if self._pens is None else _margin(self.written, self._pens, self.sentences.spot, style)
        empty = Segment(" " * MARGIN, style.rich_style)
        self._lines = [
            self.finished([margin.get(number, empty), *strip], style.rich_style) for number, strip in enumerate(strips)
        ]
        self.set_line_count(len(self._lines))
        if self.scroll_offset.y > self.max_scroll_y:
            self.scroll_to(y=self.max_scroll_y, animate=False, immediate=True)
        self.refresh()


def _margin(written: PageText, pens: Pens, sentence: Spot | None, style: Style) -> dict[int, Segment]:
    """What stands in the margin, by line."""
    if written.page is None:
        return {}
    return {
        line: Segment(sign.ljust(MARGIN), (style + edge).rich_style)
        for (start, end), sign, edge in written.page.edges(pens, sentence)
        for line in range(written.line_of(start + 1), written.line_of(end) + 1)
    }

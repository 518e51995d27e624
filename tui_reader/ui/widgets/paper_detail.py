"""One paper: its facts, its abstract, its note.

All of it is one text that is wrapped here and drawn line by line. Widgets of their own for its parts would have to be
laid out again with every key, which costs several times as much as drawing them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Spacing
from textual.reactive import var
from textual.visual import Visual

from tui_reader.printable import printable
from tui_reader.ui import rendering
from tui_reader.ui.rendering import Look
from tui_reader.ui.widgets.line_view import LineView

if TYPE_CHECKING:
    from textual.selection import Selection
    from textual.strip import Strip
    from textual.timer import Timer

    from tui_reader.papers import Paper
    from tui_reader.ui.rows import Highlights

NOTE_PAUSE_SECONDS = 0.1
"""How long a paper stays before its note is drawn: Markdown is read with the first one, which a cursor would feel."""


class PaperDetail(LineView, can_focus=True):
    """The paper under the list's cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,h", "screen.to_list", "Back to the list", id="detail.leave", tooltip="Back to the list"),
        Binding("j,down", "scroll_down", "Down", id="detail.down", show=False, tooltip="A line down"),
        Binding("k,up", "scroll_up", "Up", id="detail.up", show=False, tooltip="A line up"),
        Binding("g,home", "scroll_home", "Top", id="detail.top", show=False, tooltip="The beginning"),
        Binding("G,end", "scroll_end", "End", id="detail.end", show=False, tooltip="The end"),
        Binding("ctrl+d,space,pagedown", "page_down", "Page down", id="detail.page", show=False, tooltip="A page down"),
        Binding("ctrl+u,pageup", "page_up", "Page up", id="detail.page_up", show=False, tooltip="A page up"),
        Binding("J", "screen.move(1)", "Next paper", id="detail.next", tooltip="The next paper of the list"),
        Binding("K", "screen.move(-1)", "Previous paper", id="detail.previous", tooltip="The previous paper"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "paper-detail--title",
        "paper-detail--faint",
        "paper-detail--hit",
        "paper-detail--hit-now",
        "paper-detail--mark",
        "paper-detail--cursor",
    }

    paper: var[Paper | None] = var(None, init=False)
    hits: var[Highlights | None] = var(None, init=False)
    """What marks the query's words."""
    without_note: var[bool] = var(default=False, init=False)
    """Whether the note is left out, because it is being written beside."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 Textual's name
        super().__init__(id=id)
        self._note_timer: Timer | None = None
        self._note: Content | None = None
        self._hit: int | None = None
        """Which hit in the abstract the reader has gone to."""
        self._text = Content()
        self._abstract_at = 0
        """Where in the text the abstract begins."""
        self._lines: list[Strip] = []
        self._stale = False
        self._width = 0
        """The width for which the lines were drawn."""

    def watch_paper(self, old: Paper | None, new: Paper | None) -> None:
        """Shows another paper from its beginning, or the same one as it is now."""
        if old is None or new is None or old.id != new.id:
            self.scroll_to(y=0, animate=False, immediate=True)
            self._hit = None
        self._note = None
        if self._note_timer is not None:
            self._note_timer.stop()
        if new is not None and new.note:
            self._note_timer = self.set_timer(NOTE_PAUSE_SECONDS, self._show_note)
        self._write_soon()

    def watch_hits(self) -> None:
        """Marks other words."""
        self._hit = None
        self._write_soon()

    def watch_without_note(self) -> None:
        """Shows the note, or leaves it out."""
        self._write_soon()

    def notify_style_update(self) -> None:
        """Draws the paper in the theme's new colours."""
        super().notify_style_update()
        if self.is_mounted:
            self._write()

    def on_resize(self) -> None:
        """Fits the text to the width."""
        if self._width != self.outer_size.width:
            self._write()

    def go_to_hit(self, by: int) -> str:
        """Brings the next or the previous hit of the abstract into view; which one of how many it is, in words."""
        text = printable(self.paper.abstract) if self.paper else ""
        spans = self.hits.spans(text, "abstract") if self.hits else ()
        if not spans:
            return "No word of the query is in the abstract." if self.paper else ""
        last = len(spans) - 1
        self._hit = (0 if by > 0 else last) if self._hit is None else (self._hit + by) % len(spans)
        self._write()
        # The text up to the end of the hit is as high as the line on which the hit ends is deep.
        before = Content(self._text.plain[: self._abstract_at + spans[self._hit][1]])
        line = before.get_height({}, self._measure) - 1
        self.scroll_to_region(Region(0, line, 1, 1), spacing=Spacing(2, 0, 2, 0), animate=False, force=True)
        return f"hit {self._hit + 1} of {len(spans)}"

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in view. The first frame is drawn before anybody hears of the widget's size."""
        if self._width != self.outer_size.width:
            self._write()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of the text in view."""
        place = self.scroll_offset.y + y
        if place >= len(self._lines):
            return self.blank()
        return self._lines[place]

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What was selected with the mouse."""
        return selection.extract(self._text.plain), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Marks what is being selected."""
        super().selection_updated(selection)
        self._draw()

    @property
    def _measure(self) -> int:
        return min(self.scrollable_content_region.width, rendering.MEASURE)

    def _write_soon(self) -> None:
        # A new answer brings another paper and other hits: both are drawn at once.
        self._stale = True
        self.call_later(self._write_stale)

    def _write_stale(self) -> None:
        if self._stale:
            self._write()

    def _write(self) -> None:
        """Puts the text together and draws it."""
        self._stale = False
        self._text = Content()
        if (paper := self.paper) is not None:
            look = Look.of(self, "paper-detail")
            heading = Content.assemble(rendering.heading(paper, self.hits, look), "\n\n")
            self._abstract_at = len(heading.plain)
            self._text = Content.assemble(heading, rendering.abstract(paper, self.hits, look, self._hit))
            if self._note is not None and not self.without_note:
                rule = f"Note {'─' * (self._measure - 5)}"
                self._text = Content.assemble(self._text, "\n\n", (rule, look.faint), "\n", self._note)
        self._draw()

    def _draw(self) -> None:
        if not self._measure:
            return
        self._width, style = self.outer_size.width, self.visual_style
        strips = Visual.to_strips(self, self._text, self._measure, None, style)
        self._lines = [self.finished(strip, style.rich_style) for strip in strips]
        self.set_line_count(len(self._lines))
        if self.scroll_offset.y > self.max_scroll_y:
            self.scroll_to(y=self.max_scroll_y, animate=False, immediate=True)
        self.refresh()

    def _show_note(self) -> None:
        if self.paper is not None and self.paper.note:
            from tui_reader.ui.notes import note_content

            self._note = note_content(self.paper.note, self.app.console, self._measure)
            self._write()

"""One paper: its facts, its abstract, its note."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region, Spacing
from textual.reactive import reactive
from textual.widgets import Static

from tui_reader.printable import printable
from tui_reader.ui import rendering
from tui_reader.ui.rendering import Look

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

    from tui_reader.papers import Paper
    from tui_reader.ui.rendering import Highlights

NOTE_PAUSE_SECONDS = 0.1
"""How long a paper stays before its note is drawn: Markdown takes 50 ms, which a cursor in motion would feel."""


class PaperDetail(VerticalScroll, can_focus=True):
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

    paper: reactive[Paper | None] = reactive(None, init=False)
    hits: reactive[Highlights | None] = reactive(None, init=False)
    """What marks the query's words."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 Textual's name
        super().__init__(id=id)
        self._note_timer: Timer | None = None
        self._hit: int | None = None
        """Which hit in the abstract the reader has gone to."""

    def compose(self) -> ComposeResult:
        """Facts and abstract; the note comes with the first paper that has one."""
        yield Static("", id="heading", markup=False)
        yield Static("", id="abstract", markup=False)

    def watch_paper(self, old: Paper | None, new: Paper | None) -> None:
        """Shows another paper from its beginning, or the same one as it is now."""
        if old is None or new is None or old.id != new.id:
            self.scroll_home(animate=False)
            self._hit = None
        self._show()

    def watch_hits(self) -> None:
        """Marks other words."""
        self._hit = None
        self._show()

    def go_to_hit(self, by: int) -> str:
        """Brings the next or the previous hit of the abstract into view; which one of how many it is, in words."""
        text = printable(self.paper.abstract) if self.paper else ""
        spans = self.hits.spans(text, "abstract") if self.hits else ()
        if not spans:
            return "No word of the query is in the abstract." if self.paper else ""
        last = len(spans) - 1
        self._hit = (0 if by > 0 else last) if self._hit is None else (self._hit + by) % len(spans)
        self._show()
        shown = self.query_one("#abstract", Static)
        # The abstract up to the end of the hit is as high as the line on which the hit ends is deep.
        line = Content(text[: spans[self._hit][1]]).get_height({}, shown.content_size.width) - 1
        self.scroll_to_region(
            Region(0, shown.virtual_region.y + line, 1, 1), spacing=Spacing(2, 0, 2, 0), animate=False, force=True
        )
        return f"hit {self._hit + 1} of {len(spans)}"

    def notify_style_update(self) -> None:
        """Draws the paper in the theme's new colours."""
        super().notify_style_update()
        if self.is_mounted:
            self._show()

    def _show(self) -> None:
        paper, hits = self.paper, self.hits
        look = Look.of(self, "paper-detail")
        heading = rendering.heading(paper, hits, look) if paper else Content()
        self.query_one("#heading", Static).update(heading)
        self.query_one("#abstract", Static).update(
            rendering.abstract(paper, hits, look, self._hit) if paper else Content()
        )
        if self._note_timer is not None:
            self._note_timer.stop()
        for old in self.query("#note"):
            old.display = False
        if paper and paper.note:
            self._note_timer = self.set_timer(NOTE_PAUSE_SECONDS, self._show_note)

    async def _show_note(self) -> None:
        # Markdown costs 35 ms to import, so a reader without notes never pays for it.
        from textual.widgets import Markdown

        paper = self.paper
        if paper is None or not paper.note:
            return
        text = printable(paper.note)
        shown = self.query("#note")
        if shown:
            note = shown.only_one(Markdown)
            note.display = True
            await note.update(text)
        else:
            note = Markdown(text, id="note", open_links=False)
            note.border_title = "Note"
            await self.mount(note)

"""Reading mode: one paper alone, the next one without going back, and what was looked at counts as read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tui_reader.ui.content import styled_text
from tui_reader.ui.widgets.paper_detail import PaperDetail
from tui_reader.ui.widgets.paper_list import PaperList
from tui_reader.ui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.widget import Widget

    from tui_reader.library.library import Library
    from tui_reader.model.annotations import Highlight
    from tui_reader.ui.commands.context import MainContext

OUTSIDE = ("list", "query", "filter-panel", "ways")
"""The ids of the widgets whose focus ends reading mode."""


class ReadingMode:
    """Whether one paper has the main screen for itself, and which paper is being looked at."""

    def __init__(self, context: MainContext) -> None:
        self._context = context
        self._screen = context.screen
        self._goal: Highlight | None = None
        """The highlight that shall be shown when its paper is under the cursor."""
        self._timer: Timer | None = None
        """Runs while an unread paper is looked at."""
        self._looked_at: int | None = None
        """The id of that paper."""
        self._unread: int | None = None
        """How many of the listed papers are unread; `None` until it is counted."""

    @property
    def is_alone(self) -> bool:
        """Whether one paper has the screen for itself."""
        return self._screen.has_class("-alone")

    async def enter(self) -> None:
        """Gives the screen to the paper; the list stays as it is below until the reader comes back."""
        screen = self._screen
        if not screen.query("#place"):
            await screen.query_one("#reading").mount(Static(id="place", markup=False), before=0)
        self._context.queries.hold()
        screen.add_class("-alone")
        self._unread = None
        self.count_unread()
        self.show_place()
        screen.set_focus(screen.query_one(PaperDetail))

    def leave_for(self, widget: Widget | None) -> None:
        """Ends reading mode when the focus goes to a widget that is not there."""
        if self.is_alone and widget is not None and widget.id in OUTSIDE:
            self._screen.remove_class("-alone")
            self._screen.query_one(SearchBar).tell("")
            self._context.queries.release()

    def go_to(self, highlight: Highlight) -> None:
        """Goes to a highlight: in the list as it is, or among all papers when its paper is not listed."""
        self._goal = highlight
        shown = self._screen.query_one(PaperList)
        self._screen.set_focus(shown)
        if not shown.go_to(highlight.paper):
            self._screen.query_one(SearchBar).text = ""
        self.arrive_soon()

    def arrive_soon(self) -> None:
        """Looks, when the paper under the cursor is drawn, whether it is the one whose highlight is wanted."""
        if self._goal is not None:
            self._screen.call_after_refresh(self._arrive)

    async def _arrive(self) -> None:
        goal, detail = self._goal, self._screen.query_one(PaperDetail)
        if goal is not None and detail.paper is not None and detail.paper.id == goal.paper:
            self._goal = None
            await self.enter()
            detail.sentences.go_to(goal)

    async def read_on(self) -> None:
        """Scrolls by a page; at the end of a paper that is read alone, goes to the next unread one."""
        detail = self._screen.query_one(PaperDetail)
        if detail.scroll_offset.y < detail.max_scroll_y or not self.is_alone:
            detail.action_page(1)
            return
        shown = self._screen.query_one(PaperList)
        ids, cursor = shown.ids, shown.cursor
        after = await self._context.session.read(lambda library: library.first_unread(ids[cursor + 1 :]))
        if after is None:
            self._context.tell("No unread paper follows in this list.")
        else:
            shown.go_to(after)

    def look(self) -> None:
        """Starts to look at the paper that has the focus; after `read_after` seconds it counts as read."""
        session = self._context.session
        detail = self._screen.focused
        paper = detail.paper if isinstance(detail, PaperDetail) else None
        seconds = session.library.config.read_after
        number = paper.id if paper is not None and not paper.read and seconds else None
        if number == self._looked_at and self._timer is not None:
            return
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._looked_at = number
        if number is not None:
            self._timer = self._screen.set_timer(seconds, lambda: self._mark_read(number))

    def _mark_read(self, number: int) -> None:
        self._timer = self._looked_at = None

        def mark(library: Library) -> None:
            library.mark_read([number], automatic=True)

        self._context.session.change(mark, [number], searchable=False)

    def count_unread(self) -> None:
        """Asks how many of the listed papers are unread, if that is shown; `UnreadCounted` comes."""
        if self.is_alone:
            self._context.session.count_unread(self._context.answer.ids)

    def show_unread(self, count: int) -> None:
        """Shows how many of the listed papers are unread."""
        self._unread = count
        self.show_place()

    def show_place(self) -> None:
        """Shows which of the listed papers is read alone."""
        if self.is_alone:
            shown = self._screen.query_one(PaperList)
            text = styled_text.place(shown.cursor + 1, self._context.answer, self._unread)
            self._screen.query_one("#place", Static).update(Content(text))

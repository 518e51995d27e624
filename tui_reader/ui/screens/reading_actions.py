"""Reading mode: one paper alone, the next one without going back, and what was looked at counts as read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from tui_reader.ui.content import styled_text
from tui_reader.ui.screens.query_actions import QueryActions
from tui_reader.ui.widgets.paper_detail import PaperDetail
from tui_reader.ui.widgets.paper_list import PaperList
from tui_reader.ui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.widget import Widget

    from tui_reader.library.library import Library
    from tui_reader.model.annotations import Highlight
    from tui_reader.ui import messages


class ReadingActions(QueryActions):
    """Reading alone, and moving from paper to paper while reading."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backslash", "raw", "LaTeX", id="raw", show=False, key_display="\\", tooltip="LaTeX as it is, or not"),
    ]

    _goal: Highlight | None = None
    """A highlight on the way to which the reader is."""
    _look: Timer | None = None
    _looked_at: int | None = None
    _unread: int | None = None
    """How many of the listed papers are unread, as far as it is known."""

    @property
    def alone(self) -> bool:
        """Whether one paper has the screen for itself."""
        return self.has_class("-alone")

    async def read_alone(self) -> None:
        """Gives the screen to the paper; the list stays as it is below until the reader comes back."""
        if not self.query("#place"):
            await self.query_one("#reading").mount(Static(id="place", markup=False), before=0)
        self.hold()
        self.add_class("-alone")
        self._unread = None
        self.count_unread()
        self.show_place()
        self.set_focus(self.query_one(PaperDetail))

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:  # noqa: FBT001, FBT002 Textual's interface
        """Leaves reading mode when the keys go to anything that is not there."""
        if self.alone and widget is not None and widget.id in ("list", "query", "filter-panel", "ways"):
            self.remove_class("-alone")
            self.query_one(SearchBar).tell("")
            self.release()
        super().set_focus(widget, scroll_visible, from_app_focus)
        self.look()

    def on_paper_left(self) -> None:
        """Goes back to the list, where it was."""
        self.to_list()

    def on_unread_counted(self, message: messages.UnreadCounted) -> None:
        """Says how many are unread."""
        self._unread = message.count
        self.show_place()

    def on_highlight_wanted(self, message: messages.HighlightWanted) -> None:
        """Goes to a highlight: in the list as it is, or among all papers when its paper is not listed."""
        self._goal = message.highlight
        self.to_list()
        if not self.query_one(PaperList).go_to(message.highlight.paper):
            self.query_one(SearchBar).text = ""
        self.arrive_soon()

    def arrive_soon(self) -> None:
        """Looks, when the paper under the cursor is drawn, whether it is the one that was wanted."""
        if self._goal is not None:
            self.call_after_refresh(self._arrive)

    async def _arrive(self) -> None:
        """Reads the paper of the highlight that was wanted, as soon as the cursor is there."""
        goal, paper = self._goal, self.query_one(PaperDetail).paper
        if goal is not None and paper is not None and paper.id == goal.paper:
            self._goal = None
            await self.read_alone()
            self.query_one(PaperDetail).go_to(goal)

    def action_raw(self) -> None:
        """Shows LaTeX as it stands in the source, or as it is read."""
        detail = self.query_one(PaperDetail)
        detail.raw = not detail.raw
        self.tell("LaTeX as it is in the source." if detail.raw else "LaTeX as it is read.")

    def action_read_on(self) -> None:
        """Scrolls by a page; at the end of a paper that is read alone, goes to the next unread one."""
        detail = self.query_one(PaperDetail)
        if detail.scroll_offset.y < detail.max_scroll_y or not self.alone:
            detail.action_page_down()
            return
        shown = self.query_one(PaperList)
        after = self.session.library.first_unread(shown.ids[shown.cursor + 1 :])
        if after is None:
            self.tell("No unread paper follows in this list.")
        else:
            shown.go_to(after)

    def look(self) -> None:
        """Starts to look at the paper that is shown, if it is being read; after a while it counts as read."""
        seconds = self.session.library.config.read_after
        paper = self.query_one(PaperDetail).paper if isinstance(self.focused, PaperDetail) else None
        number = paper.id if paper is not None and not paper.read and seconds else None
        if number == self._looked_at and self._look is not None:
            return
        if self._look is not None:
            self._look.stop()
            self._look = None
        self._looked_at = number
        if number is not None:
            self._look = self.set_timer(seconds, lambda: self._was_looked_at(number))

    def count_unread(self) -> None:
        """Asks how many of the listed papers are unread; `UnreadCounted` comes."""
        if self.alone:
            self.session.count_unread(self.found.ids)

    def show_place(self) -> None:
        """Says which of the listed papers is read alone."""
        if self.alone:
            shown = self.query_one(PaperList)
            text = styled_text.place(shown.cursor + 1, self.found, self._unread)
            self.query_one("#place", Static).update(Content(text))

    def _was_looked_at(self, number: int) -> None:
        self._look = self._looked_at = None

        def mark(library: Library) -> None:
            library.mark_read([number], automatic=True)

        self.session.change(mark, [number], searchable=False)

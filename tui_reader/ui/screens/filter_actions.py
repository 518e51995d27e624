"""What a reader does with filters, each of which is a piece of the query's text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui_reader.ui.screens.query_actions import QueryActions
from tui_reader.ui.widgets.paper_list import PaperList
from tui_reader.ui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from tui_reader.ui import messages
    from tui_reader.ui.widgets.filter_panel import FilterPanel


class FilterActions(QueryActions):
    """The panel of filters, and the filter for bookmarks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "filters", "Filters", id="filters", tooltip="Filters with their counts, or none"),
        Binding("B", "bookmarked", "Bookmarks", id="bookmarked", show=False, tooltip="Only bookmarks, or all again"),
    ]

    _panel: FilterPanel | None = None

    def on_filter_toggled(self, message: messages.FilterToggled) -> None:
        """Changes the text of the query."""
        self._toggle(message.term)

    def on_filters_left(self) -> None:
        """Goes from the filters to the list."""
        self.set_focus(self.query_one(PaperList))

    def on_counted(self, message: messages.Counted) -> None:
        """Shows the counts of an answer."""
        if self._panel is not None and message.text == self.text:
            self._panel.facets = message.facets

    def ask(self) -> None:
        """Asks for the papers that the query wants now, and shows which filters are in it."""
        if self._panel is not None:
            self._panel.asked = self.text
        super().ask()

    def action_bookmarked(self) -> None:
        """Adds the filter for bookmarks to the query, or takes it away."""
        self._toggle("is:bookmarked")
        self.set_focus(self.query_one(PaperList))

    async def action_filters(self) -> None:
        """Shows the filters and goes there; from there, takes them away."""
        from tui_reader.ui.widgets.filter_panel import FilterPanel

        if self._panel is None:
            self._panel = FilterPanel(id="filter-panel")
            await self.query_one("#panes").mount(Vertical(self._panel, id="filters"))
        if self.has_class("-filtering") and self.focused is self._panel:
            self.remove_class("-filtering")
            self.session.counting = False
            self.set_focus(self.query_one(PaperList))
            return
        self.add_class("-filtering")
        self.session.counting = True
        self.set_focus(self._panel)
        self.ask()

    def _toggle(self, term: str) -> None:
        from tui_reader.search.query_pieces import toggled

        bar = self.query_one(SearchBar)
        bar.text = toggled(bar.text, term)

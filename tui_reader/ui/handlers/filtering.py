"""Filters, each of which is a piece of the query's text: their panel, and the one for bookmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from tui_reader.search.query_pieces import toggled
from tui_reader.ui.widgets.filter_panel import FilterPanel
from tui_reader.ui.widgets.paper_list import PaperList
from tui_reader.ui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from tui_reader.ui import messages
    from tui_reader.ui.commands.context import MainContext


async def panel(context: MainContext) -> None:
    """Shows the filters and goes there; from there, takes them away."""
    screen = context.screen
    if context.filter_panel is None:
        context.filter_panel = FilterPanel(id="filter-panel")
        await screen.query_one("#panes").mount(Vertical(context.filter_panel, id="filters"))
    if screen.has_class("-filtering") and screen.focused is context.filter_panel:
        screen.remove_class("-filtering")
        context.session.counting = False
        leave(context)
        return
    screen.add_class("-filtering")
    context.session.counting = True
    screen.set_focus(context.filter_panel)
    context.queries.ask()


def leave(context: MainContext) -> None:
    """Goes from the filters to the list."""
    context.screen.set_focus(context.screen.query_one(PaperList))


def bookmarked(context: MainContext) -> None:
    """Adds the filter for bookmarks to the query, or takes it away."""
    _toggle(context, "is:bookmarked")
    leave(context)


def toggle(context: MainContext, message: messages.FilterToggled) -> None:
    """Adds a filter to the query, or takes it away."""
    _toggle(context, message.term)


def counted(context: MainContext, message: messages.Counted) -> None:
    """Shows how the papers of the answer spread over the filters."""
    if context.filter_panel is not None and message.text == context.queries.text:
        context.filter_panel.facets = message.facets


def _toggle(context: MainContext, term: str) -> None:
    bar = context.screen.query_one(SearchBar)
    bar.text = toggled(bar.text, term)

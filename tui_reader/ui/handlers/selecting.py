"""Which papers of the list are selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.texts.counts import counted
from tui_reader.ui.widgets.paper_list import PaperList
from tui_reader.ui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from tui_reader.ui import messages
    from tui_reader.ui.commands.context import MainContext


def toggle(context: MainContext) -> None:
    """Selects the paper under the cursor or takes it out, and goes on to the next."""
    shown = context.screen.query_one(PaperList)
    if shown.ids:
        shown.selected.toggle(shown.ids[shown.cursor])
        shown.action_move(1)


def to_here(context: MainContext) -> None:
    """Selects all papers between the one that was selected last and the one under the cursor."""
    shown = context.screen.query_one(PaperList)
    if shown.ids:
        shown.selected.extend(shown.ids, shown.cursor)


def all_listed(context: MainContext) -> None:
    """Selects all papers that are listed or, when they are, none of them."""
    shown = context.screen.query_one(PaperList)
    shown.selected.toggle_all(shown.ids)


def tell(context: MainContext, message: messages.SelectionChanged) -> None:
    """Shows how many papers are selected."""
    count = message.count
    told = f"{counted(count, 'paper')} selected" if count else ""
    context.screen.query_one(SearchBar).tell(told)

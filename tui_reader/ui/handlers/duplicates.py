"""Papers that may be the same, for the reader to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.ui.widgets.paper_list import PaperList

if TYPE_CHECKING:
    from tui_reader.model.papers import Paper
    from tui_reader.ui.commands.context import MainContext


async def show(context: MainContext) -> None:
    """Shows the pairs; afterwards the list has what is left of them."""
    from tui_reader.ui.screens.questions.duplicates_panel import DuplicatesPanel

    def left(paper: Paper | None) -> None:
        context.queries.ask_again()
        if paper is not None:
            context.queries.put("")
            shown = context.screen.query_one(PaperList)
            shown.go_to(paper.id)
            context.screen.set_focus(shown)

    await context.ask_screen(DuplicatesPanel(context.session), left)

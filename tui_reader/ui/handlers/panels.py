"""All highlights and all tags of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.ui.widgets.paper_list import PaperList

if TYPE_CHECKING:
    from tui_reader.model.annotations import Highlight
    from tui_reader.ui.commands.context import MainContext


async def highlights(context: MainContext) -> None:
    """Shows all highlights, to go to one or to change them."""
    from tui_reader.ui.screens.questions.highlights_panel import HighlightsPanel

    def go(highlight: Highlight | None) -> None:
        if highlight is not None:
            context.reading.go_to(highlight)

    await context.ask_screen(HighlightsPanel(context.session), go)


async def tags(context: MainContext) -> None:
    """Shows all tags, to list the papers of one or to change them."""
    from tui_reader.ui.screens.questions.tag_manager import TagManager

    def show(tag: str | None) -> None:
        if tag is not None:
            context.queries.put(f"tag:{tag}")
            context.screen.set_focus(context.screen.query_one(PaperList))

    await context.ask_screen(TagManager(context.session), show)

"""What a reader does with all highlights and all tags of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui_reader.ui.messages import HighlightWanted
from tui_reader.ui.screens.query_actions import QueryActions
from tui_reader.ui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from tui_reader.model.annotations import Highlight


class PanelActions(QueryActions):
    """The panel of highlights and that of tags."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("H", "highlights", "Highlights", id="highlights", show=False, tooltip="All highlights of the library"),
        Binding("ctrl+t", "all_tags", "All tags", id="tags.all", show=False, tooltip="All tags: to rename, to delete"),
    ]

    async def action_highlights(self) -> None:
        """Shows all highlights, to go to one or to change them."""
        from tui_reader.ui.screens.questions.highlights_panel import HighlightsPanel

        def go(highlight: Highlight | None) -> None:
            if highlight is not None:
                self.post_message(HighlightWanted(highlight))

        await self.app.push_screen(HighlightsPanel(self.session), go)

    async def action_all_tags(self) -> None:
        """Shows all tags, to list the papers of one or to change them."""
        from tui_reader.ui.screens.questions.tag_manager import TagManager

        def show(tag: str | None) -> None:
            if tag is not None:
                self.query_one(SearchBar).text = f"tag:{tag}"
                self.use(f"tag:{tag}")
                self.set_focus(self.query_one("#list"))

        await self.app.push_screen(TagManager(self.session), show)

"""What a reader does with all highlights of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui_reader.ui.messages import HighlightWanted
from tui_reader.ui.screens.paper_actions import PaperActions

if TYPE_CHECKING:
    from tui_reader.highlights import Highlight


class PanelActions(PaperActions):
    """The panel of highlights."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("H", "highlights", "Highlights", id="highlights", show=False, tooltip="All highlights of the library"),
    ]

    async def action_highlights(self) -> None:
        """Shows all highlights, to go to one or to change them."""
        from tui_reader.ui.screens.highlights_panel import HighlightsPanel

        def go(highlight: Highlight | None) -> None:
            if highlight is not None:
                self.post_message(HighlightWanted(highlight))

        await self.app.push_screen(HighlightsPanel(self.session), go)

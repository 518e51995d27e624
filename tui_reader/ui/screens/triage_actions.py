"""The way into triage, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui_reader.ui.screens.query_actions import QueryActions
from tui_reader.ui.widgets.paper_list import PaperList

if TYPE_CHECKING:
    from tui_reader.ui.screens.paper_actions import PaperActions


class TriageActions(QueryActions):
    """Goes through the listed papers, one decision each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("T", "triage", "Triage", id="triage", tooltip="Sorts the listed papers out, from here on, one by one"),
    ]

    guest: PaperActions | None = None
    """The screen above that shows papers of the list and wants to know how they are."""

    async def action_triage(self) -> None:
        """Shows the selected papers, or those listed from the cursor on, one by one."""
        from tui_reader.ui.screens.triage import TriageScreen

        shown = self.query_one(PaperList)
        ids = list(shown.selected) or shown.ids[shown.cursor :]
        if not ids:
            return
        self.hold()
        self.set_focus(shown)
        screen = TriageScreen(self.session, ids)
        self.guest = screen

        def end(_: None) -> None:
            self.guest = None
            tally = screen.tally
            shown.go_to(tally.at)
            if tally.decided:
                self.tell(f"Triage: {tally.words}")
            self.release()

        await self.app.push_screen(screen, end)

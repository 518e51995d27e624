"""Undo and redo, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui_reader.ui.screens.paper_actions import PaperActions

if TYPE_CHECKING:
    from tui_reader.ui import messages


class UndoActions(PaperActions):
    """The way back from everything that changes the library, and forward again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", "Undo", id="undo", tooltip="Undoes the last change of the library, whenever that was"),
        Binding("ctrl+r", "redo", "Redo", id="redo", show=False, tooltip="Does again what was undone"),
    ]

    def action_undo(self) -> None:
        """Undoes the latest change."""
        self.session.undo()

    def action_redo(self) -> None:
        """Does again what was undone last."""
        self.session.redo()

    def on_undone(self, message: messages.Undone) -> None:
        """Says what has been undone, or done again."""
        if message.done is None:
            self.tell(f"Nothing to {'redo' if message.again else 'undo'}.")
        else:
            self.tell(f"{'redone' if message.again else 'undone'}: {message.done.words}")

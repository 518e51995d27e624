"""The reader as a picker: Enter chooses what is under the cursor and leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui_reader.ui.screens.main import MainScreen

if TYPE_CHECKING:
    from tui_reader.library.library import Library
    from tui_reader.ui import messages


class PickScreen(MainScreen):
    """The reading screen, in which Enter answers the question that an editor or a script asked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick", "Choose", id="pick", priority=True, tooltip="Prints the paper and leaves"),
    ]

    def __init__(self, library: Library, query: str, picked: list[int]) -> None:
        super().__init__(library, query)
        self._picked = picked
        self._is_picking = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Lets Enter be a new line in a note."""
        if action == "pick" and self.has_class("-editing"):
            return False
        return super().check_action(action, parameters)

    def action_pick(self) -> None:
        """Chooses the paper, as soon as the list shows what the typed query finds."""
        if self.text != self.answer.text:
            self._is_picking = True
            return
        if papers := self.chosen:
            self._picked[:] = [paper.id for paper in papers]
            self.app.exit()

    def on_answered(self, _message: messages.Answered) -> None:
        """Goes on with a choice that was made before the answer came."""
        if self._is_picking:
            self._is_picking = False
            self.call_later(self.action_pick)

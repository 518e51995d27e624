"""The reader as a picker: Enter chooses what is under the cursor and leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.commands.table import resolve
from tui_reader.ui.screens.main import MainScreen

if TYPE_CHECKING:
    from textual.binding import BindingType

    from tui_reader.library.library import Library


class PickScreen(MainScreen):
    """The main screen, in which Enter answers the question that an editor or a script asked."""

    PLACES: ClassVar[tuple[str, ...]] = (*MainScreen.PLACES, "pick")
    BINDINGS: ClassVar[list[BindingType]] = bindings("pick")

    def __init__(self, library: Library, query: str, picked: list[int]) -> None:
        """`picked` takes the ids of the papers that are chosen."""
        super().__init__(library, query)
        self.picked = picked
        self.queries.then = lambda: resolve("listed.go_on_picking")(self)
        self.is_waiting_to_pick = False

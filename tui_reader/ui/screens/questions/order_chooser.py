"""The question in which order papers shall be listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui_reader.model.results import SORTS, Sort
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.content.styled_text import ORDERS
from tui_reader.ui.screens.questions.modal import Question

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class OrderChooser(Question[Sort | None]):
    """The orders, the one in force marked."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("order_chooser")

    def __init__(self, now: Sort, *, ranked: bool) -> None:
        super().__init__()
        self._now = now
        self._orders = [sort for sort in SORTS if ranked or sort != "relevance"]
        self._ranked = ranked

    def compose(self) -> ComposeResult:
        """The orders in a list, and the keys."""
        use = "answers to words" if self._ranked else "all papers and filters"
        with Vertical(classes="box"):
            yield Static(Content(f"Order of {use}"), classes="question", markup=False)
            yield OptionList(*(Option(Content(ORDERS[sort]), id=sort) for sort in self._orders), compact=True)
            yield Static("enter chooses, and it is remembered · escape leaves", classes="keys", markup=False)

    def on_mount(self) -> None:
        """Starts at the order in force."""
        options = self.query_one(OptionList)
        options.highlighted = self._orders.index(self._now) if self._now in self._orders else 0
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answers with the order."""
        event.stop()
        self.dismiss(self._orders[event.option_index])

    def action_cancel(self) -> None:
        """Leaves the order as it is."""
        self.dismiss(None)

"""What stands in the place of the list when there is nothing to list: why, and what would find something."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.content import styled_text
from tui_reader.ui.content.styled_text import Look
from tui_reader.ui.messages import QueryProposed

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui_reader.model.results import Answer
    from tui_reader.search.suggestions import Explanation, WayOut


class WaysOut(Vertical):
    """The reason of an empty answer, and other queries to choose from."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("no_results")

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "ways-out--title",
        "ways-out--faint",
        "ways-out--hit",
        "ways-out--hit-now",
        "ways-out--mark",
        "ways-out--cursor",
    }

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 Textual's name
        super().__init__(id=id)
        self._ways: tuple[WayOut, ...] = ()
        self._shown: tuple[Answer, Explanation | None, str] | None = None

    def compose(self) -> ComposeResult:
        """The reason, and the list of other queries."""
        yield Static("", id="reason", markup=False)
        yield OptionList(id="ways", compact=True, markup=False)
        yield Static("tab or enter takes the one that is marked", id="ways-keys", markup=False)

    @property
    def likeliest(self) -> str | None:
        """The text of the query under the cursor, at first the likeliest; `None` when there is none."""
        place = self.query_one(OptionList).highlighted
        return self._ways[place].text if place is not None and place < len(self._ways) else None

    @property
    def chooser(self) -> OptionList | None:
        """What takes the keys when there is something to choose."""
        return self.query_one(OptionList) if self._ways else None

    def show(self, answer: Answer, explanation: Explanation | None, indexing: str) -> None:
        """Shows why an answer is empty, as far as it is known."""
        self._shown = answer, explanation, indexing
        if self.is_mounted:
            self._fill(answer, explanation, indexing)

    def on_mount(self) -> None:
        """Shows what it was told before it was there."""
        if self._shown is not None:
            self._fill(*self._shown)

    def notify_style_update(self) -> None:
        """Draws the ways out in the theme's new colours."""
        super().notify_style_update()
        if self.is_mounted and self._shown is not None:
            self._fill(*self._shown)

    def _fill(self, answer: Answer, explanation: Explanation | None, indexing: str) -> None:
        look = Look.of(self, "ways-out")
        self._ways = explanation.ways_out if explanation else ()
        self.query_one("#reason", Static).update(styled_text.nothing_found(answer, explanation, indexing))
        options = self.query_one(OptionList)
        options.set_options(
            Option(styled_text.way_out(way, look, meant=bool(explanation and way is explanation.meant)))
            for way in self._ways
        )
        if self._ways:
            options.highlighted = 0
        self.set_class(bool(self._ways), "-choice")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Asks for the query that was chosen."""
        event.stop()
        self.post_message(QueryProposed(self._ways[event.option_index].text))

    def action_move(self, direction: str) -> None:
        """Moves as the arrows do."""
        options = self.query_one(OptionList)
        if direction == "down":
            options.action_cursor_down()
        else:
            options.action_cursor_up()

"""The question in which format a paper shall be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui_reader.citations.formats import FORMATS, named
from tui_reader.ui.screens.questions import QUESTIONS

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui_reader.papers import Paper


class FormatChooser(ModalScreen[str | None]):
    """The formats, each with what it makes of the paper."""

    CSS_PATH = QUESTIONS

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "cancel", "Cancel", id="format.cancel"),
        Binding("j", "move('down')", "Down", id="format.down", show=False),
        Binding("k", "move('up')", "Up", id="format.up", show=False),
    ]

    def __init__(self, paper: Paper, last: str) -> None:
        super().__init__()
        self._paper = paper
        self._last = last

    def compose(self) -> ComposeResult:
        """The formats and a preview."""
        with Vertical(id="chooser", classes="box"):
            yield OptionList(*(Option(Content(one.label), id=one.name) for one in FORMATS), id="formats", compact=True)
            yield Static("", id="preview", markup=False)
            yield Static("enter copies · escape leaves", classes="keys", markup=False)

    def on_mount(self) -> None:
        """Starts at the format used last."""
        names = [one.name for one in FORMATS]
        formats = self.query_one(OptionList)
        formats.highlighted = names.index(self._last) if self._last in names else 0
        formats.focus()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Shows what the format makes of the paper."""
        event.stop()
        text = named(str(event.option_id)).cite([self._paper])
        self.query_one("#preview", Static).update(Content(text or "This paper has none."))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answers with the format."""
        event.stop()
        self.dismiss(event.option_id)

    def action_move(self, direction: str) -> None:
        """Moves as the arrows do."""
        formats = self.query_one(OptionList)
        if direction == "down":
            formats.action_cursor_down()
        else:
            formats.action_cursor_up()

    def action_cancel(self) -> None:
        """Copies nothing."""
        self.dismiss(None)

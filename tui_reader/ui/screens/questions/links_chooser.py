"""The question which of a paper's links shall be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui_reader.texts.printable import one_line
from tui_reader.texts.typeset import as_read
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.commands.command import DIGITS
from tui_reader.ui.screens.questions.modal import Question
from tui_reader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui_reader.ui import messages


class LinksChooser(Question[str | None]):
    """What each link is and where it leads; a digit is enough."""

    AUTO_FOCUS = "RowList"

    BINDINGS: ClassVar[list[BindingType]] = bindings("links_chooser")

    COMPONENT_CLASSES: ClassVar[set[str]] = {"links-chooser--key", "links-chooser--address"}

    def __init__(self, title: str, links: Sequence[tuple[str, str]]) -> None:
        """`links` are what `paper_links` gives."""
        super().__init__()
        self._title = title
        self._links = links
        self._width = max(len(label) for label, _ in links)

    def compose(self) -> ComposeResult:
        """Whose links they are, the links, the keys."""
        with Vertical(classes="box"):
            yield Static(Content(as_read(self._title)), classes="question", markup=False)
            yield RowList(self._draw, id="links")
            yield Static("enter or the digit opens · escape leaves", classes="keys", markup=False)

    def on_mount(self) -> None:
        """Starts at the first one, which is the paper's page."""
        self.query_one(RowList).show(len(self._links), 0)

    def on_row_reached(self, message: messages.RowReached) -> None:
        """Nothing follows the cursor here."""
        message.stop()

    def on_row_chosen(self, message: messages.RowChosen) -> None:
        """Answers with the address."""
        message.stop()
        self.dismiss(self._links[message.place][1])

    def action_link(self, digit: int) -> None:
        """Answers with the address that has this digit."""
        if digit <= len(self._links):
            self.dismiss(self._links[digit - 1][1])

    def action_cancel(self) -> None:
        """Answers that no link shall be opened."""
        self.dismiss(None)

    def _draw(self, place: int, _width: int) -> Sequence[Content]:
        label, address = self._links[place]
        key, faint = (self.get_visual_style(f"links-chooser--{part}", partial=True) for part in ("key", "address"))
        digit = str(place + 1) if place + 1 in DIGITS else " "
        return (Content.assemble((digit, key), "  ", label.ljust(self._width), "  ", (one_line(address), faint)),)

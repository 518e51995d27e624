"""The question what shall be imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.screens.questions.modal import Question
from tui_reader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui_reader.ui import messages

WAYS = (
    ("file", "A file", "or a directory, or an archive"),
    ("clipboard", "The clipboard", "what was copied last"),
    ("text", "A text", "BibTeX, RIS or another list, typed or pasted"),
)
BY_HAND = ("by_hand", "By hand", "a new paper, in a form")
REPORT = ("report", "The last import", "what it refused, and which facts differ")


class ImportMenu(Question[str | None]):
    """The ways to import; a digit is enough."""

    AUTO_FOCUS = "RowList"

    BINDINGS: ClassVar[list[BindingType]] = bindings("import_menu")

    COMPONENT_CLASSES: ClassVar[set[str]] = {"import-menu--key", "import-menu--faint"}

    def __init__(self, *, by_hand: bool, with_report: bool) -> None:
        """Whether a paper can be typed in a form, and whether there is an import to report on."""
        super().__init__()
        self._ways = (*WAYS, *([BY_HAND] if by_hand else []), *([REPORT] if with_report else []))

    def compose(self) -> ComposeResult:
        """The question, the ways, the keys."""
        with Vertical(classes="box"):
            yield Static("Import what?", classes="question", markup=False)
            yield RowList(self._draw, id="links")
            yield Static("enter or the digit chooses · escape leaves", classes="keys", markup=False)

    def on_mount(self) -> None:
        """Starts at the first one."""
        self.query_one(RowList).show(len(self._ways), 0)

    def on_row_reached(self, message: messages.RowReached) -> None:
        """Nothing follows the cursor here."""
        message.stop()

    def on_row_chosen(self, message: messages.RowChosen) -> None:
        """Answers with the way."""
        message.stop()
        self.action_way(message.place + 1)

    def action_way(self, digit: int) -> None:
        """Answers with the way that has this digit."""
        if digit <= len(self._ways):
            self.dismiss(self._ways[digit - 1][0])

    def action_cancel(self) -> None:
        """Answers that nothing shall be imported."""
        self.dismiss(None)

    def _draw(self, place: int, _width: int) -> Sequence[Content]:
        _, label, more = self._ways[place]
        key, faint = (self.get_visual_style(f"import-menu--{part}", partial=True) for part in ("key", "faint"))
        width = max(len(label) for _, label, _ in self._ways)
        return (Content.assemble((str(place + 1), key), "  ", label.ljust(width), "  ", (more, faint)),)

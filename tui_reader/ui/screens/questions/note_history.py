"""What a note was: every version by its time, what it would bring back and take away, one key to restore it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui_reader.texts.counts import counted
from tui_reader.texts.printable import one_line, printable
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.content.styled_text import moment
from tui_reader.ui.content.text_diff import differences
from tui_reader.ui.screens.questions.modal import Question
from tui_reader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui_reader.model.history import NoteVersion
    from tui_reader.model.papers import Paper
    from tui_reader.ui import messages


class NoteHistory(Question[str | None]):
    """The versions of a paper's note; answers with the text that shall be the note again."""

    AUTO_FOCUS = "RowList"

    BINDINGS: ClassVar[list[BindingType]] = bindings("versions")

    COMPONENT_CLASSES: ClassVar[set[str]] = {"history--faint", "history--gone", "history--new"}

    def __init__(self, paper: Paper, versions: Sequence[NoteVersion]) -> None:
        super().__init__()
        self._paper = paper
        self._versions = versions
        self._as_text = False

    def compose(self) -> ComposeResult:
        """Whose note it is, the versions, the one under the cursor, the keys."""
        with Vertical(classes="box listing"):
            yield Static(Content(f"What the note of {one_line(self._paper.key)} was"), classes="question", markup=False)
            with Container(id="history"):
                yield RowList(self._draw, id="versions")
                with VerticalScroll(id="version", can_focus=False):
                    yield Static("", id="version-text", markup=False)
            yield Static("", classes="keys", markup=False)

    def on_mount(self) -> None:
        """Starts at the latest version that is not the note as it is."""
        place = next((at for at, one in enumerate(self._versions) if one.text != self._paper.note), 0)
        self.query_one(RowList).show(len(self._versions), place)

    def on_row_reached(self, message: messages.RowReached) -> None:
        """Shows the version under the cursor."""
        message.stop()
        self._show()

    def on_row_chosen(self, message: messages.RowChosen) -> None:
        """Answers with the version, unless the note is just that."""
        message.stop()
        text = self._versions[message.place].text
        self.dismiss(None if text == self._paper.note else text)

    def action_text(self) -> None:
        """Shows the text as it was, or what differs from the note."""
        self._as_text = not self._as_text
        self._show()

    def action_scroll(self, by: int) -> None:
        """Scrolls the version by a page."""
        scroll = self.query_one("#version")
        scroll.scroll_relative(y=by * max(1, scroll.size.height - 1), animate=False)

    def action_cancel(self) -> None:
        """Answers that no version shall be restored."""
        self.dismiss(None)

    def _draw(self, place: int, _width: int) -> Sequence[Content]:
        version = self._versions[place]
        words = len(version.text.split())
        size = "now" if version.text == self._paper.note else counted(words, "word")
        at = moment(version.at)
        return (Content.assemble(at, "  ", (size, self.get_visual_style("history--faint", partial=True))),)

    def _show(self) -> None:
        place = self.query_one(RowList).place
        if place is None:
            return
        text, now = self._versions[place].text, self._paper.note
        if self._as_text or text == now:
            shown = Content(printable(text))
        else:
            styles = {part: self.get_visual_style(f"history--{part}", partial=True) for part in ("gone", "new")}
            shown = Content.assemble(
                *(
                    piece if change == "same" else (piece, styles[change])
                    for piece, change in differences(printable(now), printable(text))
                )
            )
        self.query_one("#version-text", Static).update(shown)
        self.query_one("#version").scroll_home(animate=False)
        other = "what differs" if self._as_text else "the text"
        self.query_one(".keys", Static).update(
            "This is the note as it is · escape leaves"
            if text == now
            else f"enter restores it · tab {other} · space scrolls · escape leaves"
        )

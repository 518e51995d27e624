"""The question where papers are exported to, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui_reader.errors import ReaderError
from tui_reader.exporters.formats import FORMATS, of_file
from tui_reader.paths import typed_path
from tui_reader.texts.counts import counted
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.screens.questions.modal import Question

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui_reader.exporters.records import Format

_WITH_ENDING = tuple(one for one in FORMATS if one.suffixes)


class Target(NamedTuple):
    """What was answered."""

    format: Format
    path: Path | None
    """The file; `None` for the clipboard."""


class ExportQuestion(Question[Target | None]):
    """The name of a file in one line, whose ending says the format."""

    AUTO_FOCUS = "Input"

    BINDINGS: ClassVar[list[BindingType]] = bindings("export")

    def __init__(self, papers: int, proposed: str) -> None:
        super().__init__()
        self._papers = papers
        self._proposed = proposed
        self._to_replace = ""
        """The name of a file that exists, after it was said that it does."""

    def compose(self) -> ComposeResult:
        """How many papers, the line, what it means."""
        with Vertical(classes="box"):
            yield Static(Content(f"Export {counted(self._papers, 'paper')}"), classes="question", markup=False)
            yield Input(self._proposed, placeholder="file", select_on_focus=False, compact=True)
            yield Static(self._hint(), id="export-hint", markup=False)
            keys = "enter writes the file · tab another format · ctrl+y to the clipboard · escape leaves it"
            yield Static(keys, classes="keys", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Says which format the ending means."""
        event.stop()
        self._to_replace = ""
        self.query_one("#export-hint", Static).update(self._hint(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answers with the file; one that exists only when it was asked for twice."""
        event.stop()
        hint = self.query_one("#export-hint", Static)
        try:
            target = Target(of_file(event.value.strip()), typed_path(event.value.strip()))
        except ReaderError as error:
            hint.update(Content(f"{error.message} The endings are {_endings()}."))
            return
        if target.path is not None and target.path.exists() and self._to_replace != event.value:
            self._to_replace = event.value
            hint.update(Content("This file exists. Enter replaces it; another name does not."))
            return
        self.dismiss(target)

    def action_next_format(self) -> None:
        """Gives the name the ending of the next format."""
        field = self.query_one(Input)
        now = self._format(field.value)
        place = _WITH_ENDING.index(now) + 1 if now else 0
        ending = next((one for one in now.suffixes if field.value.casefold().endswith(one)), "") if now else ""
        stem = field.value[: len(field.value) - len(ending)]
        field.value = f"{stem}{_WITH_ENDING[place % len(_WITH_ENDING)].suffixes[0]}"
        field.cursor_position = len(field.value)

    def action_to_clipboard(self) -> None:
        """Answers with the clipboard, in the format that the name says."""
        if (chosen := self._format(self.query_one(Input).value)) is not None:
            self.dismiss(Target(chosen, None))

    def action_cancel(self) -> None:
        """Answers that nothing is exported."""
        self.dismiss(None)

    def _hint(self, name: str | None = None) -> Content:
        found = self._format(self._proposed if name is None else name)
        return Content(found.label if found else f"The ending says the format: {_endings()}.")

    @staticmethod
    def _format(name: str) -> Format | None:
        try:
            return of_file(name.strip())
        except ReaderError:
            return None


def _endings() -> str:
    return ", ".join(one.suffixes[0] for one in _WITH_ENDING)

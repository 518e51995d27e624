"""The question which file shall be imported or attached, with its path completed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui_reader.paths import typed_path
from tui_reader.system.path_completion import common, completions
from tui_reader.texts.printable import one_line
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.screens.questions.modal import Question
from tui_reader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui_reader.system.path_completion import PathMatch
    from tui_reader.ui import messages

DOWNLOADS = "~/Downloads/"


class PathQuestion(Question[str | None]):
    """A line for a path, and the paths that go on as it begins."""

    AUTO_FOCUS = "Input"

    BINDINGS: ClassVar[list[BindingType]] = bindings("path_question")

    def __init__(self, asked: str, verb: str, *, only_files: bool = False) -> None:
        """`verb` says what Enter does ("imports"); with `only_files` a directory is no answer."""
        super().__init__()
        self._asked = asked
        self._verb = verb
        self._only_files = only_files
        self._matches: list[PathMatch] = []
        self._is_chosen = False
        """Whether the cursor was put on a path, which Enter then takes."""

    def compose(self) -> ComposeResult:
        """The question, the line, the paths, the keys."""
        start = DOWNLOADS if typed_path(DOWNLOADS).is_dir() else ""
        with Vertical(classes="box"):
            yield Static(Content(self._asked), classes="question", markup=False)
            yield Input(start, placeholder="path", select_on_focus=False, compact=True, id="path")
            yield RowList(self._draw, id="matches")
            yield Static("", classes="more", markup=False)
            keys = f"enter {self._verb} · tab completes · ↓ ↑ choose · escape leaves"
            yield Static(keys, classes="keys", markup=False)

    def on_mount(self) -> None:
        """Shows the paths to begin with; the keys stay with the line."""
        self.query_one(RowList).can_focus = False
        self._look(self.query_one(Input).value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Lists the paths that begin so."""
        event.stop()
        self._look(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answers with the path, if there is one."""
        event.stop()
        place = self.query_one(RowList).place
        if self._is_chosen and place is not None and self._matches:
            self._choose(self._matches[place])
        else:
            self._answer(event.value.strip())

    def on_row_reached(self, message: messages.RowReached) -> None:
        """Nothing follows the cursor here."""
        message.stop()

    def on_row_chosen(self, message: messages.RowChosen) -> None:
        """Takes the path that was clicked."""
        message.stop()
        self._choose(self._matches[message.place])

    def action_complete(self) -> None:
        """Completes the path as far as it is certain, or with the path under the cursor."""
        typed = self.query_one(Input).value
        if not self._matches:
            return
        shared = common(self._matches, typed)
        place = self.query_one(RowList).place or 0
        self._put(self._matches[place].path if self._is_chosen or shared == typed else shared)

    def action_move(self, by: int) -> None:
        """Moves the cursor among the paths."""
        if self._is_chosen:
            self.query_one(RowList).action_move(by)
        elif self._matches:
            self._is_chosen = True
            self.query_one(RowList).refresh()

    def action_cancel(self) -> None:
        """Answers that it shall be no file."""
        self.dismiss(None)

    def _choose(self, match: PathMatch) -> None:
        if match.is_directory:
            self._put(match.path)
        else:
            self._answer(match.path)

    def _answer(self, path: str) -> None:
        """Leaves with a path, or says that there is nothing."""
        # A terminal pastes the path of a file that is dropped on it in quotation marks.
        path = path.strip("'\"")
        try:
            place = typed_path(path)
            is_there = bool(path) and (place.is_file() if self._only_files else place.exists())
        except (OSError, ValueError):  # a name that no file can have
            is_there = False
        if is_there:
            self.dismiss(path)
        else:
            self.query_one(".more", Static).update(Content(f"There is no file {one_line(path)!r}." if path else ""))

    def _put(self, path: str) -> None:
        line = self.query_one(Input)
        line.value = path
        line.cursor_position = len(path)

    def _look(self, typed: str) -> None:
        """Lists the paths in a thread: a directory can be on a slow disk."""
        self._is_chosen = False
        self.query_one(".more", Static).update("")
        self.run_worker(partial(self._find, typed), thread=True, group="paths")

    def _find(self, typed: str) -> None:
        self.app.call_from_thread(self._show, typed, completions(typed))

    def _show(self, typed: str, matches: list[PathMatch]) -> None:
        if self.is_attached and typed == self.query_one(Input).value:
            self._matches = matches
            self.query_one(RowList).show(len(matches), 0)

    def _draw(self, place: int, _width: int) -> Sequence[Content]:
        match = self._matches[place]
        # The directory is in the line above already.
        name = match.path.rstrip("/").rpartition("/")[2]
        return (Content(one_line(f"{name}/" if match.is_directory else name)),)

"""The editor of one paper's note: what is typed is asked to be kept at every pause."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static, TextArea

from tui_reader.texts.printable import one_line
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.messages import NoteLeft, NoteSaved, NoteTyped

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.timer import Timer

    from tui_reader.model.history import UnsavedNote, WrittenNote
    from tui_reader.model.papers import Paper

PAUSE_SECONDS = 0.3
"""A pause in typing that is worth a save."""

LONGEST_UNSAVED_SECONDS = 2.0
"""Typing without a pause is saved this often."""


class NoteEditor(Vertical):
    """A text area for a note, and whether what it shows is on disk."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("note")

    saved: reactive[bool] = reactive(default=True, init=False)
    """Whether the disk has what the editor shows."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 Textual's name
        super().__init__(id=id)
        self._paper: Paper | None = None
        self._kept = self._begun = ""
        self._pause: Timer | None = None
        self._limit: Timer | None = None
        # Held here because the last draft is asked for after the widgets are gone.
        self._area = TextArea(
            id="note-text", soft_wrap=True, tab_behavior="indent", placeholder="Markdown; saved as you type"
        )

    def compose(self) -> ComposeResult:
        """A line that says whose note it is and whether it is saved, and the text."""
        yield Static("", id="note-state", markup=False)
        yield self._area

    def open(self, paper: Paper, draft: UnsavedNote | None = None, begun: str = "") -> None:
        """Shows the note of a paper for writing, or what was typed into it and is not on disk yet.

        `begun` is what a new note begins as; it is no note until something is added.
        """
        text = (paper.note or begun) if draft is None else draft.text
        self._show(paper, text, begun, paper.note if draft is None else draft.based_on)
        self.screen.set_focus(self._area)

    @property
    def written(self) -> tuple[Paper, str] | None:
        """Whose note is open, and the text as typed."""
        return None if self._paper is None else (self._paper, self._area.text)

    @property
    def draft(self) -> tuple[int, str, str] | None:
        """The paper's id, the text as typed and the note it was typed into, if it is not known to be on disk."""
        text = self._area.text
        # An empty text is kept as no note, and so is one that was only begun.
        same = text == self._kept or (not self._kept and text.strip() in ("", self._begun.strip()))
        return None if same or self._paper is None else (self._paper.id, text, self._kept)

    @property
    def based_on(self) -> str:
        """The note on disk that the text was typed into."""
        return self._kept

    def kept(self, message: NoteSaved) -> None:
        """Takes note that a paper's note is on disk, and shows what another window has added to it."""
        if self._paper is not None and message.paper.id == self._paper.id:
            self._take_written(message.sent, message.written)
            self.saved = self.draft is None
            if not self.saved and self._pause is None:
                # The text became another one, and then what was kept before, while the disk was busy.
                self._save_soon()

    def _take_written(self, sent: str, written: WrittenNote) -> None:
        if self._area.text != sent:
            # What has been typed since goes on from what was sent, without what another window has added.
            self._kept = sent if written.concurrent else written.text
            return
        self._kept = written.text
        if written.text not in ("", sent):
            from tui_reader.texts.merging import moved

            typed = self._area.document.get_text_range((0, 0), self._area.cursor_location)
            above, _, line = f"\n{written.text[: moved(len(typed), sent, written.text)]}".rpartition("\n")
            self._area.text = written.text
            self._area.move_cursor(self._area.clamp_visitable((above.count("\n"), len(line))))

    def replaced(self, paper: Paper) -> None:
        """Shows a note that became another text elsewhere, unless something was typed meanwhile; the focus stays."""
        if self._paper is not None and paper.id == self._paper.id and self.draft is None:
            self._show(paper, paper.note)

    def failed(self) -> None:
        """Takes note that the disk did not take the text; the next pause tries again."""
        self.query_one("#note-state", Static).update(Content("not saved"))

    def watch_saved(self) -> None:
        """Shows whether the text is saved."""
        self._show_state()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Saves at the next pause, and now and then when there is none."""
        event.stop()
        self.saved = self.draft is None
        if self.saved:
            return
        self._save_soon()
        if self._limit is None:
            self._limit = self.set_timer(LONGEST_UNSAVED_SECONDS, self.action_save)

    def action_save(self) -> None:
        """Asks for the text to be kept."""
        for timer in (self._pause, self._limit):
            if timer is not None:
                timer.stop()
        self._pause = self._limit = None
        if (draft := self.draft) is not None:
            self.post_message(NoteTyped(*draft))

    def action_leave(self) -> None:
        """Saves the note and closes the editor."""
        self.action_save()
        self.post_message(NoteLeft())

    def _show(self, paper: Paper, text: str, begun: str = "", kept: str | None = None) -> None:
        self._paper, self._kept, self._begun = paper, paper.note if kept is None else kept, begun
        self._area.text = text
        self._area.move_cursor(self._area.document.end)
        self.saved = self.draft is None
        self._show_state()

    def _save_soon(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE_SECONDS, self.action_save)

    def _show_state(self) -> None:
        if self._paper is not None:
            state = "saved" if self.saved else "…"
            self.query_one("#note-state", Static).update(Content(f"Note · {one_line(self._paper.key)} · {state}"))

"""What a reader does with a note other than typing it here: an editor of their own, and what the note was."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, ClassVar

from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType

from tui_reader.errors import ReaderError
from tui_reader.model.history import UnsavedNote
from tui_reader.ui.messages import Failed, NoteReplaced, NoteVersionsRead
from tui_reader.ui.screens.paper_actions import PaperActions

if TYPE_CHECKING:
    from tui_reader.library.library import Library
    from tui_reader.model.papers import Paper
    from tui_reader.system.editor import Draft
    from tui_reader.ui import messages


class NoteActions(PaperActions):
    """The note in `$VISUAL` or `$EDITOR`, and its versions."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "N,ctrl+e",
            "edit_outside",
            "Note in your editor",
            id="note.edit",
            show=False,
            tooltip="Writes the note in $VISUAL or $EDITOR",
        ),
        Binding("V", "history", "Versions of the note", id="note.versions", show=False, tooltip="What the note was"),
    ]

    def on_note_changed_elsewhere(self, message: messages.NoteChangedElsewhere) -> None:
        """Says what became of a change that another window made."""
        self.tell(message.told)

    def on_note_replaced(self, message: messages.NoteReplaced) -> None:
        """Shows a note that is another one now."""
        if self._editor is not None:
            self._editor.replaced(message.paper)
        self.show_changed([message.paper])
        self.tell(message.told)

    def action_edit_outside(self) -> None:
        """Gives the terminal to the user's editor and keeps what it leaves; what was typed here goes first."""
        from tui_reader.notes.mirror import file_name
        from tui_reader.system.editor import Draft

        if (written := self._save_written()) is None:
            return
        paper, text, based_on = written
        begun = text or self.session.library.new_note(paper)
        try:
            draft = Draft(begun, file_name(paper.key))
            edited = self._outside(draft)
        except ReaderError as error:
            self.post_message(Failed(error))
        else:
            self._keep(draft, paper, based_on, None if edited == begun else edited)

    def action_history(self) -> None:
        """Asks for the versions of the note; what was typed is one of them."""
        if (written := self._save_written()) is None:
            return
        number = written[0].id

        def read(library: Library) -> None:
            for paper in library.papers([number]):
                self.post_message(NoteVersionsRead(paper, library.notes.versions(number)))

        self.session.keep(read)

    def on_note_versions_read(self, message: messages.NoteVersionsRead) -> None:
        """Shows the versions, to restore one."""
        from tui_reader.ui.screens.questions.note_history import NoteHistory

        paper = message.paper

        def restore(text: str | None) -> None:
            if text is not None:
                # Not merged: whoever asks for a version wants that text. What it replaces is a version then.
                self._replace(paper, None, text, f"Restored what the note of {paper.key} was.")

        if message.versions:
            self.app.push_screen(NoteHistory(paper, message.versions), restore)
        else:
            self.tell(f"{paper.key} has no note, and had none.")

    def _save_written(self) -> tuple[Paper, str, str] | None:
        """The paper that is written about, its note as far as it is typed, which is being saved, and what it replaces.

        The last is the note on disk that the text was typed into.
        """
        if (written := self._written) is not None and written[1] != written[0].note:
            self.session.save_note(written[0].id, *written[1:])
        return written

    @property
    def _written(self) -> tuple[Paper, str, str] | None:
        if self._editor is not None and self.has_class("-editing"):
            return None if self._editor.written is None else (*self._editor.written, self._editor.based_on)
        if (paper := self.current) is None:
            return None
        now = next(iter(self.session.library.papers([paper.id])), paper)
        return now, *self.session.drafts.get(now.id, UnsavedNote(now.note, now.note))

    def _outside(self, draft: Draft) -> str:
        """What the editor made of the text; raises `ReaderError`, with the screen back in its place."""
        failure: ReaderError | None = None
        edited = ""
        try:
            with self.app.suspend():
                # Textual does not come back when something is raised in here.
                try:
                    edited = draft.edit()
                except ReaderError as error:
                    failure = error
        except SuspendNotSupported:
            failure = ReaderError(
                "This terminal cannot be lent to another program.", "n writes the note here; it is saved as you type."
            )
        if failure is not None:
            draft.close()
            raise failure
        return edited

    def _keep(self, draft: Draft, paper: Paper, based_on: str, text: str | None) -> None:
        if text is None:
            draft.close()
            self.tell(f"The note of {paper.key} is unchanged.")
        else:
            told = f"Saved the note of {paper.key}." if text.strip() else f"The note of {paper.key} is gone."
            self._replace(paper, based_on, text, told, draft)

    def _replace(self, paper: Paper, based_on: str | None, text: str, told: str, draft: Draft | None = None) -> None:
        """Makes a text the note, which was typed into the note `based_on`, or replaces any.

        The file of a draft is there until the note is on disk, and stays when that cannot be.
        """

        def write(library: Library) -> None:
            with ExitStack() as stack:
                if draft is not None:
                    stack.enter_context(draft)
                    stack.enter_context(draft.kept_on_failure())
                self.session.save_refused(paper.id)
                base = None if based_on is None else self.session.note_base(paper.id, based_on)
                written = library.write_note(paper.id, text, based_on=base)
            for now in library.papers([paper.id]):
                self.post_message(NoteReplaced(now, written.notice(now.key) or told))

        self.session.change(write, [paper.id], searchable=True)

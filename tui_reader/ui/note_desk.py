"""The note that is being written on a screen: its editor, what of it is on disk, and what may replace it."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.model.history import UnsavedNote
from tui_reader.ui.messages import NoteReplaced, PapersChanged
from tui_reader.ui.widgets.paper_detail import PaperDetail

if TYPE_CHECKING:
    from textual.widget import Widget

    from tui_reader.library.library import Library
    from tui_reader.model.papers import Paper
    from tui_reader.system.editor import Draft
    from tui_reader.ui.commands.context import Context
    from tui_reader.ui.messages import NoteSaved
    from tui_reader.ui.widgets.note_editor import NoteEditor


class Written(NamedTuple):
    """A note as it is written."""

    paper: Paper
    text: str
    based_on: str
    """The note on disk that the text was typed into."""
    begun: str
    """What a new note of the paper begins as."""


class NoteDesk:
    """Notes as a screen writes them; every one goes to the disk through here."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._session = context.session
        self._screen = context.screen
        self._editor: NoteEditor | None = None
        """Made with the first note."""
        self._came_from: Widget | None = None
        """What had the focus before the editor."""

    @property
    def is_open(self) -> bool:
        """Whether the editor is on the screen."""
        return self._screen.has_class("-editing")

    async def open(self) -> None:
        """Opens the editor for the note of the current paper, unless it is open."""
        current = self._context.current
        if current is None or self.is_open:
            return
        # Textual's text area is loaded with the first note.
        from tui_reader.ui.widgets.note_editor import NoteEditor

        # Before the note is read: a draft that is saved meanwhile would be in neither.
        draft = self._session.notes.drafts.get(current.id)
        paper, begun = await self._session.read(partial(_as_kept, current))
        if self._editor is None:
            self._editor = NoteEditor(id="note-editor")
            await self._screen.query_one("#panes").mount(self._editor)
        self._came_from = self._screen.focused
        self._screen.add_class("-editing")
        self._screen.query_one(PaperDetail).without_note = True
        self._editor.open(paper, draft, begun)

    def leave(self) -> None:
        """Closes the editor and gives the focus back to where it was."""
        self._screen.remove_class("-editing")
        self._screen.query_one(PaperDetail).without_note = False
        self._screen.set_focus(self._came_from)

    def save(self, paper: int, text: str, based_on: str) -> None:
        """Saves a note as it is typed into the note `based_on`; `NoteSaved` or `NoteRefused` comes."""
        self._session.notes.save(paper, text, based_on)

    def saved(self, message: NoteSaved) -> None:
        """Shows that the note of a paper is on disk."""
        if self._editor is not None:
            self._editor.kept(message)
        self._context.post_message(PapersChanged([message.paper]))

    def refused(self) -> None:
        """Shows that the disk did not take the note."""
        if self._editor is not None:
            self._editor.failed()

    def replaced(self, paper: Paper) -> None:
        """Shows a note that became another text at once."""
        if self._editor is not None:
            self._editor.replaced(paper)
        self._context.post_message(PapersChanged([paper]))

    async def save_written(self) -> Written | None:
        """The paper that is written about, and its note as far as it is typed, which is being saved."""
        if self._editor is not None and self.is_open:
            if (open_note := self._editor.written) is None:
                return None
            paper, text = open_note
            based_on = self._editor.based_on
            _, begun = await self._session.read(partial(_as_kept, paper))
        elif (current := self._context.current) is not None:
            draft = self._session.notes.drafts.get(current.id)
            paper, begun = await self._session.read(partial(_as_kept, current))
            text, based_on = draft or UnsavedNote(paper.note, paper.note)
        else:
            return None
        if text != paper.note:
            self.save(paper.id, text, based_on)
        return Written(paper, text, based_on, begun)

    def replace(self, paper: Paper, based_on: str | None, text: str, told: str, draft: Draft | None = None) -> None:
        """Makes a text the note of a paper, which was typed into the note `based_on`, or replaces any.

        `NoteReplaced` comes and says what was `told`. The file of a draft is there until the note is on disk, and stays
        when that cannot be.
        """

        def write(library: Library) -> None:
            with ExitStack() as stack:
                if draft is not None:
                    stack.enter_context(draft)
                    stack.enter_context(draft.kept_on_failure())
                self._session.notes.save_refused(paper.id)
                base = None if based_on is None else self._session.notes.base(paper.id, based_on)
                written = library.write_note(paper.id, text, based_on=base)
            for now in library.papers([paper.id]):
                self._context.post_message(NoteReplaced(now, written.notice(now.key) or told))

        self._session.change(write, [paper.id], searchable=True)

    def finish(self) -> None:
        """Saves what is typed and not yet known to be on disk, as the screen is being left."""
        if self._editor is not None and (draft := self._editor.draft) is not None:
            self.save(*draft)


def _as_kept(paper: Paper, library: Library) -> tuple[Paper, str]:
    """A paper as it is on disk, and what a new note of it begins as."""
    now = next(iter(library.papers([paper.id])), paper)
    return now, library.new_note(now)

"""What a reader does with the paper under the cursor: its note and its page; and what all actions on papers share."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui_reader.errors import ReaderError, TextKeptError
from tui_reader.texts.printable import one_line
from tui_reader.ui.messages import Failed
from tui_reader.ui.widgets.paper_detail import PaperDetail

if TYPE_CHECKING:
    from textual.widget import Widget

    from tui_reader.model.papers import Paper
    from tui_reader.ui import messages
    from tui_reader.ui.requests import Session
    from tui_reader.ui.widgets.note_editor import NoteEditor

TOLD_SECONDS = 4.0
ERROR_SECONDS = 10.0
KEPT_SECONDS = 600.0
"""Long enough to write down where a text is; a click takes the message away."""


class PaperActions(Screen[None]):
    """Note and page of the current paper."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "note", "Note", id="note", tooltip="Writes a note beside the abstract; saved as you type"),
        Binding(
            "o", "open_page", "Open links", id="open", show=False, tooltip="Opens the paper's page or another link"
        ),
        Binding("question_mark", "help", "Help", id="help", key_display="?", tooltip="All keys"),
    ]

    session: Session
    _editor: NoteEditor | None = None
    _came_from: Widget | None = None

    @property
    @abstractmethod
    def current(self) -> Paper | None:
        """The paper that the actions are about."""

    @property
    @abstractmethod
    def chosen_ids(self) -> list[int]:
        """The papers that an action on several is about: those selected, else the one under the cursor."""

    @property
    def chosen(self) -> list[Paper]:
        """Those papers as they are in the library now."""
        return self.session.library.papers(self.chosen_ids)

    @abstractmethod
    def show_changed(self, papers: list[Paper] | None) -> None:
        """Draws papers that are different now; `None` is very many."""

    def action_help(self) -> None:
        """Shows all keys."""
        from tui_reader.ui.screens.questions.help import HelpScreen

        self.app.push_screen(HelpScreen())

    def on_papers_changed(self, message: messages.PapersChanged) -> None:
        """Shows papers as they are on disk now."""
        self.show_changed(message.papers)

    def tell(self, text: str) -> None:
        """Shows a line for a moment."""
        self.notify(one_line(text), timeout=TOLD_SECONDS, markup=False)

    def on_failed(self, message: messages.Failed) -> None:
        """Shows what went wrong and the next step."""
        error = message.error
        text = "\n".join(line for line in (one_line(error.message), one_line(error.hint)) if line)
        timeout = KEPT_SECONDS if isinstance(error, TextKeptError) else ERROR_SECONDS
        self.notify(text, severity="error", timeout=timeout, markup=False)

    # The note

    async def action_note(self) -> None:
        """Opens the editor for the paper's note."""
        from tui_reader.ui.widgets.note_editor import NoteEditor

        paper = self.current
        if paper is None or self.has_class("-editing"):
            return
        for now in self.session.library.papers([paper.id]):
            paper = now
        if self._editor is None:
            self._editor = NoteEditor(id="note-editor")
            await self.query_one("#panes").mount(self._editor)
        self._came_from = self.focused
        self.add_class("-editing")
        self.query_one(PaperDetail).without_note = True
        self._editor.open(paper, self.session.drafts.get(paper.id), self.session.library.new_note(paper))

    def on_note_typed(self, message: messages.NoteTyped) -> None:
        """Keeps the note."""
        self.session.save_note(message.paper, message.text, message.based_on)

    def on_note_saved(self, message: messages.NoteSaved) -> None:
        """Says that the note is on disk."""
        if self._editor is not None:
            self._editor.kept(message)
        self.show_changed([message.paper])

    def on_note_refused(self, message: messages.NoteRefused) -> None:
        """Says that the note is not on disk, and why."""
        if self._editor is not None:
            self._editor.failed()
        self.post_message(Failed(message.error))

    def on_note_left(self) -> None:
        """Goes back to where the reader came from."""
        self.remove_class("-editing")
        self.query_one(PaperDetail).without_note = False
        self.set_focus(self._came_from)

    # The paper's links

    def action_open_page(self) -> None:
        """Opens the paper's page in the browser or, when the paper has several links, asks which."""
        from tui_reader.texts.links import paper_links
        from tui_reader.ui.screens.questions.links_chooser import LinksChooser

        if (paper := self.current) is None:
            return
        found = paper_links(paper)
        if not found:
            hint = "No source gave a URL, a DOI or an arXiv id."
            self.post_message(Failed(ReaderError("No address is known for this paper.", hint)))
        elif len(found) == 1:
            self._open(found[0][1])
        else:

            def open_chosen(address: str | None) -> None:
                if address is not None:
                    self._open(address)

            self.app.push_screen(LinksChooser(paper.title, found), open_chosen)

    def action_open_link(self, address: str) -> None:
        """Opens a link that was clicked."""
        self._open(address)

    @work(thread=True, group="page")
    def _open(self, address: str) -> None:
        from tui_reader.system.browser import open_page

        try:
            open_page(address)
        except ReaderError as error:
            self.post_message(Failed(error))
        else:
            self.app.call_from_thread(self.tell, f"Opening {address}")

    def finish(self) -> None:
        """Sees what was typed through to the disk."""
        if self._editor is not None and (draft := self._editor.draft) is not None:
            self.session.save_note(*draft)
        self.session.close()

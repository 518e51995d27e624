"""What a reader does with the paper under the cursor: the keys and their actions, for any screen that has one."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui_reader.errors import ReaderError
from tui_reader.printable import one_line
from tui_reader.ui.messages import Copied, Failed
from tui_reader.ui.widgets.paper_detail import PaperDetail

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.library import Library
    from tui_reader.papers import Paper
    from tui_reader.ui import messages
    from tui_reader.ui.app import ReaderApp
    from tui_reader.ui.session import Session
    from tui_reader.ui.widgets.note_editor import NoteEditor

TOLD_SECONDS = 4.0
ERROR_SECONDS = 10.0


class PaperActions(Screen[None]):
    """Bookmark, note, tags, citation and page of the current paper."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "bookmark", "Bookmark", id="bookmark", tooltip="Bookmarks the paper, or takes the bookmark away"),
        Binding("r", "read", "Read", id="read", show=False, tooltip="Marks the paper as read, or as unread"),
        Binding("Q", "queue", "Queue", id="queue", show=False, tooltip="Queues the paper for later, or takes it out"),
        Binding("n", "note", "Note", id="note", tooltip="Writes a note beside the abstract; saved as you type"),
        Binding("t", "tags", "Tags", id="tags", tooltip="Edits the paper's tags"),
        Binding("y", "copy", "Copy", id="copy", tooltip="Copies the paper in your format; at first BibTeX"),
        Binding("Y", "choose_format", "Format", id="format", tooltip="Copies in a format or style of your choice"),
        Binding("E", "key", "Key", id="key", show=False, tooltip="Changes the paper's citation key"),
        Binding("o", "open_page", "Open page", id="open", show=False, tooltip="Opens the paper's page in the browser"),
    ]

    session: Session
    _editor: NoteEditor | None = None

    @property
    @abstractmethod
    def current(self) -> Paper | None:
        """The paper that the actions are about."""

    @property
    def chosen(self) -> list[Paper]:
        """The papers that are copied: the one under the cursor."""
        return [] if self.current is None else [self.current]

    @abstractmethod
    def show_changed(self, papers: list[Paper]) -> None:
        """Draws papers that are different now."""

    def tell(self, text: str) -> None:
        """Shows a line for a moment."""
        self.notify(one_line(text), timeout=TOLD_SECONDS, markup=False)

    def on_failed(self, message: messages.Failed) -> None:
        """Shows what went wrong and the next step."""
        error = message.error
        text = "\n".join(line for line in (one_line(error.message), one_line(error.hint)) if line)
        self.notify(text, severity="error", timeout=ERROR_SECONDS, markup=False)

    # Bookmarks and tags

    def action_bookmark(self) -> None:
        """Bookmarks the paper, or takes the bookmark away."""
        if (paper := self.current) is not None:
            self._turn(paper, lambda library, now: library.bookmark([now.id], bookmarked=not now.bookmarked))

    def action_read(self) -> None:
        """Marks the paper as read, or as unread."""
        if (paper := self.current) is not None:
            self._turn(paper, lambda library, now: library.mark_read([now.id], read=not now.read))

    def action_queue(self) -> None:
        """Queues the paper for later, or takes it out of the queue."""
        if (paper := self.current) is not None:
            self._turn(paper, lambda library, now: library.queue([now.id], queued=not now.queued))

    def _turn(self, paper: Paper, change: Callable[[Library, Paper], None]) -> None:
        """Changes a paper depending on how it is when its turn comes: a key may come twice before the disk is done."""

        def turn(library: Library) -> None:
            for now in library.papers([paper.id]):
                change(library, now)

        self.session.change(turn, [paper.id], searchable=False)

    async def action_tags(self) -> None:
        """Asks for the paper's tags."""
        from tui_reader.ui.screens.tag_editor import TagEditor

        paper = self.current
        if paper is None:
            return

        def change(tags: tuple[str, ...] | None) -> None:
            if tags is not None and set(tags) != set(paper.tags):
                added, removed = set(tags) - set(paper.tags), set(paper.tags) - set(tags)
                self.session.change(
                    lambda library: library.tag([paper.id], add=added, remove=removed), [paper.id], searchable=True
                )

        await self.app.push_screen(TagEditor(paper, self.session.library.tags()), change)

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
        self.add_class("-editing")
        self.query_one(PaperDetail).without_note = True
        self._editor.open(paper, self.session.drafts.get(paper.id))

    def on_note_typed(self, message: messages.NoteTyped) -> None:
        """Keeps the note."""
        self.session.save_note(message.paper, message.text)

    def on_note_saved(self, message: messages.NoteSaved) -> None:
        """Says that the note is on disk."""
        if self._editor is not None:
            self._editor.kept(message.paper)
        self.show_changed([message.paper])

    def on_note_refused(self, message: messages.NoteRefused) -> None:
        """Says that the note is not on disk, and why."""
        if self._editor is not None:
            self._editor.failed()
        self.post_message(Failed(message.error))

    def on_note_left(self) -> None:
        """Goes back to the list."""
        self.remove_class("-editing")
        self.query_one(PaperDetail).without_note = False
        self.set_focus(self.query_one("#list"))

    # Citations and the paper's page

    def action_copy(self) -> None:
        """Copies the papers in the user's own format."""
        self._copy(self.chosen, "")

    async def action_choose_format(self) -> None:
        """Asks for a format or style and copies the papers in it."""
        from tui_reader import citing
        from tui_reader.ui.screens.format_chooser import FormatChooser

        papers, library = self.chosen, self.session.library

        def copy(name: str | None) -> None:
            if name is not None:
                citing.remember_used(library, name)
                self._copy(papers, name)

        if papers:
            await self.app.push_screen(FormatChooser(papers, library), copy)

    async def action_key(self) -> None:
        """Asks for another citation key for the paper."""
        from tui_reader.ui.screens.key_editor import KeyEditor

        if (paper := self.current) is None:
            return

        def change(key: str | None) -> None:
            if key is None or key == paper.key:
                return

            def rename(library: Library) -> None:
                library.keys.rename(paper.id, key)

            self.session.change(rename, [paper.id], searchable=True)

        await self.app.push_screen(KeyEditor(paper, self.session.library.keys.made(paper)), change)

    def on_copied(self, message: messages.Copied) -> None:
        """Says where the text went, and its first line; shows all of it when it went to a file."""
        told = message.outcome.told(message.what)
        if message.outcome.path is None:
            lines = (one_line(line) for line in message.text.split("\n"))
            self.notify(f"{one_line(told)}\n{next(filter(None, lines), '')}", timeout=TOLD_SECONDS, markup=False)
        else:
            from tui_reader.ui.screens.copied_text import CopiedText

            self.app.push_screen(CopiedText(message.text, told))

    @work(thread=True, group="page")
    def action_open_page(self) -> None:
        """Opens the paper's page in the browser."""
        from tui_reader.browser import open_page

        if (paper := self.current) is None:
            return
        if paper.page is None:
            hint = "No source gave a URL, a DOI or an arXiv id."
            self.post_message(Failed(ReaderError("No address is known for this paper.", hint)))
            return
        try:
            open_page(paper.page)
        except ReaderError as error:
            self.post_message(Failed(error))
        else:
            self.app.call_from_thread(self.tell, f"Opening {paper.page}")

    def finish(self) -> None:
        """Sees what was typed through to the disk."""
        if self._editor is not None and (draft := self._editor.draft) is not None:
            self.session.save_note(*draft)
        self.session.close()

    @work(thread=True, group="copy")
    def _copy(self, papers: Sequence[Paper], name: str) -> None:
        from tui_reader import citing
        from tui_reader.citations.offer import Offer

        if not papers:
            return
        library = self.session.library
        try:
            way = Offer(library.home).named(name or citing.preferred(library))
            text = way.cite(papers)
            if not text:
                raise ReaderError(f"{way.label}: no source gave anything that it shows.", "Y chooses another format.")  # noqa: TRY301 told like any other
        except ReaderError as error:
            self.post_message(Failed(error))
        else:
            self._hand_over(text, way.label if len(papers) == 1 else f"{way.label} for {len(papers)} papers")

    @work(thread=True, group="copy")
    def copy_text(self, text: str) -> None:
        """Copies a text that was selected."""
        self._hand_over(text, "the selection")

    def _hand_over(self, text: str, what: str) -> None:
        from tui_reader import citing, clipboard

        try:
            terminal = cast("ReaderApp", self.app).write_to_terminal
            wish = citing.wish(self.session.library)
            outcome = clipboard.copy(text, terminal=terminal, save_to=self.session.copied, wish=wish)
        except ReaderError as error:
            self.post_message(Failed(error))
        else:
            self.post_message(Copied(text, what, outcome))

"""What a reader does to cite papers: copying them in a format, and changing a citation key."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.binding import Binding, BindingType

from tui_reader.errors import ReaderError
from tui_reader.texts.printable import one_line
from tui_reader.ui.messages import Copied, Failed
from tui_reader.ui.screens.paper_actions import TOLD_SECONDS, PaperActions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.library.library import Library
    from tui_reader.model.papers import Paper
    from tui_reader.ui import messages
    from tui_reader.ui.app import ReaderApp


class CopyActions(PaperActions):
    """Citations of the chosen papers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "Copy", id="copy", tooltip="Copies the papers in your format; at first BibTeX"),
        Binding("Y", "choose_format", "Format", id="format", tooltip="Copies in a format or style of your choice"),
        Binding("E", "key", "Key", id="key", show=False, tooltip="Changes the paper's citation key"),
    ]

    def action_copy(self) -> None:
        """Copies the papers in the user's own format."""
        self._copy(self.chosen, "")

    async def action_choose_format(self) -> None:
        """Asks for a format or style and copies the papers in it."""
        from tui_reader.library import citation_preferences
        from tui_reader.ui.screens.questions.format_chooser import FormatChooser

        papers, library = self.chosen, self.session.library

        def copy(name: str | None) -> None:
            if name is not None:
                citation_preferences.remember_used(library, name)
                self._copy(papers, name)

        if papers:
            await self.app.push_screen(FormatChooser(papers, library), copy)

    async def action_key(self) -> None:
        """Asks for another citation key for the paper."""
        from tui_reader.ui.screens.questions.key_editor import KeyEditor

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
            from tui_reader.ui.screens.questions.copied_text import CopiedText

            self.app.push_screen(CopiedText(message.text, told))

    @work(thread=True, group="copy")
    def _copy(self, papers: Sequence[Paper], name: str) -> None:
        from tui_reader.citations.registry import FormatRegistry
        from tui_reader.library import citation_preferences

        if not papers:
            return
        library = self.session.library
        try:
            formats = FormatRegistry(library.home, library.highlights.of)
            way = formats.named(name or citation_preferences.preferred(library))
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
        from tui_reader.library import citation_preferences
        from tui_reader.system import clipboard

        try:
            terminal = cast("ReaderApp", self.app).write_to_terminal
            wish = citation_preferences.wish(self.session.library)
            outcome = clipboard.copy(text, terminal=terminal, save_to=self.session.copied, wish=wish)
        except ReaderError as error:
            self.post_message(Failed(error))
        else:
            self.post_message(Copied(text, what, outcome))

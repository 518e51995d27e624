"""Citations of the chosen papers to the clipboard, and the citation key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from tui_reader.citations.registry import FormatRegistry
from tui_reader.errors import ReaderError
from tui_reader.library import citation_preferences
from tui_reader.system import clipboard
from tui_reader.texts.printable import one_line
from tui_reader.ui.commands.context import chosen
from tui_reader.ui.messages import Copied, Failed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import App

    from tui_reader.library.library import Library
    from tui_reader.model.papers import Paper
    from tui_reader.ui import messages
    from tui_reader.ui.commands.context import Context


async def copy(context: Context) -> None:
    """Copies the chosen papers in the user's own format."""
    _copy(context, await chosen(context), "")


async def choose_format(context: Context) -> None:
    """Asks for a format or style and copies the chosen papers in it."""
    from tui_reader.ui.screens.questions.format_chooser import FormatChooser

    papers, session = await chosen(context), context.session

    def copy_in(name: str | None) -> None:
        if name is not None:
            session.keep(lambda library: citation_preferences.remember_used(library, name))
            _copy(context, papers, name)

    if papers:
        remembered = await session.read(citation_preferences.remembered)
        await context.ask_screen(FormatChooser(papers, session, remembered), copy_in)


async def key(context: Context) -> None:
    """Asks for another citation key of the paper."""
    from tui_reader.ui.screens.questions.key_editor import KeyEditor

    if (paper := context.current) is None:
        return
    session = context.session

    def change(new: str | None) -> None:
        if new is None or new == paper.key:
            return

        def rename(library: Library) -> None:
            library.keys.rename(paper.id, new)

        session.change(rename, [paper.id], searchable=True)

    await context.ask_screen(KeyEditor(paper, session.library.keys.made(paper)), change)


def copied(context: Context, message: messages.Copied) -> None:
    """Shows where a text went, and its first line; all of it when it went to a file."""
    told = message.outcome.told(message.what)
    if message.outcome.path is None:
        lines = (one_line(line) for line in message.text.split("\n"))
        context.tell(told, next(filter(None, lines), ""))
    else:
        from tui_reader.ui.screens.questions.copied_text import CopiedText

        context.ask_screen(CopiedText(message.text, told))


def copy_selected(context: Context, message: messages.TextSelected) -> None:
    """Copies a text that was selected."""
    job = partial(hand_over, context, message.text, "the selection")
    context.screen.run_worker(job, thread=True, group="copy")


def _copy(context: Context, papers: Sequence[Paper], name: str) -> None:
    if papers:
        context.screen.run_worker(partial(_cite, context, papers, name), thread=True, group="copy")


def _cite(context: Context, papers: Sequence[Paper], name: str) -> None:
    """Copies papers in a format or style, or in the user's own when `name` is empty."""
    library = context.session.library
    try:
        formats = FormatRegistry(library.home, library.highlights.of)
        way = formats.named(name or citation_preferences.preferred(library))
        text = way.cite(papers)
    except ReaderError as error:
        context.post_message(Failed(error))
        return
    if text:
        hand_over(context, text, way.label if len(papers) == 1 else f"{way.label} for {len(papers)} papers")
    else:
        lacking = f"{way.label}: no source gave anything that it shows."
        context.post_message(Failed(ReaderError(lacking, "Y chooses another format.")))


def hand_over(context: Context, text: str, what: str) -> None:
    """Gives a text to the clipboard; `Copied` or `Failed` comes."""
    try:
        outcome = clipboard.copy(
            text,
            terminal=partial(write_to_terminal, context.screen.app),
            save_to=context.session.copied,
            wish=citation_preferences.wish(context.session.library),
        )
    except ReaderError as error:
        context.post_message(Failed(error))
    else:
        context.post_message(Copied(text, what, outcome))


def write_to_terminal(app: App[Any], sequence: str) -> None:
    """Writes an escape sequence of our own (OSC 52) to the terminal; from any thread but the screen's."""

    def write() -> None:
        driver = app._driver  # noqa: SLF001 Textual has no public way to write a sequence
        if driver is not None:
            driver.write(sequence)
            driver.flush()

    app.call_from_thread(write)

"""The files of a paper on this machine: one is opened, another attached."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError
from tui_reader.paths import typed_path
from tui_reader.texts.printable import one_line
from tui_reader.texts.typeset import as_read
from tui_reader.ui.messages import Failed

if TYPE_CHECKING:
    from tui_reader.ui.commands.context import Context


def open_file(context: Context) -> None:
    """Opens the current paper's file or, when it has several, asks which."""
    from tui_reader.ui.screens.questions.links_chooser import LinksChooser

    if (paper := context.current) is None:
        return
    files = paper.details.files
    if not files:
        raise ReaderError(f"{paper.key} has no file.", "“Attach a file” in the palette (Ctrl-p) gives it one.")
    if len(files) == 1:
        _start(context, files[0])
        return

    def open_chosen(path: str | None) -> None:
        if path is not None:
            _start(context, path)

    named = [(Path(path).suffix.removeprefix(".") or "file", path) for path in files]
    context.ask_screen(LinksChooser(paper.title, named), open_chosen)


async def attach(context: Context) -> None:
    """Asks for the path of a file, and adds it to the current paper."""
    from tui_reader.ui.screens.questions.path_question import PathQuestion

    if (paper := context.current) is None:
        return

    def answered(path: str | None) -> None:
        if path is not None:
            session = context.session
            file = str(typed_path(path).absolute())
            session.change(lambda library: library.edits.attach(paper.id, [file]), [paper.id], searchable=False)
            context.tell(f"Attached {file} to {paper.key}.")

    asked = f"Attach which file to {as_read(paper.title)}?"
    await context.ask_screen(PathQuestion(asked, "attaches", only_files=True), answered)


def _start(context: Context, path: str) -> None:
    context.screen.run_worker(partial(_open, context, path), thread=True, group="file")


def _open(context: Context, path: str) -> None:
    from tui_reader.system.file_opener import open_file as start

    try:
        start(typed_path(path), context.session.library.config.open_file)
    except ReaderError as error:
        context.post_message(Failed(error))
    else:
        context.screen.call_later(context.tell, f"Opening {one_line(path)}")

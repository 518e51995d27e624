"""Papers taken in while one reads on: from a file, the clipboard, a text or a paste."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.css.query import NoMatches
from textual.widgets import Static

from tui_reader.errors import ReaderError
from tui_reader.texts.printable import one_line
from tui_reader.ui.messages import Failed

if TYPE_CHECKING:
    from tui_reader.library.given_text import GivenText
    from tui_reader.ui.commands.context import MainContext
    from tui_reader.ui.import_runner import Import, Imported, ImportProgressed

LONGEST_SHOWN = 200
"""Characters of a paste that the question shows."""

LINE = "importing"
"""The id of the line that says how far an import is."""


def begin(context: MainContext) -> None:
    """Asks what to import, or whether to stop the import that is running."""
    from tui_reader.ui.screens.questions.import_menu import ImportMenu

    if context.session.imports.source:
        stop(context)
        return
    ways = {"file": file, "clipboard": clipboard, "text": text, "report": report}

    def go(way: str | None) -> None:
        if way is not None:
            ways[way](context)

    context.ask_screen(ImportMenu(with_report=context.session.imports.last is not None), go)


def file(context: MainContext) -> None:
    """Asks for a file, a directory or an archive, and imports it."""
    from tui_reader.ui.screens.questions.path_question import PathQuestion

    def take(path: str | None) -> None:
        if path is not None:
            _import_path(context, Path(path).expanduser())

    context.ask_screen(PathQuestion(), take)


def text(context: MainContext) -> None:
    """Asks for a list of papers as text, and imports it."""
    from tui_reader.ui.screens.questions.text_question import TextQuestion

    def take(given: str | None) -> None:
        if given is not None:
            context.screen.run_worker(partial(_look_and_take, context, given, "a text"), thread=True, group="import")

    context.ask_screen(TextQuestion(), take)


def clipboard(context: MainContext) -> None:
    """Imports what is in the clipboard."""
    context.screen.run_worker(partial(_take_clipboard, context), thread=True, group="import")


def pasted(context: MainContext, given: str) -> None:
    """Asks whether to import what was pasted into the list, when it looks like papers."""
    context.screen.run_worker(partial(_look_at_paste, context, given), thread=True, group="import")


def stop(context: MainContext) -> None:
    """Asks whether to stop the import that is running."""
    from tui_reader.ui.screens.questions.confirm import Confirm

    imports = context.session.imports
    if not imports.source:
        context.tell("Nothing is being imported.")
        return

    def answered(yes: bool | None) -> None:  # noqa: FBT001 Textual's callback
        if yes:
            imports.stop()

    more = "What was taken in so far stays, and u undoes it."
    context.ask_screen(Confirm(f"Stop importing {imports.source}?", "stops", more), answered)


def report(context: MainContext) -> None:
    """Shows what the last import refused, and which facts differ."""
    from tui_reader.ui.screens.questions.import_panel import ImportPanel

    last = context.session.imports.last
    if last is None:
        context.tell("Nothing was imported since the reader started.")
    else:
        context.ask_screen(ImportPanel(context.session, last))


def progressed(context: MainContext, message: ImportProgressed) -> None:
    """Shows how far the import is in a line above the keys, and its papers in the list."""
    from tui_reader.library.import_words import progress_words

    source = context.session.imports.source
    if message.at is not None and source:
        _line(context).update(f"{progress_words(source, message.at)} · i stops it")
    elif not source:
        _end_line(context)
    if message.shown:
        context.queries.ask_again()


def imported(context: MainContext, message: Imported) -> None:
    """Says what came of an import, and how to see what was refused."""
    from tui_reader.library.import_words import summary

    done = message.report
    more = "i, then 4, lists what was refused or differs." if done.problems or done.conflicts else ""
    if done.duplicates:
        more = f"{more} = shows possible duplicates.".strip()
    context.tell(summary(message.source, done), more or ("u undoes it." if done.added or done.completed else ""))


def _import_path(context: MainContext, path: Path) -> None:
    from tui_reader.ui.screens.questions.confirm import Confirm

    name = one_line(path.name) or str(path)
    library = context.session.library

    def start(yes: bool | None = True) -> None:  # noqa: FBT001, FBT002 Textual's callback
        if yes:
            _start(context, name, lambda options: library.import_file(path, **options))

    if path.is_dir():
        question = f"Import every list of papers in {one_line(str(path))} and the directories in it?"
        context.ask_screen(Confirm(question, "imports them"), start)
    else:
        start()


def _start(context: MainContext, source: str, run: Import) -> None:
    context.session.imports.start(source, run)
    _line(context).update(f"{one_line(source)}: reading · i stops it")


def _take_text(context: MainContext, given: str, found: GivenText, source: str) -> None:
    """Imports a text that was recognized; on the screen's thread."""
    from tui_reader.library.given_text import items_of

    if found.path is not None:
        _import_path(context, found.path)
        return
    library = context.session.library
    _start(context, source, lambda options: library.take(items_of(given), **options))


def _look_and_take(context: MainContext, given: str, source: str) -> None:
    from tui_reader.library.given_text import recognized

    found = recognized(given)
    if found is None:
        unknown = ReaderError(
            f"There is no list of papers in {source}.", "Give BibTeX, RIS, another such list, or the path of a file."
        )
        context.post_message(Failed(unknown))
    else:
        context.screen.call_later(_take_text, context, given, found, source)


def _take_clipboard(context: MainContext) -> None:
    from tui_reader.system import clipboard as system_clipboard

    try:
        given = system_clipboard.paste()
    except ReaderError as error:
        context.post_message(Failed(error))
        return
    _look_and_take(context, given, "the clipboard")


def _look_at_paste(context: MainContext, given: str) -> None:
    from tui_reader.library.given_text import recognized

    found = recognized(given)
    if found is not None:
        context.screen.call_later(_offer, context, given, found)
    elif given.strip():
        context.screen.call_later(context.tell, "What was pasted is no list of papers. / searches for words.")


def _offer(context: MainContext, given: str, found: GivenText) -> None:
    from tui_reader.ui.screens.questions.confirm import Confirm

    def answered(yes: bool | None) -> None:  # noqa: FBT001 Textual's callback
        if yes:
            _take_text(context, given, found, "what was pasted")

    if found.path is not None:
        question, more = f"Import {found.what}, {one_line(str(found.path))}?", ""
    else:
        question, more = f"Import what was pasted? It is {found.what}.", one_line(given[:LONGEST_SHOWN])
    context.ask_screen(Confirm(question, "imports it", more), answered)


def _line(context: MainContext) -> Static:
    """The line above the keys; made when it is first needed."""
    try:
        return context.screen.query_one(f"#{LINE}", Static)
    except NoMatches:
        line = Static("", id=LINE, markup=False)
        context.screen.mount(line, before="#keys")
        return line


def _end_line(context: MainContext) -> None:
    context.screen.query(f"#{LINE}").remove()

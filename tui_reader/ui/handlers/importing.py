"""Papers taken in while one reads on: from a file, the clipboard, a text or a paste."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.css.query import NoMatches
from textual.widgets import Static

from tui_reader.errors import ReaderError
from tui_reader.paths import typed_path
from tui_reader.texts.printable import one_line
from tui_reader.ui.commands.table import COMMANDS
from tui_reader.ui.messages import Failed
from tui_reader.ui.widgets.paper_list import PaperList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tui_reader.library.import_service import TakeOptions
    from tui_reader.library.import_tally import ImportReport
    from tui_reader.library.library import Library
    from tui_reader.library.pasted_text import Pasted
    from tui_reader.ui.commands.context import MainContext
    from tui_reader.ui.import_runner import Import, Imported, ImportProgressed

MOST_SHOWN = 200
"""Characters of a paste that the question shows."""

MOST_LOOKED_AT = 2**16
"""Characters of a text by which it is told what it is; a longer look would hold the screen up."""

BY_HAND = "new"
"""The command that adds a paper in a form."""

LINE = "importing"
"""The id of the line that says how far an import is."""


def begin(context: MainContext) -> None:
    """Asks what to import, or whether to stop the import that is running."""
    from tui_reader.ui.screens.questions.import_menu import ImportMenu

    if context.session.imports.source:
        stop(context)
        return
    ways = {"file": file, "clipboard": clipboard, "text": text, "by_hand": _by_hand, "report": report}

    def go(way: str | None) -> None:
        if way is not None:
            ways[way](context)

    with_report = context.session.imports.last is not None
    context.ask_screen(ImportMenu(by_hand=BY_HAND in COMMANDS, with_report=with_report), go)


def file(context: MainContext) -> None:
    """Asks for a file, a directory or an archive, and imports it."""
    from tui_reader.ui.screens.questions.path_question import PathQuestion

    def take(path: str | None) -> None:
        if path is not None:
            _import_paths(context, [typed_path(path)])

    context.ask_screen(PathQuestion("Import which file, directory or archive?", "imports"), take)


def text(context: MainContext, begun: str = "") -> None:
    """Asks for a list of papers as text, and imports it; asks again with the text when it is no such list."""
    from tui_reader.ui.screens.questions.text_question import MOST_SHOWN as MOST_EDITED
    from tui_reader.ui.screens.questions.text_question import TextQuestion

    def ask_again(refused: str) -> None:
        if len(refused) <= MOST_EDITED:
            text(context, refused)

    def take(given: str | None) -> None:
        if given is not None:
            context.screen.run_worker(partial(_look_and_take, context, given, ask_again), thread=True, group="import")

    context.ask_screen(TextQuestion(begun), take)


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
        context.queries.ask_again(to_top=not source and _waits_at_top(context))


def imported(context: MainContext, message: Imported) -> None:
    """Says what came of an import, and how to see what was refused."""
    from tui_reader.library.import_words import summary

    done = message.report
    if message.quiet:
        if count := done.added + done.completed:
            papers = "1 paper" if count == 1 else f"{count:,} papers"
            context.tell(f"Took in {papers} from {message.source}")
        if not done.refused:
            return
    more = "i and “The last import” list what was refused or differs." if done.problems or done.conflicts else ""
    if done.duplicates:
        more = f"{more} = shows possible duplicates.".strip()
    context.tell(summary(message.source, done), more or ("u undoes it." if done.added or done.completed else ""))


def _by_hand(context: MainContext) -> None:
    """Runs the command for a paper that is typed."""
    context.screen.call_later(context.screen.run_action, f"run({BY_HAND!r})")


def _import_paths(context: MainContext, paths: Sequence[Path]) -> None:
    """Imports files; asks first when a directory is among them, which can have very many in it."""
    from tui_reader.ui.screens.questions.confirm import Confirm

    library = context.session.library

    def start(yes: bool | None = True) -> None:  # noqa: FBT001, FBT002 Textual's callback
        if yes:
            for path in paths:
                name = one_line(path.name) or str(path)
                _start(context, name, partial(_import_file, library, path))

    directory = next((path for path in paths if path.is_dir()), None)
    if directory is None:
        start()
    else:
        question = f"Import every list of papers in {one_line(str(directory))} and the directories in it?"
        context.ask_screen(Confirm(question, "imports them"), start)


def _import_file(library: Library, path: Path, options: TakeOptions) -> ImportReport:
    return library.import_file(path, **options)


def _waits_at_top(context: MainContext) -> bool:
    """Whether the reader was at the top of the list when the import began, and has stayed on that paper."""
    shown, began_at = context.screen.query_one(PaperList), context.session.imports.began_at
    return began_at is not None and shown.paper is not None and shown.paper.id == began_at and shown.has_focus


def _start(context: MainContext, source: str, run: Import) -> None:
    shown = context.screen.query_one(PaperList)
    context.session.imports.began_at = shown.paper.id if shown.paper is not None and shown.cursor == 0 else None
    context.session.imports.start(source, run)
    _line(context).update(f"{one_line(context.session.imports.source or source)}: reading · i stops it")


def _take_text(context: MainContext, given: str, found: Pasted) -> None:
    """Imports a text that was recognized; on the screen's thread."""
    from tui_reader.library.pasted_text import read_pasted

    if found.paths:
        _import_paths(context, found.paths)
        return
    library = context.session.library
    _start(context, found.source, lambda options: library.take(read_pasted(given).items, **options))


def _recognized(given: str) -> Pasted:
    """What a text is, by its beginning if it is a long one. Raises ReaderError when it is nothing to import."""
    from tui_reader.library.pasted_text import read_pasted

    if len(given) > MOST_LOOKED_AT:
        beginning = given[:MOST_LOOKED_AT]
        given = beginning[: beginning.rfind("\n")] if "\n" in beginning else beginning
        found = read_pasted(given)
        return found._replace(what=f"a long list that begins with {found.what}")
    return read_pasted(given)


def _look_and_take(context: MainContext, given: str, refused: Callable[[str], object] | None = None) -> None:
    """Imports a text; one that is nothing to import goes back to `refused`."""
    try:
        found = _recognized(given)
    except ReaderError as error:
        context.post_message(Failed(error))
        if refused is not None:
            context.screen.call_later(refused, given)
    else:
        context.screen.call_later(_take_text, context, given, found)


def _take_clipboard(context: MainContext) -> None:
    from tui_reader.system import clipboard as system_clipboard

    try:
        given = system_clipboard.paste()
    except ReaderError as error:
        context.post_message(Failed(error))
    else:
        _look_and_take(context, given)


def _look_at_paste(context: MainContext, given: str) -> None:
    try:
        found = _recognized(given)
    except ReaderError:
        if given.strip():
            context.screen.call_later(context.tell, "What was pasted is no list of papers. / searches for words.")
    else:
        context.screen.call_later(_offer, context, given, found)


def _offer(context: MainContext, given: str, found: Pasted) -> None:
    from tui_reader.ui.screens.questions.confirm import Confirm

    if context.screen is not context.screen.app.screen:
        return  # another question came up meanwhile

    def answered(yes: bool | None) -> None:  # noqa: FBT001 Textual's callback
        if yes:
            _take_text(context, given, found)

    if found.paths:
        question, more = f"Import {found.what} that was pasted?", one_line(", ".join(map(str, found.paths)))
    else:
        question, more = f"Import what was pasted? It is {found.what}.", one_line(given[:MOST_SHOWN])
    context.ask_screen(Confirm(question, "imports it", more[:MOST_SHOWN]), answered)


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

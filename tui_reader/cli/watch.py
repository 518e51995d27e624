"""`tui-reader watch`: takes in the lists of papers that appear in directories."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click

from tui_reader.cli.exit_codes import COULD_NOT, DONE, WrongUsageError, report_error, say
from tui_reader.errors import ReaderError
from tui_reader.paths import typed_path
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.library.folder_watch import FolderWatch
    from tui_reader.library.library import Library


@click.command
@click.argument("directories", nargs=-1, metavar="[DIR]...")
@click.option("--once", is_flag=True, help="Take in what is there, and end.")
@click.option(
    "--every",
    type=click.FloatRange(min=0, min_open=True),
    default=2.0,
    show_default=True,
    metavar="SECONDS",
    help="How often to look.",
)
def command(directories: tuple[str, ...], *, once: bool, every: float) -> int:
    """Take in what appears in directories.

    It ends with Ctrl-C. What is there already is taken in first. A file is read when it has not changed between two
    looks, so one that is still being written waits; when it changes later it is read again. Files of other kinds,
    hidden ones and directories within are passed over. What fails for a moment, such as when the library is locked,
    is tried again. Without DIR it is `watch.directories` of the configuration.
    """
    from tui_reader.cli import session
    from tui_reader.library.folder_watch import FolderWatch

    with session.library() as library:
        paths = tuple(typed_path(one) for one in directories) or library.config.watched
        if not paths:
            raise WrongUsageError("There is no directory to watch.", "Give one, or set watch.directories.")
        watch = FolderWatch(paths)
        is_all_taken = True
        if not once:
            say(f"Watching {', '.join(map(str, paths))}; Ctrl-C ends it.")
        while True:
            for path in watch.ready():
                is_all_taken &= _take(library, path, watch)
            if once and not watch.is_waiting:
                return DONE if is_all_taken else COULD_NOT
            time.sleep(every)


def _take(library: Library, path: Path, watch: FolderWatch) -> bool:
    """Takes in a file, and says what came of it; whether it could be read, or will be tried again."""
    from tui_reader.cli import import_report
    from tui_reader.library import import_words

    try:
        report = library.import_file(path)
    except ReaderError as error:
        if watch.again(path, error):
            return True
        report_error(error)
        return False
    for line in import_report.remarks(path.name, report, library):
        say(line)
    sys.stdout.write(f"{import_words.summary(one_line(str(path)), report)}\n")
    sys.stdout.flush()
    return True

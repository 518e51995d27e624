"""`tui-reader mirror`: writes every note into its file anew."""

from __future__ import annotations

import click

from tui_reader.cli.exit_codes import DONE, NOTHING_FOUND, report_error, say
from tui_reader.cli.interruption import interrupted
from tui_reader.errors import ReaderError
from tui_reader.texts.counts import counted


@click.command
def command() -> int:
    """Write every note as a file too, as configured.

    The configured `notes.mirror` is the directory; it is made when it is not there. Whatever is done with a note, with
    the tags and highlights of its paper or with its key is followed by itself; this brings in what was there before.
    Files that the program did not make, or that somebody changed since, are left as they are and named.
    """
    from tui_reader.cli import session

    with session.library() as library:
        if library.mirror is None:
            raise ReaderError("There is no directory for the notes.", "Set notes.mirror; tui-reader config says where.")
        with interrupted(lambda: "The files that were written are whole; tui-reader mirror writes the rest."):
            done = library.mirror.write_all()
        for problem in done.problems:
            report_error(problem)
        say(f"{counted(done.notes, 'note is', 'notes are')} in {library.mirror.path}.")
    return NOTHING_FOUND if done.problems else DONE

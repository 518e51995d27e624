"""`tui-reader pick`: the reader as a picker, for editors and scripts that insert a citation."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

import click

from tui_reader.cli.exit_codes import COULD_NOT, DONE, NOTHING_FOUND, say, say_unsaved
from tui_reader.cli.query_words import SETTINGS, query_text

if TYPE_CHECKING:
    from collections.abc import Iterator

TERMINAL = "/dev/tty"
STREAMS = (0, 1, 2)


@click.command(context_settings=SETTINGS)
@click.argument("query", nargs=-1, metavar="[QUERY]...")
@click.option(
    "--format", "format_name", default="key", show_default=True, metavar="NAME", help="What to print; as for cite."
)
def command(query: tuple[str, ...], format_name: str) -> int:
    """Choose a paper in the reader and print its citation key.

    Enter prints and leaves, q leaves with 1 and prints nothing. Standard output may be a pipe: the reader shows on the
    terminal itself, also inside an editor that keeps its terminal to itself.
    """
    text = query_text(query)
    from tui_reader.cli.cite import citer
    from tui_reader.library.library import Library
    from tui_reader.paths import Home

    library = Library(Home.of_user())
    try:
        chosen = citer(library, format_name)
        with _terminal() as is_there:
            if not is_there:
                say("tui-reader: the picker needs a terminal, and this process has none.")
                return COULD_NOT
            from tui_reader.ui.app import pick

            picked = pick(library, text)
        cited = chosen.cite(library.papers(picked))
    finally:
        library.close()
        unsaved = say_unsaved(library)
    if unsaved:
        return COULD_NOT
    if not cited:
        return NOTHING_FOUND
    sys.stdout.write(cited if cited.endswith("\n") else f"{cited}\n")
    return DONE


@contextlib.contextmanager
def _terminal() -> Iterator[bool]:
    """Puts the screen where a person sees it, and says whether there is such a place.

    Textual reads from standard input, draws on standard error and asks standard output how large the screen is. They
    are the terminal for as long as this lasts.
    """
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    if any(stream is None for stream in streams):
        yield False
        return
    if all(os.isatty(number) for number in STREAMS):
        yield True
        return
    try:
        terminal = os.open(TERMINAL, os.O_RDWR)
    except OSError:
        yield False
        return
    sys.stdout.flush()
    before = [os.dup(number) for number in STREAMS]
    try:
        for number in STREAMS:
            os.dup2(terminal, number)
        yield True
    finally:
        for number, kept in zip(STREAMS, before, strict=True):
            os.dup2(kept, number)
            os.close(kept)
        os.close(terminal)

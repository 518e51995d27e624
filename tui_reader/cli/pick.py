"""`tui-reader pick`: the reader as a picker, for editors and scripts that insert a citation."""

from __future__ import annotations

import os
import sys

import click

from tui_reader.cli.outcome import COULD_NOT, DONE, NOTHING, say

TERMINAL = "/dev/tty"


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, metavar="[QUERY]...")
@click.option(
    "--format", "format_name", default="key", show_default=True, metavar="NAME", help="What to print; as for cite."
)
def command(query: tuple[str, ...], format_name: str) -> int:
    """Choose a paper in the reader and print its citation key.

    Enter prints and leaves, q leaves with 1 and prints nothing. Standard output may be a pipe: the reader shows on the
    terminal itself, also inside an editor that keeps its terminal to itself.
    """
    for word in query:
        if word.startswith("--"):
            raise click.NoSuchOption(word)
    from tui_reader.cli.cite import way
    from tui_reader.library import Library
    from tui_reader.paths import Home

    library = Library(Home.of_user())
    try:
        chosen = way(library, format_name)
        if not _on_terminal():
            say("tui-reader: the picker needs a terminal, and this process has none.")
            return COULD_NOT
        from tui_reader.ui.picking import pick

        papers = library.papers(pick(library, " ".join(query)))
        text = chosen.cite(papers)
    finally:
        library.close()
    if not text:
        return NOTHING
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
    return DONE


def _on_terminal() -> bool:
    """Puts the screen where a person sees it, and says whether there is such a place; standard output stays."""
    if sys.__stdin__ is None or sys.__stderr__ is None:
        return False
    if sys.__stdin__.isatty() and sys.__stderr__.isatty():
        return True
    try:
        terminal = os.open(TERMINAL, os.O_RDWR)
    except OSError:
        return False
    # Textual reads and draws through the streams that the interpreter began with.
    os.dup2(terminal, sys.__stdin__.fileno())
    os.dup2(terminal, sys.__stderr__.fileno())
    os.close(terminal)
    return True

"""The way from the shell to the screen; every import on it delays the first frame."""

from __future__ import annotations

import os
import sys

from tui_reader.cli.exit_codes import COULD_NOT, WRONG_USAGE, say, say_unsaved
from tui_reader.ui import collector

FRAMES_PER_SECOND = "120"
"""How often Textual may draw; its 60 let a key wait for 16 ms. A number that the user set is kept."""


def start(arguments: list[str]) -> int:
    """Shows the reader, with the arguments typed into its search bar, until the user leaves; the exit code."""
    if missing := _missing_terminal():
        say(f"tui-reader: the reader needs {missing}; `tui-reader search QUERY` works without one.")
        return WRONG_USAGE
    os.environ.setdefault("TEXTUAL_FPS", FRAMES_PER_SECOND)
    _trust_the_terminal()
    # Before anything else is imported; the screen resumes it when its first frame is there.
    collector.suspend()

    from tui_reader.library.library import Library
    from tui_reader.paths import Home
    from tui_reader.ui.app import run

    library = Library(Home.of_user())
    try:
        code = run(library, " ".join(arguments))
    finally:
        library.close()
        unsaved = say_unsaved(library)
    return COULD_NOT if unsaved else code


def _trust_the_terminal() -> None:
    """Lets the size of the terminal be what the terminal says, where it says anything.

    COLUMNS and LINES come before that in Python; whatever they are left at (100000, 0, a word) would be drawn.
    """
    try:
        size = os.get_terminal_size(sys.stdout.fileno())
    except OSError:
        return
    if size.columns > 0 and size.lines > 0:
        for name in ("COLUMNS", "LINES"):
            os.environ.pop(name, None)


def _missing_terminal() -> str:
    """What the reader cannot do without and has not got; empty when all is there."""
    for stream in (sys.stdin, sys.stdout):
        # Standard input that was closed before the start is None.
        if stream is None or not stream.isatty():
            return "a terminal"
    if os.environ.get("TERM") in ("dumb", "unknown"):
        return f"a terminal that can move its cursor (TERM is “{os.environ['TERM']}”)"
    return ""

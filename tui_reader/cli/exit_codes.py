"""How a run of the program ends: its exit code, and the last lines that it says on standard error."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from tui_reader.errors import NotFoundError, ReaderError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.library.library import Library

DONE = 0
NOTHING = 1
"""Nothing was found, or some records were refused."""
WRONG_USAGE = 2
COULD_NOT = 3
INTERRUPTED = 130
"""128 and SIGINT, as shells count it."""
UNREAD = 141
"""128 and SIGPIPE: whoever read the output has left."""


class WrongUsageError(ReaderError):
    """An argument that means nothing, found out later than click could."""


def exit_code(run: Callable[[list[str]], int], arguments: list[str]) -> int:
    """Runs the program and turns every expected end of it into its exit code."""
    _prepare_streams()
    try:
        code = run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        say("Interrupted.")
        return INTERRUPTED
    except OSError as error:
        if error.filename is not None:
            raise
        # Files have names, and the library explains its own: what is left is a write to standard output.
        return unwritten(error)
    except ReaderError as error:
        return failed(error)
    return code


def failed(error: ReaderError) -> int:
    """Says what went wrong and the next step; the exit code that goes with it."""
    say(error.message)
    if error.hint:
        say(error.hint)
    if isinstance(error, NotFoundError):
        return NOTHING
    return WRONG_USAGE if isinstance(error, WrongUsageError) else COULD_NOT


def say_unsaved(library: Library) -> bool:
    """Says where the notes are that the disk did not take while the screen was there; whether there are any."""
    # A terminal that has hung up hears nothing.
    with contextlib.suppress(OSError):
        for error in library.unsaved:
            failed(error)
    return bool(library.unsaved)


def unwritten(error: OSError) -> int:
    """Gives standard output up, because it takes no more; the exit code."""
    # At exit Python flushes what is left once more, and would complain.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return UNREAD
    say(f"The output could not be written: {error.strerror or error}.")
    return COULD_NOT


def say(text: str) -> None:
    """One line on standard error."""
    from tui_reader.texts.printable import one_line

    sys.stderr.write(f"{one_line(text)}\n")


def _prepare_streams() -> None:
    """Lets output that was closed before the start go nowhere, and shows `?` for what a terminal has no letter for."""
    import io

    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 open until the end
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")

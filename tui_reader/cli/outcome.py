"""How a run of the program ends: its exit code, and the last lines that it says on standard error."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from tui_reader.errors import NotFoundError, ReaderError

if TYPE_CHECKING:
    from collections.abc import Callable

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
    try:
        _tolerate_any_character()
        code = run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        say("Interrupted.")
        return INTERRUPTED
    except BrokenPipeError:
        # At exit Python flushes what is left once more, and would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD
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


def say(text: str) -> None:
    """One line on standard error."""
    from tui_reader.printable import one_line

    if sys.stderr is not None:
        sys.stderr.write(f"{one_line(text)}\n")


def _tolerate_any_character() -> None:
    """Lets a terminal that does not speak UTF-8 show `?` for what it has no letter for."""
    import io

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")

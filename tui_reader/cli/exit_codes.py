"""How a run of the program ends: its exit code, and the last lines that it says on standard error."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from tui_reader.cli import INTERRUPTED
from tui_reader.errors import NotFoundError, ReaderError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Literal

    from tui_reader.library.library import Library

DONE = 0
NOTHING_FOUND = 1
"""Nothing was found, or some records were refused."""
WRONG_USAGE = 2
COULD_NOT = 3
NOTHING_UNDER_WAY = "No change was under way."
PIPE_CLOSED = 141
"""128 and SIGPIPE: whoever read the output has left."""


class WrongUsageError(ReaderError):
    """An argument that means nothing, found out later than click could."""


def exit_code(run: Callable[[list[str]], int], arguments: list[str]) -> int:
    """Runs the program and turns every expected end of it into its exit code.

    Afterwards Ctrl-C ends the process at once and in silence: what is left is Python's own clearing up.
    """
    try:
        code = _ended(run, arguments)
    except KeyboardInterrupt:
        # Commands that change something say what became of it (WorkInterruptedError): here nothing was under way.
        code = _interrupted(NOTHING_UNDER_WAY)
    _let_control_c("end")
    return code


def _ended(run: Callable[[list[str]], int], arguments: list[str]) -> int:
    """The exit code of the program; Ctrl-C outside any work passes through."""
    from tui_reader.cli.interruption import WorkInterruptedError

    _prepare_streams()
    sys.unraisablehook = _repeat_interrupt
    try:
        code = run(arguments)
        sys.stdout.flush()
    except WorkInterruptedError as error:
        return _interrupted(str(error))
    except OSError as error:
        if error.filename is not None:
            raise
        # Files have names, and the library explains its own: what is left is a write to standard output.
        return output_failed(error)
    except ReaderError as error:
        return report_error(error)
    return code


def _interrupted(outcome: str) -> int:
    """Says that the run was interrupted and what became of its work; the exit code."""
    from tui_reader.cli.interruption import restore_terminal

    _let_control_c("pass")  # a second one must not cut the sentence off
    restore_terminal()
    if sys.stderr.isatty():
        sys.stderr.write("\n")  # the terminal has written ^C
    say(f"Interrupted. {outcome}")
    return INTERRUPTED


def _let_control_c(do: Literal["end", "pass"]) -> None:
    """Sets what Ctrl-C does from now on: ends the process, or nothing. Where it is ignored (nohup, `&`) it stays so."""
    import signal

    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _end if do == "end" else _pass)


def _end(_signal: int, _frame: FrameType | None) -> None:
    """Ends the process at once with the code of an interrupted run."""
    os._exit(INTERRUPTED)


def _pass(_signal: int, _frame: FrameType | None) -> None:
    """Takes a signal and does nothing; SIG_IGN would be inherited and could not be told from a parent's."""


def _repeat_interrupt(unraisable: sys.UnraisableHookArgs) -> None:
    """Interrupts again where Ctrl-C came in a finalizer or a callback, in which Python prints it and goes on."""
    if isinstance(unraisable.exc_value, KeyboardInterrupt):
        import _thread

        _thread.interrupt_main()
    else:
        sys.__unraisablehook__(unraisable)


def report_error(error: ReaderError) -> int:
    """Says what went wrong and the next step; the exit code that goes with it."""
    say(error.message)
    if error.hint:
        say(error.hint)
    if isinstance(error, NotFoundError):
        return NOTHING_FOUND
    return WRONG_USAGE if isinstance(error, WrongUsageError) else COULD_NOT


def say_unsaved(library: Library) -> bool:
    """Says where the notes are that the disk did not take while the screen was there; whether there are any.

    What else the end of the screen left undone is said too.
    """
    # A terminal that has hung up hears nothing.
    with contextlib.suppress(OSError):
        for error in library.unsaved:
            report_error(error)
        for error in library.exports.problems if library.exports else ():
            report_error(error)
        for told in library.parting_words:
            say(told)
    return bool(library.unsaved)


def output_failed(error: OSError) -> int:
    """Gives standard output up, because it takes no more; the exit code."""
    # At exit Python flushes what is left once more, and would complain.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return PIPE_CLOSED
    say(f"The output could not be written: {error.strerror or error}.")
    return COULD_NOT


def say(text: str) -> None:
    """Writes one line to standard error; control characters are made visible."""
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

"""The terminal while another program has it: afterwards it is as it was, whatever that program did to it."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SANE = (
    "\x1b(B\x0f\x1b[0m"  # letters instead of lines, no colours
    "\x1b[r\x1b[?6l\x1b[4l"  # the whole screen scrolls, its corner is the origin, nothing is inserted
    "\x1b[?1l\x1b>\x1b[=0;1u"  # arrows, keypad and all keys as ever
    "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[?2004l"  # no reports of mouse, focus and pastes
    "\x1b[?25h\x1b[?1049l"  # the cursor is seen, and the screen is the usual one
)
"""What takes back all that full-screen programs ask of a terminal; each part does nothing where there is nothing to."""


@contextlib.contextmanager
def lent() -> Iterator[None]:
    """Gives the terminal to a program that is run in here, and takes it back in the modes in which it was."""
    # Control-C is that program's. A handler that does nothing, because a child would inherit SIG_IGN.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        with _modes_kept():
            yield
    finally:
        signal.signal(signal.SIGINT, before)


def recover() -> None:
    """Takes back what a program that was cut short asked of the terminal, and forgets keys that were meant for it."""
    if sys.platform == "win32" or not _is_terminal():
        return
    import termios

    # The terminal itself may be gone.
    with contextlib.suppress(OSError, termios.error):
        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
        if sys.__stderr__ is not None and sys.__stderr__.isatty():
            os.write(sys.__stderr__.fileno(), _SANE.encode())


@contextlib.contextmanager
def _modes_kept() -> Iterator[None]:
    """Leaves the terminal in the modes, and in the hands of the group of processes, in which it was."""
    if sys.platform == "win32" or not _is_terminal():
        yield
        return
    import termios

    terminal = sys.stdin.fileno()
    modes, front = termios.tcgetattr(terminal), os.tcgetpgrp(terminal)
    try:
        yield
    finally:
        # Who is not in front is stopped for changing anything; an editor that ran jobs may have left nobody there.
        stopped = signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        with contextlib.suppress(OSError, termios.error):
            os.tcsetpgrp(terminal, front)
            termios.tcsetattr(terminal, termios.TCSANOW, modes)
        signal.signal(signal.SIGTTOU, stopped)


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()

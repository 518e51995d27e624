"""Ends the reader when its terminal is gone and no signal said so.

Textual would then read nothing for ever, and fast; and the first frame that it cannot write ends the thread that
writes, whose full queue stops everything else. What was shown as saved is on disk by then.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LOOK_SECONDS = 5.0
"""How often the terminal is looked at."""

GRACE_SECONDS = 3.0
"""How long the reader may take to leave in good order."""

HUNG_UP = 129
"""128 and SIGHUP, as shells count it."""


def leave_with_terminal(leave: Callable[[int], object]) -> None:
    """Watches the terminal that standard input is now, if it is one; `leave` is called with an exit code."""
    if sys.stdin.isatty():
        threading.Thread(target=_watch, args=(leave,), name="hangup", daemon=True).start()


def _watch(leave: Callable[[int], object]) -> None:
    while sys.stdin.isatty():
        time.sleep(LOOK_SECONDS)
    leave(HUNG_UP)
    time.sleep(GRACE_SECONDS)
    os._exit(HUNG_UP)

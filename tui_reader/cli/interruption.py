"""What Ctrl-C leaves behind: which part of the work was done, in words for whoever interrupted it.

A `KeyboardInterrupt` says nothing about the work. Code that knows what has been kept turns it into a
`WorkInterruptedError`, which passes up to `exit_codes.exit_code`. Where no work is under way it stays as it is.
"""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui_reader.library.library import Library
    from tui_reader.model.history import Step

NOTHING_CHANGED = "Nothing was changed."


class WorkInterruptedError(Exception):
    """Ctrl-C, with a sentence on what became of the work; an Exception, because click swallows KeyboardInterrupt."""


@contextlib.contextmanager
def interrupted(outcome: Callable[[], str]) -> Iterator[None]:
    """Turns Ctrl-C in the block into a `WorkInterruptedError` that says `outcome()`, after what an inner block says.

    `outcome` runs after the interrupt, so that it can look at what was kept. A second Ctrl-C while it looks ends the
    program without that sentence.
    """
    try:
        yield
    except (KeyboardInterrupt, WorkInterruptedError) as error:
        said = [str(part) for part in (*error.args, outcome()) if part]
        if said[1:] and said[-1] == NOTHING_CHANGED:
            said.pop()
        raise WorkInterruptedError(" ".join(said)) from None


class Changes:
    """What has been done with a library since a utc_time, as its journal has it.

    A change made meanwhile by another instance counts as done too: the journal does not know who did it.
    """

    def __init__(self, library: Library, rest: str = "") -> None:
        self._library = library
        self._rest = rest
        """What to do about the part of the work that was not done; said when some of it was."""
        self._before = self._latest()

    def said(self) -> str:
        """What was changed since, in a sentence or two."""
        latest = self._latest()
        if not latest or latest == self._before:
            return NOTHING_CHANGED
        done = f"Before that it {latest[0].words}, which is kept; tui-reader undo takes it back."
        return f"{done} {self._rest}".rstrip()

    def _latest(self) -> list[Step]:
        return self._library.journal.latest(1)


def restore_terminal() -> None:
    """Shows the cursor again, which a progress bar that was cut off in the middle of drawing leaves hidden."""
    if "rich.live" in sys.modules and sys.stderr.isatty():
        sys.stderr.write("\x1b[?25h")

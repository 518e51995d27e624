"""The exceptions whose message is meant for the user."""

from __future__ import annotations


class ReaderError(Exception):
    """A failure that the user can do something about.

    `str(error)` is the message; the screen shows both lines, the command line prints both on standard error.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        """What happened and why, in one sentence."""
        self.hint = hint
        """The next step, in one sentence; empty when there is none."""


class NotFoundError(ReaderError):
    """There is nothing of the name that was asked for."""


class BusyError(ReaderError):
    """Another program uses what is needed; the same may succeed in a moment."""


class TextKeptError(ReaderError):
    """What somebody wrote could not be kept where it belongs, and is in a file that the hint names."""

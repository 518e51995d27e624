"""A text in the user's own editor, which may crash, be killed, or delete the file: what was typed is not lost."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tui_reader.errors import ReaderError, TextKeptError
from tui_reader.system import terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

KILLED = 128
"""Shells, and editors that are shell scripts, report a program that a signal ended with this and its number."""


class Draft:
    """A file with a text, in a directory that only its owner can read; gone in the end unless it is kept."""

    def __init__(self, text: str, name: str, what: str = "note") -> None:
        """`what` it is, for messages. Raises `ReaderError` when there is no room for the file."""
        self._text = text
        self._what = what
        self._kept = False
        try:
            self._directory = Path(tempfile.mkdtemp(prefix="tui-reader-"))
            self.path = self._directory / name
            self._write()
        except OSError as error:
            raise ReaderError(
                f"There is no room for a file to edit: {error.strerror or error}.", "Free some space, or set $TMPDIR."
            ) from error

    def __enter__(self) -> Self:
        """The draft, whose file is there."""
        return self

    def __exit__(self, *_: object) -> None:
        """Removes the file, unless it is kept."""
        self.close()

    def close(self) -> None:
        """Removes the file, unless it is kept."""
        if not self._kept:
            shutil.rmtree(self._directory, ignore_errors=True)

    def edit(self) -> str:
        """The text as it is when the editor has ended.

        Raises `ReaderError` when the editor does not start, fails, or leaves no text; a file that is not what it was is
        kept, and the hint says where.
        """
        editor = _editor()
        code = _run([*editor, str(self.path)])
        if code:
            ended = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
            with self.kept_on_failure():
                raise ReaderError(f"{editor[0]} {ended}; the {self._what} is as it was.")
        return self._read()

    @contextlib.contextmanager
    def kept_on_failure(self) -> Iterator[None]:
        """Keeps the file, if anything was written, when what is done with it raises ReaderError; then TextKeptError."""
        try:
            yield
        except ReaderError as error:
            if hint := self._left():
                self._kept = True
                raise TextKeptError(error.message, hint) from error
            raise

    def _write(self) -> None:
        ending = "" if not self._text or self._text.endswith("\n") else "\n"
        # A terminal's paste can have lone surrogates, which no file in UTF-8 has.
        self._original = (self._text + ending).encode("utf-8", "replace")
        self.path.write_bytes(self._original)

    def _read(self) -> str:
        try:
            content = self.path.read_bytes()
            if content == self._original:
                return self._text
            text = content.decode("utf-8-sig")
        except FileNotFoundError:
            with self.kept_on_failure():
                raise ReaderError(f"The editor left no file; the {self._what} is as it was.") from None
        except (OSError, UnicodeDecodeError) as error:
            with self.kept_on_failure():
                raise ReaderError(
                    f"What the editor left is not text in UTF-8 ({error}); the {self._what} is as it was."
                ) from None
        return text.removesuffix("\n")

    def _left(self) -> str:
        """Where it is that something was written, in a sentence; empty when nothing was.

        An editor that was killed leaves a copy of what was typed beside the file: vim's .NAME.swp, Emacs's #NAME#.
        """
        with contextlib.suppress(OSError):
            if self.path.read_bytes() != self._original:
                return f"What you wrote is in {self.path}."
        if any(file != self.path for file in self._directory.glob("*")):
            return f"What {_editor()[0]} kept of it is in {self._directory}."
        return ""


def _editor() -> list[str]:
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if sys.platform == "win32" else "vi")
    try:
        words = shlex.split(chosen, posix=sys.platform != "win32")
    except ValueError:
        words = []
    if not words:
        raise ReaderError(f"$VISUAL or $EDITOR is no command: {chosen!r}.", "Set it to the name of an editor.")
    return words


def _run(command: list[str]) -> int:
    # Where a script reads what is printed, the terminal is where errors go.
    screen = 2 if os.isatty(2) and not os.isatty(1) else None
    with terminal.lent():
        try:
            code = subprocess.run(command, stdout=screen, check=False).returncode  # noqa: S603 the user's own choice
        except OSError as error:
            raise ReaderError(
                f"{command[0]} does not start: {error.strerror or error}.", "Set $VISUAL or $EDITOR to an editor."
            ) from error
    if code < 0 or code > KILLED:
        terminal.recover()
    return code

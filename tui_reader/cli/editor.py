"""A text in the user's own editor, which may crash, be killed, or delete the file: what was typed is not lost."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tui_reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterator


class Draft:
    """A file with a text, in a directory that only its owner can read; gone in the end unless it is kept."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._directory = Path(tempfile.mkdtemp(prefix="tui-reader-"))
        self.path = self._directory / name
        self._kept = False
        self._write()

    def __enter__(self) -> Self:
        """The draft itself."""
        return self

    def __exit__(self, *_: object) -> None:
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
                raise ReaderError(f"{editor[0]} {ended}; the note is as it was.")
        return self._read()

    @contextlib.contextmanager
    def kept_on_failure(self) -> Iterator[None]:
        """Keeps the file and says where it is, when what is done with its text raises ReaderError."""
        try:
            yield
        except ReaderError as error:
            if self._is_changed():
                self._kept = True
                raise ReaderError(error.message, f"What you wrote is in {self.path}.") from error
            raise

    def _write(self) -> None:
        ending = "" if not self._text or self._text.endswith("\n") else "\n"
        self._original = (self._text + ending).encode()
        self.path.write_bytes(self._original)

    def _read(self) -> str:
        try:
            content = self.path.read_bytes()
            if content == self._original:
                return self._text
            text = content.decode("utf-8-sig")
        except FileNotFoundError:
            raise ReaderError("The editor left no file; the note is as it was.") from None
        except (OSError, UnicodeDecodeError) as error:
            with self.kept_on_failure():
                raise ReaderError(
                    f"What the editor left is not text in UTF-8 ({error}); the note is as it was."
                ) from None
        return text.removesuffix("\n")

    def _is_changed(self) -> bool:
        try:
            return self.path.read_bytes() != self._original
        except OSError:
            return False


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
    # Control-C is the editor's while it runs. A handler that does nothing, because a child would inherit SIG_IGN.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return subprocess.run(command, check=False).returncode  # noqa: S603 the user's own choice of editor
    except OSError as error:
        raise ReaderError(
            f"{command[0]} does not start: {error.strerror or error}.", "Set $VISUAL or $EDITOR to an editor."
        ) from error
    finally:
        signal.signal(signal.SIGINT, before)
